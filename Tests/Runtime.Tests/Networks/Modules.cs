using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Modules of TorchSharp, equal at each call.</summary>
internal static class Modules
{
    /// <summary>Three layers of widths 5, 6 and <paramref name="outputs"/>.</summary>
    public static nn.Module<Tensor, Tensor> Perceptron(Activation activation, int inputs, int outputs, ScalarType type = ScalarType.Float64)
    {
        return nn.Sequential(("a", nn.Linear(inputs, 5)), ("f", F()), ("b", nn.Linear(5, 6)), ("g", F()), ("c", nn.Linear(6, outputs)))
            .to(type)
            .Seeded(3);

        nn.Module<Tensor, Tensor> F() =>
            activation switch
            {
                Activation.Tanh => nn.Tanh(),
                Activation.Relu => nn.ReLU(),
                Activation.Gelu => nn.GELU(),
                Activation.Sigmoid => nn.Sigmoid(),
                _ => nn.Identity(),
            };
    }
}
