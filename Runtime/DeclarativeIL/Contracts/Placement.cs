using DeclarativeIL.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// The number type of parameters and the device that they lie on. What says nothing else is float32 on the CPU, and then a program needs
/// no type of TorchSharp's.
/// </summary>
internal readonly struct Placement
{
    private readonly object? _device; // TorchSharp's, where it is not the CPU

    private Placement(bool isWide, object? device) => (IsWide, _device) = (isWide, device);

    /// <summary>True for float64.</summary>
    public bool IsWide { get; }

    /// <summary>True for the memory of the host.</summary>
    public bool IsOnCpu => _device is null;

    /// <summary>The number type as TorchSharp names it.</summary>
    public ScalarType Type => IsWide ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>The device as TorchSharp names it.</summary>
    public TorchSharp.torch.Device Device => (TorchSharp.torch.Device?)_device ?? Native.Device.Cpu;

    /// <summary>In the memory of the host.</summary>
    public static Placement OnCpu(bool isWide) => new(isWide, null);

    /// <summary>As TorchSharp says it.</summary>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">None means the CPU.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is another number type.</exception>
    public static Placement Of(ScalarType type, TorchSharp.torch.Device? device)
    {
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentOutOfRangeException(nameof(type), type, "A network computes in Float32 or Float64.");
        return new(
            type == ScalarType.Float64,
            device is null || device.type == DeviceType.CPU ? null
                : Tensors.IsSupported ? device
                : throw Tensors.Missing()
        );
    }
}
