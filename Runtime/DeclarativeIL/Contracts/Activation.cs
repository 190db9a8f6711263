namespace DeclarativeIL;

/// <summary>The function that a hidden layer applies to each of its numbers.</summary>
public enum Activation
{
    /// <summary>z itself.</summary>
    Linear,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>max(0, z); its derivative at 0 is taken as 0.</summary>
    Relu,

    /// <summary>z Phi(z) with the exact normal distribution function (Hendrycks, Gimpel 2016), not the tanh approximation.</summary>
    Gelu,

    /// <summary>1 / (1 + exp(-z)).</summary>
    Sigmoid,
}
