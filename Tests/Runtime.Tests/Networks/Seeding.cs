using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Weights of modules from a seed of their own: libtorch's generator is shared by all tests that run at the same time.</summary>
internal static class Seeding
{
    /// <summary>Draws every parameter anew, between plus and minus the root of 1 / inputs.</summary>
    public static TModule Seeded<TModule>(this TModule module, ulong seed)
        where TModule : nn.Module
    {
        var random = new SeedSequence(seed).Stream();
        using var quiet = no_grad();
        foreach (var parameter in module.parameters())
        {
            var bound = 1 / Math.Sqrt(parameter.size(-1));
            var drawn = new double[parameter.numel()];
            for (var i = 0; i < drawn.Length; i++)
                drawn[i] = bound * (2 * random.NextUniform() - 1);
            using var values = tensor(drawn, parameter.shape);
            parameter.copy_(values);
        }
        return module;
    }
}
