using System.Runtime.CompilerServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>Numbers that the collector does not move, the first one at a multiple of 64 bytes.</summary>
/// <typeparam name="T">Of float32 or float64.</typeparam>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Line = 64;

    private readonly T[] _array;
    private readonly int _start;

    /// <summary>Zeros.</summary>
    public AlignedBuffer(long count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength - Line, nameof(count));
        Count = (int)count;
        _array = GC.AllocateArray<T>(Count + Line / sizeof(T), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _array[0]);
        _start = (int)((Line - address % Line) % Line) / sizeof(T);
        Pointer = (T*)address + _start;
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>The first one; valid as long as this object is alive.</summary>
    public T* Pointer { get; }

    /// <summary>All of them.</summary>
    public Span<T> Span => _array.AsSpan(_start, Count);

    /// <summary><paramref name="buffer"/> itself where it is large enough, else a larger one of zeros.</summary>
    public static AlignedBuffer<T> AtLeast(AlignedBuffer<T>? buffer, long count) => buffer?.Count >= count ? buffer : new(count);
}
