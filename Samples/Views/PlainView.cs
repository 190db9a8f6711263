using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Views;

/// <summary>Training as plain lines, for logs and pipes: one a round, or ten in all where there are no rounds.</summary>
internal sealed class PlainView(TextWriter output) : ITrainingView
{
    private const int Lines = 10;

    /// <inheritdoc/>
    public ITrainingStage Begin(string name, int epochs) => new Stage(output, name, epochs);

    private sealed class Stage(TextWriter output, string name, int epochs) : ITrainingStage
    {
        private readonly Pace _pace = new(epochs);
        private double _next = 1.0 / Lines;
        private bool _rounds;

        public void Report(TrainingProgress value)
        {
            var figures = _pace.Describe(value);
            _rounds |= value.Round > 0 || value.Ended is not null;
            if (value.Ended is { } ended)
                Write($"round {ended.Round + 1, 3}, {ended.Expert.Queries, 6} labels", figures);
            else if (!_rounds && _pace.Share >= _next)
                Write($"{_pace.Share, 24:0%}", figures);
        }

        public void Dispose() { }

        private void Write(string where, string figures)
        {
            output.WriteLine($"{name, -20} {where}  {figures}");
            while (_next <= _pace.Share)
                _next += 1.0 / Lines;
        }
    }
}
