using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>The identity of cached answers: a network as it is now, the rows of a data set, and the questions.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="RowType">Name of the row type.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="NetworkHash">SHA-256 of its kind, its parameters and what it has beside them.</param>
/// <param name="DataHash">SHA-256 of the rows.</param>
/// <param name="Questions">What is asked.</param>
internal sealed record OutputCacheKey(string Network, string RowType, int Rows, string NetworkHash, string DataHash, string Questions)
{
    private const long Piece = 1 << 24; // numbers on the host at a time

    /// <summary>The key of a network's answers about a data set.</summary>
    public static OutputCacheKey Of<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        string name,
        INetwork network,
        Dataset<TRow> data,
        string questions
    )
        where TRow : struct => new(name, typeof(TRow).Name, data.Count, HashOf(network), HashOf(data), WithoutLayout(questions));

    /// <summary>How a question is broken into lines says nothing of what is asked.</summary>
    internal static string WithoutLayout(string questions) => string.Concat(questions.Where(static letter => !char.IsWhiteSpace(letter)));

    private static string HashOf(INetwork network)
    {
        var parameters = network.Parameters;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var slots = parameters.Slots.Select(static slot => $"{slot.Name}[{string.Join(',', slot.Shape)}]");
        Words(hash, $"{network.GetType()} {parameters.Type} {string.Join(' ', slots)}");
        Numbers(hash, parameters.Values);
        if (network is not IFixedState state)
            return Convert.ToHexString(hash.GetHashAndReset());
        Words(hash, state.Kind);
        foreach (var (name, value) in state.Fixed)
        {
            Words(hash, $"{name} {value.dtype} [{string.Join(',', value.shape)}]");
            Numbers(hash, value);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Numbers(IncrementalHash hash, Tensor values)
    {
        using var scope = NewDisposeScope();
        var flat = values.detach().reshape(-1);
        for (var from = 0L; from < flat.numel(); from += Piece)
        {
            using var piece = NewDisposeScope();
            hash.AppendData(flat.narrow(0, from, Math.Min(Piece, flat.numel() - from)).cpu().contiguous().bytes);
        }
    }

    private static string HashOf<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data)
        where TRow : struct
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Words(hash, $"{typeof(TRow).FullName} {data.Count} {data.HoldsSequences}");
        foreach (var column in data.Columns)
        {
            Words(hash, $"{column.Name} {column.Parts} {column.Width}");
            Numbers(hash, column);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The same bytes however they are kept: of sequences, the length of each before its numbers.</summary>
    private static void Numbers(IncrementalHash hash, Column column)
    {
        var (piece, filled) = (new double[4096], 0);
        for (var row = 0; row < column.Count; row++)
        for (var part = 0; part < column.Parts; part++)
        {
            var (length, header) = (column.Place(row, part).Length, column.HoldsSequences ? 1 : 0);
            if (filled + header + length > piece.Length)
                Flush();
            if (header + length > piece.Length)
                piece = new double[header + length];
            if (column.HoldsSequences)
                piece[filled++] = length;
            column.CopyTo(row, part, piece.AsSpan(filled, length));
            filled += length;
        }
        Flush();

        void Flush()
        {
            hash.AppendData(MemoryMarshal.AsBytes(piece.AsSpan(0, filled)));
            filled = 0;
        }
    }

    private static void Words(IncrementalHash hash, string words) => hash.AppendData(Encoding.UTF8.GetBytes(words + "\n"));
}
