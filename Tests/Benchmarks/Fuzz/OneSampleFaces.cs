namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>The one-sample faces of networks that answer from a book.</summary>
public sealed class BookPolicy(AnswerBook book, Player player, Widths widths) : Policy
{
    public override double LogProb(Act action, State state) =>
        book.Answer(player, QuestionKind.LogProb, [.. action.Span, .. state.Span], 0);

    public override Vector LogProbs(State state) =>
        Vectors.Of(Widths.Logits, i => book.Answer(player, QuestionKind.LogProbs, state.Span, i));

    public override double Entropy(State state) => book.Answer(player, QuestionKind.Entropy, state.Span, 0);

    public override Act Mean(State state) =>
        new(Vectors.Of(widths.Act, i => book.Answer(player, QuestionKind.Mean, state.Span, i)).Span.ToArray());

    public override Vector LogProb(Acts actions, State state)
    {
        double[] asked = [.. actions.SelectMany(act => act.Span.ToArray()), .. state.Span];
        return Vectors.Of(Widths.Candidates, i => book.Answer(player, QuestionKind.LogProbsOf, asked, i));
    }

    public override Act Sample(State state, Draw draw)
    {
        double[] asked = [.. state.Span, draw.Stream().UniformAt(draw.Row, 0)];
        return new(Vectors.Of(widths.Act, i => book.Answer(player, QuestionKind.Sample, asked, i)).Span.ToArray());
    }

    public override double SquaredWeights => book.Answer(player, QuestionKind.SquaredWeights, [], 0);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookCritic(AnswerBook book, Player player) : Critic
{
    public override double Value(State state) => book.Answer(player, QuestionKind.Value, state.Span, 0);

    public override double Value(State state, Act act) => book.Answer(player, QuestionKind.ActValue, [.. state.Span, .. act.Span], 0);

    public override double Value(State state, Act act, State next) =>
        book.Answer(player, QuestionKind.StepValue, [.. state.Span, .. act.Span, .. next.Span], 0);

    public override double SquaredWeights => book.Answer(player, QuestionKind.SquaredWeights, [], 0);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookFeatures(AnswerBook book, Player player, Widths widths) : Features
{
    public override Vector Of(State state) => Vectors.Of(widths.Feature, i => book.Answer(player, QuestionKind.Features, state.Span, i));

    public override Vector Of(State state, Vector point, double time) =>
        Vectors.Of(widths.Feature, i => book.Answer(player, QuestionKind.Field, [.. state.Span, .. point.Span, time], i));

    public override double SquaredWeights => book.Answer(player, QuestionKind.SquaredWeights, [], 0);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookCoefficient(AnswerBook book, Player player) : Coefficient
{
    public override double Value => book.Answer(player, QuestionKind.Coefficient, [], 0);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookEnsemble(AnswerBook book, Player player, Widths widths) : Ensemble
{
    public override Act Mean(State state) =>
        new(Vectors.Of(widths.Act, i => book.Answer(player, QuestionKind.EnsembleMean, state.Span, i)).Span.ToArray());

    public override Vector LogProbs(State state) =>
        Vectors.Of(Widths.Logits, i => book.Answer(player, QuestionKind.EnsembleLogProbs, state.Span, i));

    public override double Disagreement(State state) => book.Answer(player, QuestionKind.EnsembleDisagreement, state.Span, 0);

    public override Matrix Covariance(State state) =>
        new(
            widths.Act,
            widths.Act,
            [
                .. Enumerable
                    .Range(0, widths.Act * widths.Act)
                    .Select(i =>
                        i % (widths.Act + 1) == 0
                            ? book.Answer(player, QuestionKind.EnsembleCovariance, state.Span, i / (widths.Act + 1))
                            : 0
                    ),
            ]
        );
}

internal static class Vectors
{
    public static Vector Of(int count, Func<int, double> component)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = component(i);
        return new Vector(values);
    }
}
