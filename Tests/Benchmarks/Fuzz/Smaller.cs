namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Smaller versions of an equation, for minimal counterexamples.</summary>
public static class Smaller
{
    private static readonly Expr[] Simple =
    [
        .. Leaves
            .All.Where(leaf =>
                leaf.Text
                    is "1.0"
                        or "2.0"
                        or "0.0"
                        or "d.Weight"
                        or "d.State"
                        or "d.Action"
                        or "true"
                        or "d.Flag"
                        or "1"
                        or "d.Level"
                        or "d.Choice"
                        or "on"
            )
            .Select(leaf => new Expr(leaf)),
        new(new Ask(Kind.Number, Player.Pi, QuestionKind.Entropy), new Expr(Leaves.All.First(leaf => leaf.Text == "d.State"))),
        new(new Ask(Kind.Number, Player.Pi, QuestionKind.SquaredWeights)),
        new(new Ask(Kind.Act, Player.Pi, QuestionKind.Mean), new Expr(Leaves.All.First(leaf => leaf.Text == "d.State"))),
        new(new Ask(Kind.LogitVector, Player.Pi, QuestionKind.LogProbs), new Expr(Leaves.All.First(leaf => leaf.Text == "d.State"))),
        new(new Ask(Kind.FeatureVector, Player.Phi, QuestionKind.Features), new Expr(Leaves.All.First(leaf => leaf.Text == "d.State"))),
        new(new Apply(VectorOperations.OfPoints[0]), new Expr(Leaves.All.First(leaf => leaf.Text == "d.State"))),
        new(new Apply(VectorOperations.OfPoints[1]), new Expr(Leaves.All.First(leaf => leaf.Text == "d.Action"))),
    ];

    public static IEnumerable<Equation> Of(Equation equation)
    {
        var length = Measure(equation);
        return Candidates(equation).Where(candidate => candidate.Trains && Measure(candidate) < length).OrderBy(Measure);
    }

    /// <summary>Text, with a little for every part: what is inlined is no larger.</summary>
    private static int Measure(Equation equation) => Declaration.Of(equation, "E").Length;

    private static IEnumerable<Equation> Candidates(Equation equation)
    {
        foreach (var root in Replacements(equation.Root, equation))
            yield return equation with
            {
                Root = root,
            };
        foreach (var local in equation.UsedLocals)
        foreach (var value in Replacements(equation.Locals[local], equation))
            yield return equation with
            {
                Locals = [.. equation.Locals.Take(local), value, .. equation.Locals.Skip(local + 1)],
            };
        for (var i = 0; i < equation.Helpers.Count; i++)
            foreach (
                var body in Replacements(equation.Helpers[i].Body, equation)
                    .Where(body => body.All.All(part => part.Shape is not (Ask or Leaf { Needs.Length: > 0 })))
            )
                yield return equation with
                {
                    Helpers = [.. equation.Helpers.Take(i), equation.Helpers[i] with { Body = body }, .. equation.Helpers.Skip(i + 1)],
                };
    }

    private static IEnumerable<Expr> Replacements(Expr expr, Equation equation)
    {
        if (expr.Operands.Count > 0 || expr.Shape is Local)
            foreach (var simple in Simple)
                if (simple.Kind == expr.Kind)
                    yield return simple;
        foreach (var part in expr.All.Skip(1))
            if (part.Kind == expr.Kind)
                yield return part;
        if (expr.Shape is Local local)
            yield return equation.Locals[local.Index];
        if (expr.Shape is Call call)
            yield return Substitute(equation.Helpers[call.Helper].Body, expr.Operands);
        if (expr.Shape is Noise)
            yield return expr.Operands[0];
        for (var i = 0; i < expr.Operands.Count; i++)
            foreach (var smaller in Replacements(expr.Operands[i], equation))
                yield return expr.With(i, smaller);
    }

    private static Expr Substitute(Expr body, IReadOnlyList<Expr> arguments) =>
        body.Shape is Parameter parameter
            ? arguments[parameter.Index]
            : new(body.Shape, [.. body.Operands.Select(operand => Substitute(operand, arguments))]);
}
