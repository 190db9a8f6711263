using System.CommandLine;
using DeclarativeIL.Samples.Game;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="TeachInGame"/>.</summary>
internal static class GameCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "game",
            "Teach several agents of a small world within its own loop of frames; a script plays the player."
        );
        var seed = Numbers.Number("--seed", "Where all randomness starts.", 1UL, 0UL, ulong.MaxValue);
        var agents = Numbers.Number("--agents", "Agents in the world.", 3, 1, 100);
        var rounds = Numbers.Number("--rounds", "Lessons.", 4, 1, 100);
        var steps = Numbers.Number("--steps", "Steps of each, of all agents together.", 300, 1, 100_000);
        foreach (var option in (Option[])[seed, agents, rounds, steps])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var lesson = new TeachInGame(
                    parsed.GetValue(seed),
                    parsed.GetValue(agents),
                    parsed.GetValue(rounds),
                    parsed.GetValue(steps)
                ).Run(cancellation);
                Console.WriteLine(
                    $"frames {lesson.Frames}, worst frame {lesson.Worst.TotalMilliseconds:0.00} ms, labels {lesson.Labels} "
                        + $"(up to {lesson.AtOnce} asked at once), "
                        + $"return before {lesson.Before:0.00}, after {lesson.After:0.00}"
                );
                return Task.CompletedTask;
            }
        );
        return command;
    }
}
