using DeclarativeIL.Experts;
using DeclarativeIL.Samples;

namespace DeclarativeIL.Algorithms.Tests.Samples;

[Trait("Speed", "Slow")]
public class TeachByHandTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly string[] Words = ["up", "right", "down", "left"];

    private static ExpertQuery Asked(Control previous = Control.Learner) => new(State.Of(1, 0), 0, 2, 5, 5, previous);

    private static ConsoleExpert Person(string script, StringWriter output) =>
        new(new StringReader(script), output, Words, _ => "(picture)");

    [Fact]
    public async Task A_label_is_asked_for_until_it_is_one()
    {
        using var output = new StringWriter();
        var person = Person("north\n\n RIGHT \n", output);
        Assert.Equal(Act.Discrete(1), await person.LabelAsync(Asked(), Never));
        Assert.Equal(1, person.Labels);
        var read = output.ToString();
        Assert.Contains("(picture)", read, StringComparison.Ordinal);
        Assert.Contains("Round 2, step 5: up, right, down, left, or q to end", read, StringComparison.Ordinal);
        Assert.Contains("Found 'north'", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_input_and_q_cancel()
    {
        foreach (var script in new[] { "", "q\n" })
            await Assert.ThrowsAsync<OperationCanceledException>(async () =>
                await Person(script, new StringWriter()).LabelAsync(Asked(), Never)
            );
    }

    [Fact]
    public async Task Taking_over_lasts_until_it_is_handed_back()
    {
        var person = Person("\nt\n\nh\n", new StringWriter());
        Assert.False(await person.TakesOverAsync(Asked(), Never));
        Assert.True(await person.TakesOverAsync(Asked(), Never));
        Assert.True(await person.TakesOverAsync(Asked(Control.Expert), Never));
        Assert.False(await person.TakesOverAsync(Asked(Control.Expert), Never));
    }

    [Fact]
    public async Task A_person_who_knows_the_way_teaches_it()
    {
        using var output = new StringWriter();
        var lessons = new TeachByHand(1, 3, 12, takeOver: false, new Guide(output), output);
        var (learner, labels) = await lessons.RunAsync(Never);
        Assert.Equal((36, -6), (labels, learner.Mean));
    }

    [Fact]
    public async Task Who_has_had_enough_keeps_what_was_taught()
    {
        using var output = new StringWriter();
        var lessons = new TeachByHand(1, 3, 12, takeOver: false, new StringReader("right\nright\nright\nq\n"), output);
        Assert.Equal(3, (await lessons.RunAsync(Never)).Labels);
    }

    [Fact]
    public async Task Taking_over_teaches_too()
    {
        using var output = new StringWriter();
        var lessons = new TeachByHand(1, 2, 6, takeOver: true, new Guide(output), output);
        var (learner, labels) = await lessons.RunAsync(Never);
        Assert.Equal((12, -6), (labels, learner.Mean));
    }

    /// <summary>Reads the board off the screen, and types the way along the top and the right edge.</summary>
    private sealed class Guide(StringWriter screen) : TextReader
    {
        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            var word = Word();
            screen.WriteLine(word); // a terminal shows what is typed
            return new(word);
        }

        private string Word()
        {
            var lines = screen.ToString().Split('\n');
            if (lines[^1].StartsWith("The learner acts", StringComparison.Ordinal))
                return "t";
            if (lines[^1].StartsWith("You act", StringComparison.Ordinal))
                return "";
            var row = Array.FindIndex(lines[^5..^1], line => line.Contains('@', StringComparison.Ordinal));
            return lines[^5..^1][row].IndexOf('@', StringComparison.Ordinal) == 3 ? "down"
                : row == 0 || row == 3 ? "right"
                : "up";
        }
    }
}
