using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>A network whose copies can be frozen, or follow it slowly.</summary>
public interface ICopyable : INetwork
{
    /// <summary>A network of the same kind and sizes with parameters of its own, equal now.</summary>
    INetwork Copy();
}

/// <summary>A network that answers with one number. What it is asked about is said by the interfaces derived from this one.</summary>
public interface ICriticNetwork : INetwork
{
    /// <summary>The critic for one sample at a time, in the language's terms.</summary>
    Critic OneSample();
}

/// <summary>Asked by <c>Value(s)</c>.</summary>
public interface IStateCriticNetwork : ICriticNetwork;

/// <summary>Asked by <c>Value(s, a)</c>.</summary>
public interface IActCriticNetwork : ICriticNetwork;

/// <summary>Asked by <c>Value(s, a, s')</c>.</summary>
public interface IStepCriticNetwork : ICriticNetwork;

/// <summary>A network that answers with a vector of a state; asked by <c>Of(s)</c>.</summary>
public interface IFeatureNetwork : INetwork
{
    /// <summary>The features for one sample at a time, in the language's terms.</summary>
    Features OneSample();
}

/// <summary>A network that answers with a vector of a state, a point and a time; asked by <c>Of(s, x, time)</c>.</summary>
public interface IFieldNetwork : INetwork
{
    /// <summary>The field for one sample at a time, in the language's terms.</summary>
    Features OneSample();
}

/// <summary>One trained number.</summary>
public interface ICoefficient : INetwork
{
    /// <summary>The number for one sample at a time, in the language's terms.</summary>
    Coefficient OneSample();
}

/// <summary>A network whose answers can be differentiated with respect to what was asked: a critic's dQ/da.</summary>
public interface IDifferentiableArguments : INetwork
{
    /// <summary>The gradient of a scalar with respect to an argument of a question; the parameters' gradients stay as they are.</summary>
    /// <param name="answers">What <see cref="INetwork.Forward"/> returned.</param>
    /// <param name="question">The question's position.</param>
    /// <param name="argument">The argument's position in the question's constructor.</param>
    /// <param name="gradient">The gradient of the scalar with respect to that answer.</param>
    /// <returns>Of the argument's shape.</returns>
    Tensor ArgumentGradient(NetworkOutputs answers, int question, int argument, Tensor gradient);
}
