using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>A network that may be able to train on the host.</summary>
internal interface IHostTrainable
{
    /// <summary>The network on the host, with parameters of its own that are exchanged by loading and storing.</summary>
    /// <param name="optimizer">Moves the parameters; none where they are only asked.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>None where the network needs tensors.</returns>
    HostNetwork? OnHost(OptimizerOptions? optimizer, int threads);
}
