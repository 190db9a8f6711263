using System.CommandLine;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="TeachByHand"/>.</summary>
internal static class TeachCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("teach", "You are the expert: teach a policy to cross a small board by typing.");
        var seed = Numbers.Number("--seed", "Where all randomness starts.", 1UL, 0UL, ulong.MaxValue);
        var rounds = Numbers.Number("--rounds", "Lessons.", 3, 1, 100);
        var steps = Numbers.Number("--steps", "Steps of each.", 8, 1, 1000);
        var takeOver = new Option<bool>("--take-over") { Description = "You are not asked about every step, but take over and hand back." };
        foreach (var option in (Option[])[seed, rounds, steps, takeOver])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new TeachByHand(
                        parsed.GetValue(seed),
                        parsed.GetValue(rounds),
                        parsed.GetValue(steps),
                        parsed.GetValue(takeOver),
                        Console.In,
                        Console.Out
                    ),
                    cancellation
                )
        );
        return command;
    }

    private static async Task RunAsync(TeachByHand lessons, CancellationToken cancellation)
    {
        var (learner, labels) = await lessons.RunAsync(cancellation);
        Console.WriteLine($"After {labels} labels the policy's way across pays {learner.Mean:0} (the best is -6).");
    }
}
