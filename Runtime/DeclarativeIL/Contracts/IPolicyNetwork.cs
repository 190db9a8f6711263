using DeclarativeIL.Randomness;

namespace DeclarativeIL;

/// <summary>A network that chooses actions. What else it can be asked is said by the interfaces derived from this one.</summary>
public interface IPolicyNetwork : INetwork
{
    /// <summary>Number of components of a state.</summary>
    int StateSize { get; }

    /// <summary>The actions it chooses from.</summary>
    Space Actions { get; }

    /// <summary>The most likely action (the mean, of a Gaussian) for each of n states: how a policy acts in evaluation.</summary>
    /// <param name="states">[n, s], row after row.</param>
    /// <param name="actions">[n, a], filled; a discrete action is its number.</param>
    void Mode(ReadOnlySpan<float> states, Span<float> actions);

    /// <summary>One sampled action for each of n states: how a policy acts while it collects.</summary>
    /// <remarks>
    /// A draw of what <c>LogProb</c> is the density of: that of a Gaussian may lie beyond the bounds of its actions. Who executes
    /// it brings it within them, as rollouts and the environments of the runtime do.
    /// </remarks>
    /// <param name="states">[n, s], row after row.</param>
    /// <param name="actions">[n, a], filled; a discrete action is its number.</param>
    /// <param name="random">Where the draws come from; equal streams give equal actions.</param>
    void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random);

    /// <summary>The policy for one sample at a time, in the language's terms: the oracle's view.</summary>
    Policy OneSample();
}

/// <summary>A policy with a likelihood; asked by <c>LogProb</c>.</summary>
public interface ILogProbPolicy : IPolicyNetwork;

/// <summary>A policy that says what imitation minimises; asked by <c>Fit</c>: by a likelihood, or as its head declares.</summary>
public interface IFitPolicy : IPolicyNetwork;

/// <summary>A policy with an entropy; asked by <c>Entropy</c>.</summary>
public interface IEntropyPolicy : IPolicyNetwork;

/// <summary>A policy with a mean action; asked by <c>Mean</c>.</summary>
public interface IMeanPolicy : IPolicyNetwork;

/// <summary>A policy over discrete actions; asked by <c>LogProbs</c>.</summary>
public interface IDiscretePolicy : ILogProbPolicy;

/// <summary>A policy that samples; asked by <c>Sample</c>.</summary>
public interface ISampledPolicy : IPolicyNetwork;

/// <summary>A policy whose samples are differentiable functions of its parameters.</summary>
public interface IReparameterisedPolicy : ISampledPolicy;

/// <summary>
/// L policies of one shape, kept as one: parameters stacked, one pass for all. In training every tensor of a question has a
/// leading dimension [L, n, ...], a batch for each member; <c>EnsembleMean</c> and its kin ask all members about the same
/// rows. It acts by the mean of its members.
/// </summary>
public interface IEnsemblePolicy : IPolicyNetwork
{
    /// <summary>Number of members, 2 or more.</summary>
    int Members { get; }

    /// <summary>The ensemble for one sample at a time, in the language's terms.</summary>
    Ensemble OneSampleEnsemble();
}

/// <summary>An ensemble over discrete actions; asked by <c>Disagreement</c> and <c>LogProbs</c>.</summary>
public interface IDiscreteEnsemble : IEnsemblePolicy;
