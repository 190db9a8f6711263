using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeclarativeIL;

/// <summary>Arrays of numbers in the state of something (<see cref="IRestorable"/>): how many, then their bytes.</summary>
internal static class StateNumbers
{
    /// <summary>Bytes that are written and read at a time.</summary>
    private const int Piece = 1 << 20;

    /// <summary>The state of something that may be restorable; null where it is not.</summary>
    public static IRestorable? Of(object? something) => something is IRestorable { CanRestore: true } restorable ? restorable : null;

    /// <summary>Writes numbers.</summary>
    public static void WriteNumbers<T>(this BinaryWriter state, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        state.Write(numbers.Length);
        for (var bytes = MemoryMarshal.AsBytes(numbers); bytes.Length > 0; bytes = bytes[Math.Min(Piece, bytes.Length)..])
            state.Write(bytes[..Math.Min(Piece, bytes.Length)]);
    }

    /// <summary>Reads as many numbers as were written.</summary>
    /// <param name="state">Where from.</param>
    /// <param name="numbers">Filled; as many as are expected.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <exception cref="InvalidDataException">There are more or fewer.</exception>
    public static void ReadNumbers<T>(this BinaryReader state, Span<T> numbers, string what)
        where T : unmanaged
    {
        var found = state.ReadInt32();
        if (found != numbers.Length)
            throw new InvalidDataException($"{what}: found {found} numbers; expected {numbers.Length}.");
        state.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers));
    }

    /// <summary>The same where every number has to be finite.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer, or one is not finite.</exception>
    public static void ReadFinite<T>(this BinaryReader state, Span<T> numbers, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        state.ReadNumbers(numbers, what);
        foreach (var number in numbers)
            if (!T.IsFinite(number))
                throw new InvalidDataException($"{what}: found {number}; expected finite numbers.");
    }

    /// <summary>Reads a whole number within bounds, such as a count of what follows.</summary>
    /// <exception cref="InvalidDataException">It is out of them.</exception>
    public static int ReadInt32(this BinaryReader state, int least, int most, string what) =>
        state.ReadInt32() is var found && found >= least && found <= most
            ? found
            : throw new InvalidDataException($"{what}: found {found}; expected a number from {least} to {most}.");

    /// <summary>Reads how many of something follow, and checks, before memory is taken, that they can.</summary>
    /// <param name="state">Where from.</param>
    /// <param name="bytes">The fewest bytes that each of them takes.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <exception cref="InvalidDataException">There cannot be so many.</exception>
    public static int ReadCount(this BinaryReader state, int bytes, string what)
    {
        var count = state.ReadInt32();
        if (count < 0)
            throw new InvalidDataException($"{what}: found {count} of them; expected a number that is not negative.");
        state.CheckLeft((long)count * bytes, what);
        return count;
    }

    /// <summary>Checks that so many bytes can follow, as far as the stream knows.</summary>
    /// <exception cref="InvalidDataException">They cannot.</exception>
    public static void CheckLeft(this BinaryReader state, long bytes, string what)
    {
        if (state.BaseStream is not StateStream && !state.BaseStream.CanSeek)
            return;
        var left = state.BaseStream.Length - state.BaseStream.Position;
        if (bytes > left)
            throw new InvalidDataException($"{what}: found {left} bytes; expected {bytes} or more.");
    }

    /// <summary>Reads numbers, as many as there are.</summary>
    /// <exception cref="InvalidDataException">There cannot be so many.</exception>
    public static T[] ReadList<T>(this BinaryReader state, string what)
        where T : unmanaged
    {
        var numbers = new T[state.ReadCount(Unsafe.SizeOf<T>(), what)];
        state.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    /// <summary>Writes numbers by name.</summary>
    public static void WriteNamed(this BinaryWriter state, IReadOnlyDictionary<string, double> numbers)
    {
        state.Write(numbers.Count);
        foreach (var (name, value) in numbers)
        {
            state.Write(name);
            state.Write(value);
        }
    }

    /// <summary>Reads numbers by name into a dictionary, which is emptied first.</summary>
    public static void ReadNamed(this BinaryReader state, Dictionary<string, double> numbers, string what)
    {
        numbers.Clear();
        for (var left = state.ReadCount(sizeof(double) + 1, what); left > 0; left--)
            numbers[state.ReadString()] = state.ReadDouble();
    }
}
