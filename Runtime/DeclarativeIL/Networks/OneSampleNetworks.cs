using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>A critic asked about one sample at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSampleCritic(CriticNetwork network) : Critic
{
    /// <inheritdoc/>
    public override double Value(State state) =>
        network is StateCritic ? OneRow.Ask(network, row => new ValueQuestion(row(state.Memory)))[0] : base.Value(state);

    /// <inheritdoc/>
    public override double Value(State state, Act act) =>
        network is ActCritic
            ? OneRow.Ask(network, row => new ActValueQuestion(row(state.Memory), row(act.Memory)))[0]
            : base.Value(state, act);

    /// <inheritdoc/>
    public override double Value(State state, Act act, State next) =>
        network is StepCritic
            ? OneRow.Ask(network, row => new StepValueQuestion(row(state.Memory), row(act.Memory), row(next.Memory)))[0]
            : base.Value(state, act, next);

    /// <inheritdoc/>
    public override double SquaredWeights => OneRow.Ask(network, static _ => new SquaredWeightsQuestion())[0];
}

/// <summary>Features or a field asked about one sample at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSampleFeatures(BodyNetwork network) : Features
{
    /// <inheritdoc/>
    public override Vector Of(State state) =>
        network is FeatureNetwork ? new Vector(OneRow.Ask(network, row => new FeaturesQuestion(row(state.Memory)))) : base.Of(state);

    /// <inheritdoc/>
    public override Vector Of(State state, Vector point, double time) =>
        network is FieldNetwork
            ? new Vector(
                OneRow.Ask(network, row => new FieldQuestion(row(state.Memory), row(point.Span.ToArray()), row(new[] { time }).view(-1)))
            )
            : base.Of(state, point, time);

    /// <inheritdoc/>
    public override double SquaredWeights => OneRow.Ask(network, static _ => new SquaredWeightsQuestion())[0];
}

/// <summary>A batch of one row.</summary>
internal static class OneRow
{
    /// <summary>The answer to one question, on the host.</summary>
    /// <param name="network">Who is asked.</param>
    /// <param name="question">Makes the question, given what makes [1, size] of numbers.</param>
    public static double[] Ask(INetwork network, Func<Func<ReadOnlyMemory<double>, Tensor>, Question> question)
    {
        NativeLibraries.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var answers = network.Forward(question(values => network.Parameters.Upload(values.Span, 1)));
        return Host.Download(answers[0]);
    }
}
