namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>The one-sample face of a policy that answers from a table.</summary>
public sealed class TablePolicy(AnswerTable table, string name, int actionSize) : Policy
{
    public override double LogProb(Act action, State state) => table.Answer(name, "LogProb", [.. action.Span, .. state.Span], 0);

    public override Vector LogProb(Acts actions, State state) =>
        Components(
            actions.Count,
            i => table.Answer(name, "LogProbsOf", [.. actions.SelectMany(act => act.Span.ToArray()), .. state.Span], i)
        );

    public override Vector LogProbs(State state) => Components(actionSize, i => table.Answer(name, "LogProbs", [.. state.Span], i));

    public override double Entropy(State state) => table.Answer(name, "Entropy", state.Span, 0);

    public override Act Mean(State state) =>
        new(Components(actionSize, i => table.Answer(name, "Mean", [.. state.Span], i)).Span.ToArray());

    public override Act Mode(State state) =>
        new(Components(actionSize, i => table.Answer(name, "Mode", [.. state.Span], i)).Span.ToArray());

    public override Act Sample(State state, Draw draw) =>
        new(Components(actionSize, i => table.Answer(name, "Sample", [.. state.Span, draw.Key % 1000, draw.Row % 1000], i)).Span.ToArray());

    public override double Fit(Act action, State state, Draw draw) =>
        table.Answer(name, "Fit", [.. action.Span, .. state.Span, draw.Key % 1000, draw.Row % 1000], 0);

    public override double SquaredWeights => table.Answer(name, "SquaredWeights", [], 0);

    internal static Vector Components(int count, Func<int, double> component)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = component(i);
        return new Vector(values);
    }
}

/// <summary>The one-sample face of a critic that answers from a table.</summary>
public sealed class TableCritic(AnswerTable table, string name) : Critic
{
    public override double Value(State state) => table.Answer(name, "Value", state.Span, 0);

    public override double Value(State state, Act act) => table.Answer(name, "ActValue", [.. state.Span, .. act.Span], 0);

    public override double Value(State state, Act act, State next) =>
        table.Answer(name, "StepValue", [.. state.Span, .. act.Span, .. next.Span], 0);

    public override double SquaredWeights => table.Answer(name, "SquaredWeights", [], 0);
}

/// <summary>The one-sample face of features that answer from a table.</summary>
public sealed class TableFeatures(AnswerTable table, string name, int size) : Features
{
    public override Vector Of(State state) => TablePolicy.Components(size, i => table.Answer(name, "Features", [.. state.Span], i));

    public override Vector Of(State state, Vector point, double time) =>
        TablePolicy.Components(size, i => table.Answer(name, "Field", [.. state.Span, .. point.Span, time], i));
}

/// <summary>The one-sample face of a trained number.</summary>
public sealed class TableCoefficient(AnswerTable table, string name) : Coefficient
{
    public override double Value => table.Answer(name, "Coefficient", [], 0);
}

/// <summary>The one-sample face of an ensemble.</summary>
public sealed class TableEnsemble(AnswerTable table, string name, int actionSize) : Ensemble
{
    public override Act Mean(State state) =>
        new(TablePolicy.Components(actionSize, i => table.Answer(name, "EnsembleMean", [.. state.Span], i)).Span.ToArray());

    public override double Disagreement(State state) => table.Answer(name, "EnsembleDisagreement", state.Span, 0);

    public override Vector LogProbs(State state) =>
        TablePolicy.Components(actionSize, i => table.Answer(name, "EnsembleLogProbs", [.. state.Span], i));

    /// <summary>Symmetric and positive: a diagonal of answers from 1 to 4.</summary>
    public override Matrix Covariance(State state)
    {
        var values = new double[actionSize * actionSize];
        for (var i = 0; i < actionSize; i++)
            values[i * actionSize + i] = 2.5 + table.Answer(name, "EnsembleCovariance", [.. state.Span], i);
        return new Matrix(actionSize, actionSize, values);
    }
}
