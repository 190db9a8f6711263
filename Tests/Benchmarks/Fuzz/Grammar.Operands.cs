using FsCheck;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Operations and what they are of.</summary>
public static partial class Grammar
{
    /// <summary>One of the operations whose operands there can be.</summary>
    private static Gen<Expr> OneOf(IEnumerable<Operation> operations, Kind kind, int size, Scope scope) =>
        operations.Where(operation => operation.Arguments.All(scope.CanMake)).ToArray() is { Length: > 0 } made
            ? Gen.Elements(made).SelectMany(operation => Apply(operation, size, scope))
            : Simple(kind, scope);

    private static Gen<Expr> Apply(Operation operation, int size, Scope scope) =>
        Operands(operation.Arguments, size, scope).Select(operands => new Expr(new Apply(operation), operands));

    private static Gen<Expr[]> Operands(Kind[] kinds, int size, Scope scope) =>
        kinds.Length == 0
            ? Gen.Constant(Array.Empty<Expr>())
            : Gen.Choose(0, kinds.Length)
                .SelectMany(favoured =>
                    Gen.CollectToArray(
                        Enumerable.Range(0, kinds.Length),
                        i =>
                            Of(
                                kinds[i],
                                kinds.Length == 1 ? size
                                    : i == favoured ? size * 2 / 3
                                    : size / (kinds.Length + 1),
                                scope
                            )
                    )
                );
}
