using System.Runtime.InteropServices;
using DeclarativeIL.Backends.Cpu;
using static TorchSharp.torch;

namespace DeclarativeIL.Player.Tests;

/// <summary>Layers by a kernel of the library, and by a player that is asked for its bits.</summary>
internal static class LayerComparison
{
    public static void Check(CpuKernel<float> kernel, int[] hidden, Activation activation)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var policy = PlayedPolicies.Make("deterministic_unbounded", hidden, activation, ScalarType.Float32);
            policy.Save(path);
            var player = PolicyPlayer.Load(path, Of(kernel));
            var shape = new PerceptronShape(policy.StateSize, hidden, policy.Actions.Width, activation);
            var perceptron = new CpuPerceptron<float>(shape, 1, 0, 1, kernel);
            perceptron.Load(policy.Parameters.CpuValues<float>());
            foreach (var state in PlayedPolicies.SomeStates(40, seed: 11).Where(static state => Array.TrueForAll(state, Small)))
            {
                var expected = perceptron.Act(state, 1);
                var found = new float[player.ActionSize];
                player.Act(state, found);
                Assert.True(
                    MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes<float>(found)),
                    $"{kernel.Name} {activation} [{string.Join(' ', hidden)}]: {string.Join(' ', expected.ToArray())}, "
                        + $"found {string.Join(' ', found)}"
                );
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Small(float number) => Math.Abs(number) < 1e6;

    private static PlayerKernel Of(CpuKernel<float> kernel) =>
        kernel.Lanes switch
        {
            16 => PlayerKernel.Lanes16,
            8 => PlayerKernel.Lanes8,
            _ => System.Runtime.Intrinsics.X86.Fma.IsSupported || RuntimeInformation.ProcessArchitecture == Architecture.Arm64
                ? PlayerKernel.Lanes4Fused // the processor can, also in narrower registers
                : PlayerKernel.Lanes4,
        };
}
