using System.Runtime.CompilerServices;

namespace DeclarativeIL.Networks;

/// <summary>Floats that the collector does not move, the first one at a multiple of 64 bytes.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Line = 64;

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Zeros.</summary>
    public AlignedBuffer(long count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength - Line, nameof(count));
        Count = (int)count;
        _array = GC.AllocateArray<float>(Count + Line / sizeof(float), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _array[0]);
        _start = (int)((Line - address % Line) % Line) / sizeof(float);
        Pointer = (float*)address + _start;
    }

    /// <summary>Number of floats.</summary>
    public int Count { get; }

    /// <summary>The first one; valid as long as this object is alive.</summary>
    public float* Pointer { get; }

    /// <summary>All of them.</summary>
    public Span<float> Span => _array.AsSpan(_start, Count);

    /// <summary><paramref name="buffer"/> itself where it is large enough, else a larger one of zeros.</summary>
    public static AlignedBuffer AtLeast(AlignedBuffer? buffer, long count) => buffer?.Count >= count ? buffer : new(count);
}
