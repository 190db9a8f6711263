using System.Runtime.InteropServices;
using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Player.Tests;

/// <summary>A player gives the library's bits: of acts, of samples, and of refusals.</summary>
[Trait("Speed", "Slow")]
public sealed class SameBitsTests
{
    private const int States = 24;

    [Fact]
    public void Of_every_head_and_every_layer_as_this_machine_computes()
    {
        var comparison = Comparison.OfAll(Comparison.OfLibrary, States);

        Assert.True(comparison.Differences.Count == 0, string.Join('\n', comparison.Differences.Take(20)));
        Assert.True(comparison.Count > 4000, $"{comparison.Count}");
        Assert.InRange(comparison.Refused, 1, comparison.Count / 4); // overflow, and masks that allow nothing
    }

    /// <summary>A process of its own for each width: the library chooses its kernel once.</summary>
    [Fact]
    public void Of_every_head_and_every_layer_by_narrower_registers()
    {
        var isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        (string, PlayerKernel)[] variables = isX64
            ?
            [
                ("DOTNET_EnableHWIntrinsic", PlayerKernel.Portable),
                ("DOTNET_EnableAVX2", PlayerKernel.Lanes4),
                ("DOTNET_EnableAVX512", CpuKernels.Best.Lanes > 4 ? PlayerKernel.Lanes8 : PlayerKernel.Lanes4),
            ]
            : [("DOTNET_EnableHWIntrinsic", PlayerKernel.Portable)];
        foreach (var (variable, kernel) in variables)
        {
            var lines = Child.Run(States, (variable, "0"));
            Assert.True(lines.Length == 2, string.Join('\n', lines));
            Assert.Equal($"{kernel}", lines[0]);
        }
    }

    /// <summary>The kernels that this processor has beside the one that acts: layers alone.</summary>
    [Fact]
    public void Of_layers_by_every_kernel_of_this_processor()
    {
        foreach (var kernel in CpuKernels.Supported.Where(static kernel => kernel.Lanes > 1))
        foreach (var activation in Enum.GetValues<Activation>())
        foreach (var hidden in new int[][] { [], [7], [64, 64], [20, 3] })
            LayerComparison.Check(kernel, hidden, activation);
    }
}
