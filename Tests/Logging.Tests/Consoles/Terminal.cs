using Spectre.Console;

namespace DeclarativeIL.Logging.Tests.Consoles;

/// <summary>A terminal in memory, 140 letters wide.</summary>
internal sealed class Terminal : IAnsiConsoleOutput, IDisposable
{
    private readonly StringWriter _written = new();

    public Terminal()
    {
        Writer = TextWriter.Synchronized(_written);
        Console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                Interactive = InteractionSupport.Yes,
                Out = this,
            }
        );
    }

    public IAnsiConsole Console { get; }

    public TextWriter Writer { get; }

    public bool IsTerminal => true;

    public int Width => 140;

    public int Height => 40;

    /// <summary>What was written so far.</summary>
    public string Written
    {
        get
        {
            lock (Writer)
                return _written.ToString();
        }
    }

    public void Dispose() => Writer.Dispose();

    public void SetEncoding(System.Text.Encoding encoding) { }
}
