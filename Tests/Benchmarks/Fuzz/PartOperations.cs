using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Parts of points and vectors. All vectors have one component; logits have three.</summary>
public static class PartOperations
{
    /// <summary>A vector like the first that holds a component of the second.</summary>
    public static IReadOnlyList<Operation> OfVectors(Kind vector) =>
        [
            new(
                vector,
                "PartLike({0}, 0, 1, {1}.Part(0))",
                [vector, vector],
                v => [.. v[0].Select((_, i) => i == 0 ? v[1][0] : 0)],
                t => cat([t[1][0].unsqueeze(0), zeros(t[0].shape[0] - 1, float64)])
            ),
            new(vector, "JoinedFirst({0}, Join({1}, {0}))", [vector, vector], v => v[1], t => t[1]),
            new(vector, "JoinedLast({0}, Join({0}, {1}))", [vector, vector], v => v[1], t => t[1]),
            .. vector == Kind.LogitVector ? [ExceptFirst] : (Operation[])[],
        ];

    public static IReadOnlyList<Operation> ToNumbers(Kind vector) =>
        [
            new(Kind.Number, "Sum(Part({0}, 0, 1))", [vector], v => [v[0][0]], t => t[0][0]),
            new(
                Kind.Number,
                "SquaredNorm(PaddedFirst(Join({0}, {1}), {0}) + 2 * PaddedLast(Join({0}, {1}), {1}))",
                [vector, vector],
                v => [v[0].Sum(static x => x * x) + (4 * v[1].Sum(static x => x * x))],
                t => t[0].mul(t[0]).sum() + 4 * t[1].mul(t[1]).sum()
            ),
            .. vector == Kind.LogitVector ? [LastTwo] : (Operation[])[],
        ];

    /// <summary>Numbers of parts of points; the logit of a choice that is a part of an act.</summary>
    public static readonly IReadOnlyList<Operation> OfPoints =
    [
        new(Kind.Number, "{0}.Part(0)[0]", [Kind.State], v => [v[0][0]], t => t[0][0]),
        new(Kind.Number, "{0}.Part(0, 1)[0]", [Kind.Act], v => [v[0][0]], t => t[0][0]),
        new(
            Kind.Number,
            "{0}[{1}.Part(0)]",
            [Kind.LogitVector, Kind.Choice],
            v => [v[0][(int)v[1][0]]],
            t => t[0][(long)Operations.At(t[1])]
        ),
    ];

    private static readonly Operation LastTwo = new(
        Kind.Number,
        "SquaredNorm({0}.Part(1, 2))",
        [Kind.LogitVector],
        v => [(v[0][1] * v[0][1]) + (v[0][2] * v[0][2])],
        t => t[0][1] * t[0][1] + t[0][2] * t[0][2]
    );

    private static readonly Operation ExceptFirst = new(
        Kind.LogitVector,
        "PartLike({0}, 1, 2, Softmax({1}.Part(1, 2)))",
        [Kind.LogitVector, Kind.LogitVector],
        v => [0, 1 / (1 + Math.Exp(v[1][2] - v[1][1])), 1 / (1 + Math.Exp(v[1][1] - v[1][2]))],
        t => cat([zeros(1, float64), t[1].slice(0, 1, 3, 1).exp() / t[1].slice(0, 1, 3, 1).exp().sum()])
    );
}
