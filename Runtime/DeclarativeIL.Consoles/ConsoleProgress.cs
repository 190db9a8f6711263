using Spectre.Console;

namespace DeclarativeIL.Consoles;

/// <summary>
/// Shows how training gets on: bars on a terminal; plain lines, one a round or ten in all, where the output goes into a file or a pipe.
/// </summary>
/// <remarks>
/// <see cref="Begin"/> gives the <see cref="IProgress{T}"/> of a run. Several runs are several bars, one below the other; they are drawn
/// from another thread, so that training may keep its own. Until this is disposed, nothing else should write to a terminal with bars.
/// </remarks>
public sealed class ConsoleProgress : IDisposable
{
    private readonly TextWriter? _lines;
    private readonly Bars? _bars;

    /// <summary>On the console of this process.</summary>
    public ConsoleProgress()
        : this(AnsiConsole.Console) { }

    /// <summary>On a console.</summary>
    /// <param name="console">The console; bars where it is a terminal, else lines.</param>
    public ConsoleProgress(IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(console);
        if (console.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } })
            _bars = new Bars(console);
        else
            _lines = console.Profile.Out.Writer; // past the console, which would break lines at its width
    }

    /// <summary>As plain lines.</summary>
    /// <param name="lines">Where they are written; the caller's.</param>
    public ConsoleProgress(TextWriter lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        _lines = lines;
    }

    /// <summary>A run starts to train.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="epochs">Passes over the data, in each round where there are rounds; 1 or more.</param>
    /// <param name="rounds">Rounds; none where there are none.</param>
    /// <returns>Is told how the run gets on; the caller's, disposed when the run is over.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public RunProgress Begin(string name, int epochs, int? rounds = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (rounds is { } count)
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(rounds));
        var all = (long)epochs * (rounds ?? 1);
        return _bars is { } bars ? bars.Begin(name, all) : new LineProgress(_lines!, name, all, hasRounds: rounds is not null);
    }

    /// <summary>Draws the bars for the last time and leaves them there.</summary>
    public void Dispose() => _bars?.Dispose();
}
