using FsCheck;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Random well-typed equations whose values are moderate and mostly smooth, and smaller versions of them.</summary>
public static partial class Grammar
{
    private static readonly Kind[] LocalKinds =
    [
        Kind.Number,
        Kind.Number,
        Kind.Number,
        Kind.Truth,
        Kind.StateVector,
        Kind.ActVector,
        Kind.FeatureVector,
        Kind.LogitVector,
        Kind.CandidateVector,
        Kind.Act,
        Kind.State,
        Kind.Whole,
    ];

    private static readonly Kind[] ParameterKinds =
    [
        Kind.Number,
        Kind.Number,
        Kind.Truth,
        Kind.ActVector,
        Kind.FeatureVector,
        Kind.StateVector,
        Kind.Whole,
        Kind.State,
        Kind.Act,
    ];

    /// <summary>Equations, with their smaller versions.</summary>
    public static Arbitrary<Equation> Equations { get; } = Arb.From(Gen.Sized(size => Equation(3 + size / 3)), Smaller.Of);

    private static Gen<Equation> Equation(int size) =>
        from helpers in Gen.Choose(0, 2).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), _ => Helper(size / 3)))
        from count in Gen.Choose(0, 4)
        from locals in Locals(new(helpers, []), count, size / 2)
        from root in Of(Kind.Number, size, new(helpers, [.. locals.Select(local => local.Kind)]))
        select Trained(new(helpers, locals, root));

    /// <summary>
    /// The questions that networks and views of them are asked side by side: where such answers meet in a minimum, difference quotients say
    /// nothing.
    /// </summary>
    public static IReadOnlyList<QuestionKind> Tied { get; } = [QuestionKind.Entropy, QuestionKind.Value];

    /// <summary>Adds what an equation lacks to be a loss.</summary>
    private static Equation Trained(Equation equation)
    {
        var root = equation.Root;
        foreach (
            var player in equation
                .Parts.Select(part => part.Shape)
                .OfType<Ask>()
                .Select(ask => ask.Player.Of)
                .OfType<Player>()
                .Distinct()
                .ToList()
        )
            root = new(new Apply(Operations.Add), root, new(new Ask(Kind.Number, player, QuestionKind.SquaredWeights)));
        var whole = equation with { Root = root };
        return whole.Trains
            ? whole
            : whole with
            {
                Root = new(new Apply(Operations.Multiply), new Expr(new Ask(Kind.Number, Player.Pi, QuestionKind.Entropy), State), root),
            };
    }

    private static Gen<Helper> Helper(int size) =>
        from count in Gen.Choose(1, 3)
        from kinds in Gen.ArrayOf(Gen.Elements(ParameterKinds), count)
        from kind in Gen.Elements(kinds.Append(Kind.Number).Where(kind => kind is not (Kind.Truth or Kind.Whole)).ToArray())
        from body in Of(kind, size, new([], [], kinds))
        select new Helper(kinds, body);

    private static Gen<Expr[]> Locals(Scope scope, int count, int size)
    {
        var locals = Gen.Constant(Array.Empty<Expr>());
        for (var i = 0; i < count; i++)
            locals =
                from before in locals
                from kind in Gen.Elements(LocalKinds)
                from local in Of(kind, size, scope with { Locals = [.. before.Select(expr => expr.Kind)] })
                select (Expr[])[.. before, local];
        return locals;
    }

    /// <param name="Parameters">Of the helper that is written; null in the loss itself.</param>
    private sealed record Scope(IReadOnlyList<Helper> Helpers, IReadOnlyList<Kind> Locals, IReadOnlyList<Kind>? Parameters = null)
    {
        public bool IsHelper => Parameters is not null;

        public IEnumerable<Expr> Known(Kind kind) =>
            Parameters is { } parameters
                ? Enumerable.Range(0, parameters.Count).Where(i => parameters[i] == kind).Select(i => new Expr(new Parameter(kind, i)))
                : Enumerable.Range(0, Locals.Count).Where(i => Locals[i] == kind).Select(i => new Expr(new Local(kind, i)));

        public bool CanMake(Kind kind) => !IsHelper || kind is Kind.Number or Kind.Truth or Kind.Whole or Kind.Level || Known(kind).Any();
    }

    private static Expr State { get; } = new(Leaves.All.First(leaf => leaf.Text == "d.State"));

    private static Gen<Expr> Of(Kind kind, int size, Scope scope)
    {
        if (size <= 0)
            return Simple(kind, scope);
        var rules = Rules(kind, size - 1, scope).ToList();
        return Gen.Choose(0, rules.Sum(rule => rule.Weight) - 1)
            .SelectMany(pick =>
            {
                foreach (var (weight, make) in rules)
                    if ((pick -= weight) < 0)
                        return make();
                throw new InvalidOperationException();
            });
    }

    private static Gen<Expr> Simple(Kind kind, Scope scope)
    {
        var simple = scope
            .Known(kind)
            .Concat(scope.Known(kind))
            .Concat(
                Leaves.All.Where(leaf => leaf.Kind == kind && (!scope.IsHelper || leaf.Needs.Length == 0)).Select(leaf => new Expr(leaf))
            )
            .ToList();
        if (!scope.IsHelper)
            simple.AddRange(
                kind switch
                {
                    Kind.StateVector => [new Expr(new Apply(VectorOperations.OfPoints[0]), State)],
                    Kind.ActVector =>
                    [
                        new(new Apply(VectorOperations.OfPoints[1]), new Expr(Leaves.All.First(leaf => leaf.Text == "d.Action"))),
                    ],
                    Kind.FeatureVector => [new(new Ask(kind, Player.Phi, QuestionKind.Features), State)],
                    Kind.LogitVector => [new(new Ask(kind, Player.Pi, QuestionKind.LogProbs), State)],
                    Kind.CandidateVector =>
                    [
                        new(
                            new Ask(kind, Player.Pi, QuestionKind.LogProbsOf),
                            new Expr(Leaves.All.First(leaf => leaf.Kind == Kind.Candidates)),
                            State
                        ),
                    ],
                    Kind.Covariance => [new(new Ask(kind, Player.Crowd, QuestionKind.EnsembleCovariance), State)],
                    Kind.Number =>
                    [
                        new(new Ask(kind, Player.V, QuestionKind.Value), State),
                        new(new Ask(kind, Player.Beta, QuestionKind.Coefficient)),
                    ],
                    _ => [],
                }
            );
        return Gen.Elements(simple.ToArray());
    }

    private static IEnumerable<(int Weight, Func<Gen<Expr>> Make)> Rules(Kind kind, int size, Scope scope)
    {
        Gen<Expr> Use(Operation operation) => Apply(operation, size, scope);
        Gen<Expr> Any(IEnumerable<Operation> operations) => OneOf(operations, kind, size, scope);

        yield return (2, () => Simple(kind, scope));
        foreach (var helper in Enumerable.Range(0, scope.Helpers.Count).Where(i => scope.Helpers[i].Body.Kind == kind))
            yield return (
                2,
                () => Operands(scope.Helpers[helper].Parameters, size, scope).Select(operands => new Expr(new Call(kind, helper), operands))
            );
        if (scope.Known(kind).Any())
            yield return (3, () => Gen.Elements(scope.Known(kind).ToArray()));
        if (kind is not (Kind.Draw or Kind.Stream or Kind.Gain or Kind.Candidates or Kind.Covariance))
        {
            yield return (
                kind is Kind.Whole or Kind.Level or Kind.Choice ? 1 : 3,
                () => Operands([Kind.Truth, kind, kind], size, scope).Select(operands => new Expr(new Choose(kind), operands))
            );
            yield return (1, () => OfSwitch(kind, size, scope));
        }
        foreach (
            var (player, question) in Player.All.SelectMany(player =>
                QuestionKind.For(player).Where(question => question.Kind == kind).Select(question => (player, question))
            )
        )
            if (!scope.IsHelper)
                yield return (
                    1,
                    () =>
                        Operands(question.Arguments, Math.Min(size, 4), scope)
                            .Select(operands => new Expr(new Ask(kind, player, question), operands))
                );
        switch (kind)
        {
            case Kind.Number:
                foreach (var rule in OfNumber(size, scope))
                    yield return rule;
                break;
            case Kind.Truth:
                yield return (6, () => Any(Operations.OfNumbers));
                yield return (3, () => Any(Operations.Conditions));
                yield return (1, () => Any([Operations.Not]));
                yield return (4, () => Any(Patterns.Truths));
                yield return (5, () => Stored(scope));
                if (!scope.IsHelper)
                    yield return (1, () => OfOverflow(Patterns.OverflowTruths, size, scope));
                yield return (
                    3,
                    () =>
                        Gen.Elements(true, false)
                            .SelectMany(isAnd =>
                                Operands([Kind.Truth, Kind.Truth], size, scope).Select(operands => new Expr(new Junction(isAnd), operands))
                            )
                );
                break;
            case Kind.Whole:
                yield return (1, () => Any(Operations.OfWholes));
                if (!scope.IsHelper)
                    yield return (1, () => Use(MoreOperations.CountOf));
                break;
            case Kind.Choice when !scope.IsHelper:
                yield return (2, () => Sampled(MoreOperations.Categorical));
                yield return (1, () => Sampled(Choices.Argmax));
                break;
            case Kind.State or Kind.Act:
                yield return (3, () => Any(VectorOperations.OfPoints.Where(operation => operation.Kind == kind)));
                break;
            case Kind.StateVector or Kind.ActVector or Kind.FeatureVector or Kind.LogitVector or Kind.CandidateVector:
                foreach (var rule in OfVector(kind, size, scope))
                    yield return rule;
                break;
        }
    }
}
