using System.Runtime.InteropServices;
using DeclarativeIL.Checkpoints;

namespace DeclarativeIL.Data;

/// <content>Rows as tensors of a file.</content>
public sealed partial class Column
{
    /// <summary>The largest whole number that float64 is known to hold: the next one may have been rounded to it.</summary>
    internal const double LargestWhole = (1L << 53) - 1;

    /// <summary>The name of the tensor of lengths, where acts (states) have lengths of their own.</summary>
    internal string LengthsName => Name + ".lengths"; // no property of a row can be named so

    /// <summary>Bytes of the numbers that are there.</summary>
    internal long Bytes => ((long)Numbers * Size) + (_ends is null ? 0 : (long)Count * Parts * sizeof(int));

    /// <summary>All rows: their numbers, and of sequences their lengths.</summary>
    internal IEnumerable<StoredTensor> ToTensors()
    {
        var (type, bytes) =
            _pixels is not null ? (ElementType.Byte, _pixels.AsSpan(0, Numbers).ToArray())
            : _wide is not null ? (ElementType.Float64, MemoryMarshal.AsBytes(_wide.AsSpan(0, Numbers)).ToArray())
            : (ElementType.Float32, MemoryMarshal.AsBytes(_values.AsSpan(0, Numbers)).ToArray());
        yield return new(Name, type, _ends is null ? Shape(Count) : [Numbers], bytes);
        if (_ends is not null)
            yield return new(LengthsName, ElementType.Int32, Row.IsSeveral ? [Count, Parts] : [Count], Lengths());
    }

    /// <summary>Takes all rows of a file, in place of none.</summary>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="lengths">Of sequences, their lengths.</param>
    /// <param name="rows">How many there are, 1 or more.</param>
    /// <exception cref="InvalidDataException">They are none of this column; it says what was found and what was expected.</exception>
    internal void Take(StoredTensor numbers, StoredTensor? lengths, int rows)
    {
        var several = Row.IsSeveral ? 2 : 1;
        var rank =
            _ends is not null ? 1
            : Row.IsVector ? several + 1
            : 1;
        var shape = numbers.Shape;
        if (shape.Count != rank || (_ends is null && shape[0] != rows) || shape.Any(static size => size is < 1 or > int.MaxValue))
            throw Wrong(
                StoredTensor.Describe(numbers.Type, shape),
                $"{rank} dimensions of 1 or more{(_ends is null ? $", {rows} rows" : "")}"
            );
        CheckType(numbers.Type);
        Parts = Row.IsSeveral && _ends is null ? (int)shape[1] : 1;
        var width = _ends is null && Row.IsVector ? (int)shape[^1] : 1;
        if (_pixels is not null && width != PartWidth)
            throw Wrong($"images of {width} numbers", $"{PartWidth}");
        PartWidth = width;
        if (_ends is not null)
            TakeLengths(lengths ?? throw Wrong("no lengths", $"a tensor '{LengthsName}'"), rows, shape[0]);
        TakeNumbers(numbers);
    }

    private void CheckType(ElementType found)
    {
        var fits =
            _pixels is not null ? found == ElementType.Byte
            : Row.IsVector ? found is ElementType.Float32 or ElementType.Float64
            : found == ElementType.Float64;
        if (!fits)
            throw Wrong(
                $"numbers {found}",
                _pixels is not null ? "Byte"
                    : Row.IsVector ? "Float32 or Float64"
                    : "Float64"
            );
    }

    private byte[] Lengths()
    {
        var lengths = new int[Count * Parts];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = _ends![i] - EndOf(i);
        return MemoryMarshal.AsBytes(lengths.AsSpan()).ToArray();
    }

    private void TakeLengths(StoredTensor lengths, int rows, long numbers)
    {
        var shape = lengths.Shape;
        var fits = lengths.Type == ElementType.Int32 && shape.Count == (Row.IsSeveral ? 2 : 1) && shape[0] == rows;
        if (!fits || shape.Any(static size => size is < 1 or > int.MaxValue))
            throw Wrong($"lengths {StoredTensor.Describe(lengths.Type, shape)}", $"Int32, {rows} rows");
        var (ends, end, longest) = (MemoryMarshal.Cast<byte, int>(lengths.Data.Span).ToArray(), 0L, 0);
        for (var i = 0; i < ends.Length; i++)
        {
            if (ends[i] < 1 || (end += ends[i]) > numbers)
                throw Wrong($"a sequence of {ends[i]} numbers ({i})", $"1 or more, {numbers} together");
            (longest, ends[i]) = (Math.Max(longest, ends[i]), (int)end);
        }
        if (end != numbers)
            throw Wrong($"sequences of {end} numbers together", $"{numbers}");
        (Parts, PartWidth, _ends) = (Row.IsSeveral ? (int)shape[1] : 1, longest, ends);
    }

    private void TakeNumbers(StoredTensor stored)
    {
        if (!stored.IsFinite())
            throw Wrong("a number that is not finite", "finite ones");
        if (stored.Type == ElementType.Byte)
            _pixels = stored.Data.ToArray();
        else if (stored.Type == ElementType.Float32)
            _values = MemoryMarshal.Cast<byte, float>(stored.Data.Span).ToArray();
        else
            (_wide, _values) = (MemoryMarshal.Cast<byte, double>(stored.Data.Span).ToArray(), []);
        if (Row.IsVector)
            foreach (var number in _wide ?? [])
                if (!float.IsFinite((float)number))
                    throw Wrong($"{number:R}", "numbers within the range of float32");
        if (!Row.IsVector && Row.Type != typeof(double) && Row.Type != typeof(float))
            CheckWhole();
    }

    private void CheckWhole()
    {
        var (least, most) = Type.GetTypeCode(Row.Type) switch
        {
            TypeCode.Boolean => (0, 1),
            TypeCode.Byte => (byte.MinValue, byte.MaxValue),
            TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
            TypeCode.Int16 => (short.MinValue, short.MaxValue),
            TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => (int.MinValue, int.MaxValue),
            TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
            TypeCode.UInt64 => (0, LargestWhole),
            _ => (-LargestWhole, LargestWhole),
        };
        foreach (var number in _wide!)
            if (number != Math.Truncate(number) || number < least || number > most)
                throw Wrong($"{number:R}", $"a whole number from {least:R} to {most:R}, as {Row.Type.Name} has them");
    }

    private InvalidDataException Wrong(string found, string expected) => new($"column {Name}: found {found}; expected {expected}");
}
