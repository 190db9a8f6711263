using System.Globalization;
using DeclarativeIL.Training;

namespace DeclarativeIL.Consoles;

/// <summary>A run as plain lines, for logs and pipes: one a round, or at most ten in all where there are no rounds.</summary>
internal sealed class LineProgress(TextWriter output, string name, long epochs, bool hasRounds) : RunProgress(epochs)
{
    private const int Lines = 10;
    private long _parts;

    /// <inheritdoc/>
    public override void Dispose() { }

    private protected override void Show(TrainingProgress value, string figures)
    {
        foreach (var warning in value.Warnings)
            output.WriteLine($"{name, -20} warning: {warning.ReplaceLineEndings(" ")}");
        if (value.Ended is { } ended)
            Write(string.Create(CultureInfo.InvariantCulture, $"round {ended.Round + 1, 3}, {ended.Expert.Queries, 6} labels"), figures);
        else if (!hasRounds && Pace.Parts(Lines) > _parts)
            Write(string.Create(CultureInfo.InvariantCulture, $"{Pace.Share * 100, 23:0}%"), figures);
    }

    private void Write(string where, string figures)
    {
        output.WriteLine($"{name, -20} {where}  {figures}");
        _parts = Pace.Parts(Lines);
    }
}
