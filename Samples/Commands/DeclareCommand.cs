using System.CommandLine;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="DeclareYourOwn"/>.</summary>
internal static class DeclareCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "declare",
            "An algorithm that this project declares itself (FocalCloning.cs), trained beside behavioural cloning."
        );
        var seed = Numbers.Number("--seed", "Where all randomness starts.", 1UL, 0UL, ulong.MaxValue);
        var focus = Numbers.Number(
            "--focus",
            "How much less it counts what the policy already does right.",
            new FocalCloning().Focus,
            0,
            10
        );
        command.Options.Add(seed);
        command.Options.Add(focus);
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(seed), parsed.GetValue(focus), cancellation));
        return command;
    }

    private static async Task RunAsync(ulong seed, double focus, CancellationToken cancellation)
    {
        var (cloning, focal) = await Training.ShowAsync(view => new DeclareYourOwn(seed, focus, view).RunAsync(cancellation));
        Console.WriteLine(
            $"BehaviorCloning: return {cloning.Mean:0.0} ± {cloning.StandardDeviation:0.0} over {cloning.Returns.Count} episodes"
        );
        Console.WriteLine($"FocalCloning:    return {focal.Mean:0.0} ± {focal.StandardDeviation:0.0} over {focal.Returns.Count} episodes");
    }
}
