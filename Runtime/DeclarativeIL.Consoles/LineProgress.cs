using System.Globalization;
using DeclarativeIL.Training;

namespace DeclarativeIL.Consoles;

/// <summary>A run as plain lines, for logs and pipes: one a round, or ten in all where there are no rounds.</summary>
internal sealed class LineProgress(TextWriter output, string name, int epochs) : RunProgress(epochs)
{
    private const int Lines = 10;
    private double _next = 1.0 / Lines;
    private bool _hasRounds;

    /// <inheritdoc/>
    public override void Dispose() { }

    private protected override void Show(TrainingProgress value, string figures)
    {
        foreach (var warning in value.Warnings)
            output.WriteLine($"{name, -20} warning: {warning.ReplaceLineEndings(" ")}");
        _hasRounds |= value.Round > 0 || value.Ended is not null;
        if (value.Ended is { } ended)
            Write(string.Create(CultureInfo.InvariantCulture, $"round {ended.Round + 1, 3}, {ended.Expert.Queries, 6} labels"), figures);
        else if (!_hasRounds && Pace.Share >= _next)
            Write(string.Create(CultureInfo.InvariantCulture, $"{Pace.Share * 100, 23:0}%"), figures);
    }

    private void Write(string where, string figures)
    {
        output.WriteLine($"{name, -20} {where}  {figures}");
        while (_next <= Pace.Share)
            _next += 1.0 / Lines;
    }
}
