using System.Text.RegularExpressions;
using DeclarativeIL.Consoles;
using Spectre.Console;

namespace DeclarativeIL.Logging.Tests.Consoles;

/// <summary>Progress on terminals and in pipes.</summary>
public sealed partial class ConsoleProgressTests
{
    [Fact]
    public void A_run_in_rounds_is_a_plain_line_a_round_where_the_output_is_redirected()
    {
        var output = new StringWriter { NewLine = "\n" };
        using (var progress = new ConsoleProgress(output))
        using (var run = progress.Begin("DAgger", Runs.Epochs, Runs.Rounds))
            Runs.DAgger(run);

        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^DAgger +round   1, +64 labels +[\d,]+ samples/s  loss +0\.\d{4}  entropy 0\.\d{3}  return +\d+\.\d$", lines[0]);
        Assert.Matches(@"^DAgger +round   2, +128 labels ", lines[1]);
        Assert.DoesNotContain('\e', output.ToString());
    }

    [Fact]
    public void A_run_without_rounds_is_at_most_ten_lines_and_warnings_are_lines_of_their_own()
    {
        var output = new StringWriter { NewLine = "\n" };
        using var progress = new ConsoleProgress(output);
        using var run = progress.Begin("cloning", 100);
        run.Report(Runs.Epoch() with { Warnings = ["component 2 is wide"] });
        for (var epoch = 1; epoch <= 100; epoch++)
        {
            run.Report(Runs.Step(epoch));
            run.Report(Runs.Epoch(epoch));
        }

        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.Equal("cloning              warning: component 2 is wide", lines[0]);
        Assert.Equal(
            Enumerable.Range(1, 10).Select(static tenth => $"{10 * tenth}%"),
            lines.Skip(1).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
        );
    }

    /// <summary>A console whose output goes into a file or a pipe: no escapes, no wrapped lines.</summary>
    [Fact]
    public void A_console_that_is_no_terminal_gets_plain_lines_as_wide_as_they_are()
    {
        var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), ColorSystem = ColorSystemSupport.TrueColor }
        );
        console.Profile.Width = 20;
        using (var progress = new ConsoleProgress(console))
        using (var run = progress.Begin("DAgger", Runs.Epochs, Runs.Rounds))
            Runs.DAgger(run);

        Assert.Equal(2, output.ToString().TrimEnd().Split('\n').Length);
        Assert.DoesNotContain('\e', output.ToString());
    }

    [Fact]
    public void On_a_terminal_each_run_is_a_bar_that_gets_to_the_end()
    {
        using var terminal = new Terminal();
        using (var progress = new ConsoleProgress(terminal.Console))
        {
            using (var run = progress.Begin("[DAgger]", Runs.Epochs, Runs.Rounds))
                Runs.DAgger(run);
            using (var run = progress.Begin("cloning", Runs.Epochs))
                Runs.Cloning(run);
        }

        Assert.Contains('\e', terminal.Written);
        var lines = Escapes().Replace(terminal.Written, "").TrimEnd().Split('\n')[^2..];
        Assert.Matches(@"^\[DAgger\] +━+ +100% .* samples/s .* return ", lines[0]);
        Assert.Matches(@"^cloning +━+ +100% .* samples/s .* loss ", lines[1]);
    }

    /// <summary>Two displays on one terminal would overwrite each other: the second one is told so.</summary>
    [Fact]
    public void A_second_display_on_the_same_terminal_is_refused()
    {
        using var terminal = new Terminal();
        using var first = new ConsoleProgress(terminal.Console);
        Assert.Throws<InvalidOperationException>(() => new ConsoleProgress(terminal.Console));
    }

    [Fact]
    public void A_run_of_no_epoch_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConsoleProgress(TextWriter.Null).Begin("none", 0));

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
