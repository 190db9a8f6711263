using FsCheck;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What makes a number.</summary>
public static partial class Grammar
{
    private static IEnumerable<(int Weight, Func<Gen<Expr>> Make)> OfNumber(int size, Scope scope)
    {
        Gen<Expr> Use(Operation operation) => Apply(operation, size, scope);
        Gen<Expr> Any(IEnumerable<Operation> operations) => OneOf(operations, Kind.Number, size, scope);

        yield return (10, () => Any([Operations.Add, Operations.Subtract, Operations.Multiply]));
        if (!scope.IsHelper)
            yield return (1, () => OfOwnSample(size, scope));
        yield return (7, () => Any(Operations.Tame));
        yield return (1, () => Any(Operations.Steps));
        yield return (1, () => Any(Componentwise.OfNumbers));
        yield return (3, () => Any(Operations.Extremes));
        yield return (1, () => Any([Operations.CrossEntropy, Operations.ToNumber, Operations.Plus, Operations.Times]));
        yield return (
            5,
            () =>
                Of(Kind.Number, size, scope).Zip(Of(Kind.Number, size / 2, scope)).SelectMany(pair => Safe.Composed(pair.Item1, pair.Item2))
        );
        yield return (
            3,
            () =>
                Of(Kind.Number, size / 2, scope)
                    .Zip(Of(Kind.Number, size / 2, scope))
                    .SelectMany(pair => Safe.Guarded(pair.Item1, pair.Item2))
        );
        yield return (1, () => Any(MoreOperations.Ties));
        yield return (1, () => Use(FoldOperations.OfNumbers));
        yield return (1, () => Any(Patterns.Numbers));
        if (!scope.IsHelper)
        {
            yield return (2, () => Any([VectorOperations.Second, VectorOperations.Chosen]));
            yield return (1, () => Any(PartOperations.OfPoints));
            yield return (1, () => Any([MoreOperations.Length, MoreOperations.Size]));
            yield return (1, () => Use(MoreOperations.TraceOf));
            yield return (1, () => OfRow(size, scope));
            yield return (1, () => OfOverflow(Patterns.OverflowNumbers, size, scope));
            yield return (1, () => TieOfViews(scope));
        }
        foreach (var vector in VectorOperations.Vectors.Where(scope.CanMake))
            yield return (1, () => Any(MoreOperations.NumbersOf(vector).Concat(Componentwise.ToNumbers(vector))));
        foreach (var vector in VectorOperations.Vectors.Where(scope.CanMake))
            yield return (2, () => Any(VectorOperations.ToNumbers(vector)));
        foreach (var vector in VectorOperations.Vectors.Where(scope.CanMake))
            yield return (1, () => Any(PartOperations.ToNumbers(vector)));
    }

    /// <summary>The likelihood of a policy's own sample, which is one question.</summary>
    private static Gen<Expr> OfOwnSample(int size, Scope scope) =>
        from player in Gen.Elements(Player.Pi, Player.Still, Player.Anchor)
        from asked in Operands(QuestionKind.Sample.Arguments, Math.Min(size, 4), scope)
        select new Expr(
            new Ask(Kind.Number, player, QuestionKind.LogProb),
            new Expr(new Ask(Kind.Act, player, QuestionKind.Sample), asked),
            asked[0]
        );
}
