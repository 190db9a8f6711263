using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>A policy network asked about one state at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSamplePolicy(PolicyNetwork network) : Policy
{
    /// <inheritdoc/>
    public override double LogProb(Act action, State state) =>
        network is ILogProbPolicy ? Ask(row => new LogProbQuestion(Row(action.Span), row), state)[0] : base.LogProb(action, state);

    /// <inheritdoc/>
    public override double Entropy(State state) =>
        network is IEntropyPolicy ? Ask(static row => new EntropyQuestion(row), state)[0] : base.Entropy(state);

    /// <inheritdoc/>
    public override Act Mean(State state) =>
        network is IMeanPolicy ? new Act(Ask(static row => new MeanQuestion(row), state)) : base.Mean(state);

    /// <inheritdoc/>
    public override Vector LogProb(Acts actions, State state) =>
        network is ILogProbPolicy
            ? new Vector(Ask(row => new LogProbsOfQuestion(Several(actions), row), state))
            : base.LogProb(actions, state);

    /// <inheritdoc/>
    public override Vector LogProbs(State state) =>
        network is IDiscretePolicy ? new Vector(Ask(static row => new LogProbsQuestion(row), state)) : base.LogProbs(state);

    /// <inheritdoc/>
    public override Act Sample(State state, Draw draw) =>
        network is ISampledPolicy
            ? new Act(Ask(row => new SampleQuestion(row, new DrawBatch(draw.Stream(), draw.Row)), state))
            : base.Sample(state, draw);

    /// <inheritdoc/>
    public override double SquaredWeights => Ask(static _ => new SquaredWeightsQuestion(), default)[0];

    private double[] Ask(Func<Tensor, Question> question, State state)
    {
        NativeLibraries.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var answers = network.Forward(question(Row(state.Span)));
        return Host.Download(answers[0]);
    }

    /// <summary>[1, K, a].</summary>
    private Tensor Several(Acts actions) =>
        network.Parameters.Upload<double>([.. actions.SelectMany(static act => act.Span.ToArray())], actions.Count).unsqueeze(0);

    private Tensor Row(ReadOnlySpan<double> values) => network.Parameters.Upload(values, 1);
}
