using DeclarativeIL.Arithmetic;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// Steps that follow each other. The lambdas' names are none of generated code, since the operands' locals may be called by such.
/// </summary>
public static class FoldOperations
{
    private const int Steps = 3;

    public static readonly Operation OfNumbers = new(
        Kind.Number,
        "Fold({0}, 3, (soFarFolded, ofFold) => Math.Sin(soFarFolded + ofFold * {1}) - ofFold)",
        [Kind.Number, Kind.Number],
        v => [Enumerable.Range(0, Steps).Aggregate(v[0][0], (x, k) => Math.Sin(x + k * v[1][0]) - k)],
        t => Enumerable.Range(0, Steps).Aggregate(t[0], (x, k) => x.Plus(t[1].Times(k)).sin().Minus(k))
    );

    public static Operation OfVectors(Kind vector) =>
        new(
            vector,
            "Fold({0}, 3, (soFarFolded, ofFold) => Sin(soFarFolded + ofFold * {1}) - ofFold)",
            [vector, vector],
            v =>
                Enumerable
                    .Range(0, Steps)
                    .Aggregate(v[0], (x, k) => [.. x.Select((component, i) => Math.Sin(component + k * v[1][i]) - k)]),
            t => Enumerable.Range(0, Steps).Aggregate(t[0], (x, k) => x.Plus(t[1].Times(k)).sin().Minus(k))
        );
}
