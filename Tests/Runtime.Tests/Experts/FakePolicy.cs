using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Experts;

/// <summary>A policy without a network: its mode is a function; it answers nothing else.</summary>
internal sealed class FakePolicy(int stateSize, Space actions, FakePolicy.ModeRule mode) : IPolicyNetwork
{
    public delegate void ModeRule(ReadOnlySpan<float> states, Span<float> actions);

    public int StateSize => stateSize;

    public Space Actions => actions;

    public FlatParameters Parameters => throw new NotSupportedException();

    public void Mode(ReadOnlySpan<float> states, Span<float> actions) => mode(states, actions);

    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) => throw new NotSupportedException();

    public Policy OneSample() => throw new NotSupportedException();

    public NetworkOutputs Forward(params ReadOnlySpan<Question> questions) => throw new NotSupportedException();

    public void Backward(NetworkOutputs answers, params ReadOnlySpan<TorchSharp.torch.Tensor?> gradients) =>
        throw new NotSupportedException();

    public void Dispose() { }
}
