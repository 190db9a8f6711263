namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>The one-sample face of a network that answers from a table.</summary>
public sealed class TablePolicy(AnswerTable table, string name, int actionSize) : Policy
{
    public override double LogProb(Act action, State state) => table.Answer(name, "LogProb", [.. action.Span, .. state.Span], 0);

    public override double Entropy(State state) => table.Answer(name, "Entropy", state.Span, 0);

    public override Act Mean(State state)
    {
        var mean = new double[actionSize];
        for (var i = 0; i < mean.Length; i++)
            mean[i] = table.Answer(name, "Mean", state.Span, i);
        return new Act(mean);
    }

    public override double SquaredWeights => table.Answer(name, "SquaredWeights", [], 0);
}
