using DeclarativeIL.Benchmarks.Fuzz;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generators.Tests.Fuzz;

/// <summary>Equations that random search once found wrong: they are compiled, run, and compared with the same oracles.</summary>
[Trait("Speed", "Slow")]
public class OnceWrongTests
{
    private static readonly Expr State = Leaf("d.State"),
        Flag = Leaf("d.Flag"),
        On = Leaf("on"),
        Beta = Ask(Player.Beta, QuestionKind.Coefficient),
        Weights = Ask(Player.Pi, QuestionKind.SquaredWeights),
        Entropy = Ask(Player.Pi, QuestionKind.Entropy, State),
        Features = Ask(Player.Phi, QuestionKind.Features, State);

    public static TheoryData<string> Names => [.. Equations.Keys];

    private static Dictionary<string, Expr> Equations { get; } =
        new()
        {
            ["a draw where no column says how many rows there are"] = Of(Operations.Add, Leaf("((double)u)"), Weights),
            ["the value of a draw"] = Of(Operations.Multiply, Leaf("u.Value"), Weights),
            ["a number of the host beside a truth of the row"] = Of(
                Operations.Multiply,
                Of(Operations.CrossEntropy, Leaf("rate"), Flag),
                Entropy
            ),
            ["a trained number beside a truth of the row"] = Of(Operations.CrossEntropy, Beta, Flag),
            ["truths of the host chosen by the row"] = new(
                new Choose(Kind.Number),
                new Expr(new Choose(Kind.Truth), Flag, On, Leaf("true")),
                Entropy,
                Leaf("1.0")
            ),
            ["a one-hot vector like an answer"] = Of(
                Operations.Add,
                Weights,
                Of(Named(Kind.Number, "Sum"), Of(Named(Kind.FeatureVector, "OneHotLike"), Features, Leaf("d.Weight")))
            ),
            ["a one-hot vector of an answer"] = Of(
                Named(Kind.Number, "Sum"),
                Of(Named(Kind.FeatureVector, "OneHotLike"), Features, Entropy)
            ),
            ["an answer and nothing else"] = Weights,
            ["one answer or another"] = new(new Choose(Kind.Number), On, Weights, Beta),
            ["a question about a given state"] = Ask(Player.Pi, QuestionKind.Entropy, Leaf("origin")),
            ["a given state or the row's"] = Ask(
                Player.Pi,
                QuestionKind.Entropy,
                new Expr(new Choose(Kind.State), On, Leaf("origin"), State)
            ),
            ["a given vector repeated for every row"] = Of(
                Named(Kind.Number, "Dot"),
                Features,
                Of(Named(Kind.FeatureVector, "Repeat"), Leaf("shift"), Leaf("d.Weight"))
            ),
            ["a quantile in float64"] = Of(Operations.Multiply, Leaf("median"), Entropy),
            ["a statistic and an answer about the whole network"] = Of(Operations.Multiply, Leaf("mean"), Beta),
            ["a matrix of answers, times a vector"] = Of(
                Named(Kind.Number, "Sum"),
                Of(MoreOperations.VectorsOf(Kind.FeatureVector, Kind.StateVector).First(), Features, Vector, Vector)
            ),
            ["a trained number times a matrix"] = Of(MoreOperations.NumbersOf(Kind.FeatureVector).Last(), Features, Features, Beta),
            ["the root of a singular matrix"] = Of(
                Named(Kind.Number, "Sum"),
                Of(MoreOperations.VectorsOf(Kind.FeatureVector, Kind.StateVector).Last(), Features, Features)
            ),
            ["an operation without a closed form, times an answer about the whole network"] = Of(
                Operations.Multiply,
                Of(MoreOperations.NumbersOf(Kind.FeatureVector).First(), Features, Features),
                Beta
            ),
            ["an operation over what is the same for all rows, times a column"] = Of(
                Operations.Multiply,
                Of(
                    MoreOperations.NumbersOf(Kind.FeatureVector).First(),
                    Of(Named(Kind.FeatureVector, "Repeat"), Leaf("shift"), Beta),
                    Leaf("shift")
                ),
                Leaf("d.Weight")
            ),
            ["a sign, divided by how many rows there are"] = Of(Operations.Add, Weights, Of(Operations.Steps[0], Weights)),
            ["how many acts a row has"] = Of(Operations.Plus, Weights, Of(MoreOperations.CountOf, Leaf("d.Candidates"))),
            ["the length of an act that is moved"] = Of(
                Operations.Multiply,
                Weights,
                Of(
                    MoreOperations.Length,
                    Of(VectorOperations.OfPoints[5], Leaf("d.Action"), Of(VectorOperations.OfPoints[1], Leaf("d.Action")))
                )
            ),
            ["choices that share their branches"] = Enumerable.Range(1, 3).Aggregate(Entropy, SharedChoice),
        };

    private static Expr Vector => Of(VectorOperations.OfPoints[0], State);

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_now(string name)
    {
        var equation = new Equation([], [], Equations[name]);
        using var compiler = new EquationCompiler();
        var compiled = compiler.Compile([equation])[0];

        for (ulong seed = 0; seed < 5; seed++)
        {
            var outcome = EquationCheck.Of(equation, compiled, new SeedSequence(seed));
            Assert.True(outcome.Verdict == Verdict.Agrees, $"{outcome.Verdict}: {outcome.What}\n{compiled.Generated}");
        }
    }

    /// <summary>More conditions arrive at what is shared than are kept apart: 4 a step.</summary>
    private static Expr SharedChoice(Expr x, int step) =>
        new(
            new Choose(Kind.Number),
            Of(Operations.OfNumbers[2], x, Leaf("d.Weight")),
            Of(Operations.Multiply, x, Weights),
            Of(Operations.Extremes[0], Of(Operations.Multiply, x, Beta), x)
        );

    private static Expr Leaf(string text) => new(Leaves.All.First(leaf => leaf.Text == text));

    private static Expr Ask(Player player, QuestionKind question, params Expr[] arguments) =>
        new(new Ask(question.Kind, player, question), arguments);

    private static Expr Of(Operation operation, params Expr[] operands) => new(new Apply(operation), operands);

    private static Operation Named(Kind kind, string name) =>
        VectorOperations
            .OfVectors(Kind.FeatureVector)
            .Concat(VectorOperations.ToNumbers(Kind.FeatureVector))
            .First(operation => operation.Kind == kind && operation.Format.StartsWith(name + "(", StringComparison.Ordinal));
}
