using System.Text.Json;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>Golden/squashed_gaussian.json: Stable-Baselines3's squashed normal distribution, in float64 and in float32.</summary>
internal static class GoldenSquashedGaussian
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public sealed record Columns(double[][] Mean, double[][] LogStd);

    public sealed record Case(
        string Dtype,
        double[][] Mean,
        double[][] LogStd,
        double[][] Noise,
        double[][] Action,
        double[] LogProb,
        double[][] Mode,
        Columns GradSumLogProb,
        Columns GradSumLinspaceWeightedAction
    );

    private sealed record Contents(Case[] SquashedGaussian);

    public static IReadOnlyList<Case> Cases { get; } =
        JsonSerializer.Deserialize<Contents>(File.ReadAllText(GoldenFile.PathOf("squashed_gaussian.json")), Names)!.SquashedGaussian;

    /// <summary>What is added to 1 - a^2 in their likelihood.</summary>
    public const double Added = 1e-6;

    /// <summary>The numbers in float64.</summary>
    public static Case Exact => Cases[0];

    public static TheoryData<int> AllRows => [.. Enumerable.Range(0, Exact.Mean.Length)];

    /// <summary>Their likelihood without the 1e-6.</summary>
    public static double Expected(Case golden, int row)
    {
        var likelihood = golden.LogProb[row];
        for (var k = 0; k < 3; k++)
        {
            var slope = 1 / Square(Math.Cosh(golden.Mean[row][k] + Math.Exp(golden.LogStd[row][k]) * golden.Noise[row][k]));
            likelihood += Math.Log(slope + Added) - Math.Log(slope);
        }
        return likelihood;
    }

    /// <summary>A policy whose columns are its state.</summary>
    public static SquashedGaussianPolicy Linear(ScalarType type, float bound)
    {
        var space = new BoxSpace([-bound, -bound, -bound], [bound, bound, bound]);
        var policy = new SquashedGaussianPolicy(6, space, [], Activation.Tanh, new SeedSequence(1), type);
        policy.Parameters.Restore(cat([eye(6, dtype: type).flatten(), zeros(6, dtype: type)]));
        return policy;
    }

    public static SquashedGaussianHead Head(double[] mean, double[] logStd) => new(new Vector(mean), new Vector(logStd));

    public static Tensor Row(double[] numbers) => tensor(numbers, [1, numbers.Length], ScalarType.Float64);

    public static double Square(double x) => x * x;
}
