using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>A network that may be able to train on the CPU.</summary>
internal interface ICpuTrainable
{
    /// <summary>The network on the CPU, with parameters of its own that are exchanged by loading and storing.</summary>
    /// <param name="optimizer">Moves the parameters; none where they are only asked.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>None where the network needs tensors.</returns>
    CpuNetwork? OnCpu(OptimizerOptions? optimizer, int threads);
}
