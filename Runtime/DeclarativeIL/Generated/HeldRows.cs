using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <summary>Which rows of a data set are trained on, and which are held back.</summary>
/// <param name="Trained">Row numbers, ascending.</param>
/// <param name="Held">The others.</param>
internal sealed record HeldRows(int[] Trained, int[] Held)
{
    /// <summary>Draws for each row, or each known episode, by the number of its first row.</summary>
    /// <exception cref="ArgumentException">There is no row on one side.</exception>
    public static HeldRows Of<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, ValidationSplit split)
        where TRow : struct
    {
        var random = new SeedSequence(split.Seed).Child("validation").Stream();
        var heads = new int[data.Count];
        for (var row = 0; row < heads.Length; row++)
            heads[row] = row;
        var episodes = data.Episodes is { } known && known.Count <= data.Count ? known.Episodes() : [];
        foreach (var episode in episodes)
        foreach (var row in episode)
            heads[row] = episode[0];
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        var found = new HeldRows(Array.FindAll(rows, row => !Holds(row)), Array.FindAll(rows, Holds));
        if (found.Trained.Length > 0 && found.Held.Length > 0)
            return found;
        var of = episodes.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" in {episodes.Count} episodes");
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"A validation share of {split.Share}, seed {split.Seed}, holds {found.Held.Length} of {data.Count} {typeof(TRow).Name} "
            ) + $"rows{of} back; expected one row or more on each side: give more rows, another share or another seed."
        );

        bool Holds(int row) => random.UniformAt((ulong)heads[row], 0) < split.Share;
    }
}
