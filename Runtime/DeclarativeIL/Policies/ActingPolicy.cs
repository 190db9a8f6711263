using DeclarativeIL.Native;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// A policy that acts in N environments, step after step. Where it remembers, this carries what it remembers of each episode; where not, it
/// acts as the policy itself does.
/// </summary>
/// <remarks>Not for use by several threads at once. The policy stays the caller's to dispose.</remarks>
public sealed class ActingPolicy
{
    private readonly PolicyNetwork? _remembering;
    private readonly int _environments;
    private ActingOrder? _memory; // of the first step on

    /// <summary>A policy that has seen no step yet.</summary>
    /// <param name="policy">Who acts.</param>
    /// <param name="environments">N, 1 or more.</param>
    public ActingPolicy(IPolicyNetwork policy, int environments)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (Policy, _environments) = (policy, Hyperparameter.Checked(environments, 1, int.MaxValue, nameof(environments)));
        _remembering = policy is PolicyNetwork { Body.MemorySize: > 0 } remembering ? remembering : null;
    }

    /// <summary>Who acts.</summary>
    public IPolicyNetwork Policy { get; }

    /// <summary>An episode begins in every environment: nothing is remembered.</summary>
    public void Begin()
    {
        for (var i = 0; i < _environments; i++)
            Begin(i);
    }

    /// <summary>An episode begins in an environment: nothing is remembered of the one before.</summary>
    /// <param name="environment">Its number, counted from 0.</param>
    public void Begin(int environment)
    {
        if (environment < 0 || environment >= _environments)
            throw new ArgumentOutOfRangeException(nameof(environment), environment, $"Expected a number from 0 to {_environments - 1}.");
        if (Tensors.IsSupported)
            _memory?.Forget(environment);
    }

    /// <summary>The most likely action in the present step of each environment.</summary>
    /// <param name="states">[N, s], row after row.</param>
    /// <param name="actions">[N, a], filled; a discrete action is its number.</param>
    public void Mode(ReadOnlySpan<float> states, Span<float> actions)
    {
        if (_remembering is null)
            Policy.Mode(states, actions);
        else
            _remembering.Act(states, actions, null, Memory(states));
    }

    /// <summary>A sampled action in the present step of each environment.</summary>
    /// <param name="states">[N, s], row after row.</param>
    /// <param name="actions">[N, a], filled; a discrete action is its number.</param>
    /// <param name="random">Where the draws come from.</param>
    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random)
    {
        if (_remembering is null)
            Policy.Sample(states, actions, random);
        else
            _remembering.Sample(states, actions, random, Memory(states));
    }

    /// <summary>Writes what is remembered.</summary>
    internal void SaveState(BinaryWriter state)
    {
        if (!Tensors.IsSupported || _memory is null)
            return;
        var bytes = Checkpoints.StoredTensor.From("memory", _memory.Memory).Data;
        state.WriteNumbers(bytes.Span);
    }

    /// <summary>Takes back what another one of such a policy remembered.</summary>
    internal void RestoreState(BinaryReader state)
    {
        if (!Tensors.IsSupported || _remembering is null)
            throw new InvalidDataException(
                $"Found what a policy remembers; expected none, since {Policy.GetType().Name} remembers nothing."
            );
        _memory = Nothing();
        var memory = _memory.Memory;
        var bytes = new byte[memory.numel() * memory.element_size()];
        state.ReadNumbers<byte>(bytes, "memory");
        new Checkpoints.StoredTensor("memory", Checkpoints.ElementTypes.Of(memory.dtype), memory.shape, bytes).CopyTo(memory);
    }

    private ActingOrder Memory(ReadOnlySpan<float> states)
    {
        if (states.Length != _environments * Policy.StateSize)
            throw new ArgumentException(
                $"Found {states.Length} numbers; expected {_environments} x {Policy.StateSize}, a state for each environment.",
                nameof(states)
            );
        return Tensors.IsSupported ? _memory ??= Nothing() : throw Tensors.Missing();
    }

    private ActingOrder Nothing() =>
        new(zeros(_environments, _remembering!.Body.MemorySize, Policy.Parameters.Type, Policy.Parameters.Device));
}
