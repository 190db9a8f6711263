namespace DeclarativeIL.Player.Kernels;

/// <summary>What hidden layers apply, by the names in files.</summary>
internal enum Activation
{
    Linear,
    Tanh,
    Relu,
    Gelu,
    Sigmoid,
}
