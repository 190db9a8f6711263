using System.Text.Json;

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
}
