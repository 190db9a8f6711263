using Spectre.Console;
using Spectre.Console.Testing;

namespace DeclarativeIL.Logging.Tests.Consoles;

/// <summary>A console in memory whose output says that it is a terminal.</summary>
internal static class Terminal
{
    public static TestConsole Create()
    {
        var console = new TestConsole().EmitAnsiSequences().Width(140);
        console.Profile.Out = new Output(console.Profile.Out);
        return console;
    }

    private sealed class Output(IAnsiConsoleOutput output) : IAnsiConsoleOutput
    {
        public TextWriter Writer => output.Writer;

        public bool IsTerminal => true;

        public int Width => output.Width;

        public int Height => output.Height;

        public void SetEncoding(System.Text.Encoding encoding) => output.SetEncoding(encoding);
    }
}
