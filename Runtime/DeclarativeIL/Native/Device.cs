using TorchSharp;

namespace DeclarativeIL.Native;

/// <summary>Devices that tensors live on.</summary>
public static class Device
{
    /// <summary>The processor. Asking for it does not load libtorch.</summary>
    public static torch.Device Cpu { get; } = new(DeviceType.CPU);

    /// <summary>An NVIDIA GPU where the machine has one and the application brings a CUDA build of libtorch, else the processor.</summary>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    public static torch.Device Best
    {
        get
        {
            NativeLibraries.EnsureLoaded();
            return torch.cuda.is_available() ? torch.CUDA : Cpu;
        }
    }
}
