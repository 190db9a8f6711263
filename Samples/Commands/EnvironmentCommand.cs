using System.CommandLine;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="OwnEnvironment"/>.</summary>
internal static class EnvironmentCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "environment",
            "DAgger on an environment that this project brings itself (Thermostat.cs), declared by attributes."
        );
        var seed = Numbers.Number("--seed", "Where all randomness starts.", 1UL, 0UL, ulong.MaxValue);
        command.Options.Add(seed);
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(seed), cancellation));
        return command;
    }

    private static async Task RunAsync(ulong seed, CancellationToken cancellation)
    {
        var (expert, learner) = await Training.ShowAsync(view => new OwnEnvironment(seed, view).RunAsync(cancellation));
        Console.WriteLine($"Expert: return {expert.Mean:0.0} ± {expert.StandardDeviation:0.0} over {expert.Returns.Count} episodes");
        Console.WriteLine($"DAgger: return {learner.Mean:0.0} ± {learner.StandardDeviation:0.0} over {learner.Returns.Count} episodes");
    }
}
