using FsCheck;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What takes more than operands of the right type: rows that are made, samples, ties, switches.</summary>
public static partial class Grammar
{
    /// <summary>A column of a row that was made, or chosen.</summary>
    private static Gen<Expr> OfRow(int size, Scope scope) =>
        Gen.Elements(MoreOperations.OfRows.ToArray())
            .SelectMany(operation =>
                Operands(operation.Arguments, size, scope)
                    .Select(operands => new Expr(
                        new Apply(operation),
                        operation.Arguments.Length == 2
                            ? [.. operands, new Expr(Leaves.All.First(leaf => leaf.Text == "d.Weight"))]
                            : operands
                    ))
            );

    /// <summary>A draw by logits that nothing trains: there is no derivative through it.</summary>
    private static Gen<Expr> Sampled(Operation operation) =>
        from player in Gen.Elements(Player.Anchor, Player.Still)
        from state in Gen.Elements(Leaves.All.Where(leaf => leaf.Kind == Kind.State).ToArray())
        let logits = new Expr(new Ask(Kind.LogitVector, player, QuestionKind.LogProbs), new Expr(state))
        select new Expr(
            new Apply(operation),
            [
                .. operation.Arguments.Select(kind =>
                    kind == Kind.LogitVector ? logits : new Expr(Leaves.All.First(leaf => leaf.Kind == kind))
                ),
            ]
        );

    private static Gen<Expr> TieOfViews(Scope scope) =>
        from pair in Gen.Elements((Player.Pi, Player.Still, QuestionKind.Entropy), (Player.V, Player.Quiet, QuestionKind.Value))
        from state in Simple(Kind.State, scope)
        from operation in Gen.Elements(MoreOperations.TiesOfViews.ToArray())
        select new Expr(
            new Apply(operation),
            new Expr(new Ask(Kind.Number, pair.Item1, pair.Item3), state),
            new Expr(new Ask(Kind.Number, pair.Item2, pair.Item3), state)
        );

    /// <summary>Stored numbers compared as they are: a boundary may be hit exactly.</summary>
    private static Gen<Expr> Stored(Scope scope) =>
        from operation in Gen.Elements(Operations.OfNumbers.Concat(Patterns.Stored).ToArray())
        from left in Gen.Elements(StoredLeaves(scope))
        from right in Gen.Elements(StoredLeaves(scope))
        select new Expr(new Apply(operation), [.. operation.Arguments.Select((_, i) => i == 0 ? left : right)]);

    private static Expr[] StoredLeaves(Scope scope) =>
        scope.IsHelper
            ? [new Expr(Leaves.Number(0.1)), new Expr(Leaves.Number(0.5)), .. scope.Known(Kind.Number)]
            :
            [
                .. Leaves
                    .All.Where(leaf =>
                        leaf.Text is "d.Reward" or "d.Weight" or "rate" or "0.1" or "0.5" or "o.Weight" or "((double)d.Fine)"
                    )
                    .Select(leaf => new Expr(leaf)),
            ];

    /// <summary>Ints that begin again at the other end; beside a column, since the compiler refuses that of constants.</summary>
    private static Gen<Expr> OfOverflow(IReadOnlyList<Operation> operations, int size, Scope scope) =>
        from operation in Gen.Elements(operations.ToArray())
        from whole in Of(Kind.Whole, Math.Min(size, 2), scope)
        select new Expr(new Apply(operation), whole, new Expr(Leaves.All.First(leaf => leaf.Text == "d.Count")));

    private static Gen<Expr> OfSwitch(Kind kind, int size, Scope scope) =>
        from subject in Gen.Elements(Kind.Whole, Kind.Level, Kind.Truth)
        from value in Of(subject, Math.Min(size, 1), scope)
        from labels in Gen.SubListOf(
                subject switch
                {
                    Kind.Level => LevelLabels,
                    Kind.Whole => WholeLabels,
                    _ => TruthLabels,
                }
            )
            .Where(labels => labels.Count > 0)
        from isComplete in Gen.Elements(true, false).Select(isComplete => isComplete && subject == Kind.Truth)
        let all = isComplete ? BothTruths : labels
        from arms in Operands([.. Enumerable.Repeat(kind, all.Count + (isComplete ? 0 : 1))], size, scope)
        select new Expr(new Switch(kind, [.. all]) { IsComplete = isComplete }, [value, .. arms]);

    private static readonly (string, double)[] LevelLabels = [("Level.Low", 0), ("Level.Middle", 1), ("Level.High", 2)];
    private static readonly (string, double)[] TruthLabels = [("true", 1)];
    private static readonly IList<(string, double)> BothTruths = [("true", 1), ("false", 0)];
    private static readonly (string, double)[] WholeLabels = [("0", 0), ("1", 1), ("2", 2), ("3", 3)];
}
