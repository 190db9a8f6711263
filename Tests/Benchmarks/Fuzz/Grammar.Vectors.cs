using FsCheck;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What makes a vector.</summary>
public static partial class Grammar
{
    private static IEnumerable<(int Weight, Func<Gen<Expr>> Make)> OfVector(Kind kind, int size, Scope scope)
    {
        Gen<Expr> Use(Operation operation) => Apply(operation, size, scope);
        Gen<Expr> Any(IEnumerable<Operation> operations) => OneOf(operations, kind, size, scope);

        yield return (8, () => Any(VectorOperations.OfVectors(kind)));
        yield return (5, () => Any(Componentwise.OfVectors(kind)));
        yield return (1, () => Any(TableOperations.OfVectors(kind)));
        yield return (1, () => Any(PartOperations.OfVectors(kind)));
        yield return (1, () => Use(FoldOperations.OfVectors(kind)));
        yield return (
            2,
            () => Of(kind, size / 2, scope).Zip(Of(kind, size / 2, scope)).SelectMany(pair => Safe.Vectors(kind, pair.Item1, pair.Item2))
        );
        yield return (1, () => Any(VectorOperations.Vectors.SelectMany(other => MoreOperations.VectorsOf(kind, other))));
        if (kind == Kind.ActVector && !scope.IsHelper)
        {
            yield return (1, () => Use(MoreOperations.ByGain));
            yield return (2, () => Any(MoreOperations.ByCovariance));
        }
        if (kind == Kind.LogitVector && !scope.IsHelper)
        {
            yield return (1, () => Use(VectorOperations.ChosenUnit));
            yield return (1, () => Sampled(Choices.Bernoullis));
            yield return (1, () => Sampled(Choices.Betas));
            foreach (var operation in TableOperations.ThatChoose)
                yield return (1, () => Sampled(operation));
        }
        if (kind is Kind.StateVector or Kind.ActVector)
            yield return (3, () => Any(VectorOperations.OfPoints.Where(operation => operation.Kind == kind)));
        if (!scope.IsHelper)
        {
            var draw = "z" + char.ToLowerInvariant(kind.ToString()[0]);
            yield return (1, () => Of(kind, size, scope).Select(operand => new Expr(new Noise(kind, draw, false), operand)));
            yield return (
                1,
                () => Operands([kind, Kind.Number], size, scope).Select(operands => new Expr(new Noise(kind, draw, true), operands))
            );
        }
    }
}
