using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;

namespace DeclarativeIL.Runs;

/// <summary>The rows that a run adds to a data set, behind those that it was given; of a ring, which writes over those, all rows.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal sealed class RowsState<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : IRowsState
    where TRow : struct
{
    private readonly Dataset<TRow> _data;
    private readonly int _given;

    /// <param name="data">The data set as it is before the run.</param>
    public RowsState(Dataset<TRow> data) => (_data, _given) = (data, data.Capacity is null ? data.Count : 0);

    /// <summary>The rows as they are, in words: how many, and a hash of their numbers.</summary>
    public static string Describe(Dataset<TRow> data)
    {
        if (data.Source is { } source)
            return source.Description;
        using var hashed = new HashedStream(Stream.Null);
        using var buffered = new BufferedStream(hashed);
        using (var state = new BinaryWriter(buffered, System.Text.Encoding.UTF8, leaveOpen: true))
            data.SaveRows(state, 0);
        buffered.Flush();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{data.Count} rows {typeof(TRow).Name}, at most {data.Capacity?.ToString(CultureInfo.InvariantCulture) ?? "any number"}; "
                + $"SHA-256 {hashed.Hash()}"
        );
    }

    /// <inheritdoc/>
    public void SaveState(BinaryWriter state) => _data.SaveRows(state, _given);

    /// <inheritdoc/>
    public void RestoreState(BinaryReader state) => _data.RestoreRows(state, _given);
}

/// <summary>The state of a caller's rows, of any type.</summary>
internal interface IRowsState : IRestorable;
