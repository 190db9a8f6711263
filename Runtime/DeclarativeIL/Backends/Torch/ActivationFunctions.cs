using DeclarativeIL.Arithmetic;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>The activations and their derivatives on tensors.</summary>
internal static class ActivationFunctions
{
    private static readonly Scalar MinusOne = -1.0,
        Half = 0.5,
        One = 1.0,
        InverseRootTwo = Math.Sqrt(0.5),
        MinusHalf = -0.5;
    private static readonly Scalar NormalDensityAtZero = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>f(z): in place and <paramref name="z"/> itself where only the result is needed later, else a new tensor.</summary>
    public static Tensor Apply(this Activation activation, Tensor z) =>
        activation switch
        {
            Activation.Linear => z,
            Activation.Tanh => z.tanh_(),
            Activation.Relu => z.relu_(),
            Activation.Gelu => z.gelu(),
            Activation.Sigmoid => z.sigmoid_(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation."),
        };

    /// <summary>gradient * f'(z); in place, and <paramref name="gradient"/> itself.</summary>
    public static Tensor Backward(this Activation activation, Tensor gradient, Tensor z, Tensor result)
    {
        switch (activation)
        {
            case Activation.Tanh: // g (1 - h^2) = g - (g h) h
                using (var product = gradient.mul(result))
                    return gradient.addcmul_(product, result, MinusOne);
            case Activation.Relu:
                using (var positive = result.sign())
                    return gradient.mul_(positive);
            case Activation.Sigmoid: // g h (1 - h) = (g h) - (g h) h
                gradient.mul_(result);
                return gradient.addcmul_(gradient, result, MinusOne);
            case Activation.Gelu:
                return MultiplyByGeluSlope(gradient, z);
            default:
                return gradient;
        }
    }

    /// <summary>Phi(z) + z phi(z).</summary>
    private static Tensor MultiplyByGeluSlope(Tensor gradient, Tensor z)
    {
        using var scope = NewDisposeScope();
        var slope = z.mul(InverseRootTwo).erf_().add_(One, Alpha.One).mul_(Half);
        var density = z.mul(z).mul_(MinusHalf).exp_().mul_(NormalDensityAtZero);
        gradient.mul_(slope.addcmul_(z, density, One));
        return gradient;
    }
}
