using DeclarativeIL.Data;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Generated;

/// <content>How a step's rows are written, column by column.</content>
public sealed partial class RolloutBuffer
{
    private void Write(string column, ReadOnlySpan<float> values, int width, int rows)
    {
        var tail = Tail(column, rows);
        for (var row = 0; row < rows; row++)
            values.Slice(_taken[row] * width, width).CopyTo(tail[(row * width)..]);
        CheckFinite(tail, width, column);
    }

    private void WriteResults(
        ReadOnlySpan<StepResult> results,
        ReadOnlySpan<float> nextObservations,
        ReadOnlySpan<float> finalObservations,
        int rows
    )
    {
        var rewards = Column(nameof(Transition.Reward), rows);
        var terminal = Column(nameof(Transition.Terminal), rows);
        var success = Column(nameof(Transition.Success), rows);
        var next = Tail(nameof(Transition.Next), rows);
        Grow(Rows.Count + rows);
        for (var row = 0; row < rows; row++)
        {
            var (i, result, place) = (_taken[row], results[_taken[row]], Rows.Count + row);
            if (!double.IsFinite(result.Reward))
                throw new ArgumentException($"Environment {i}, step {Steps}: found the reward {result.Reward}; expected a finite number.");
            var ends = _ends[place] = result.Terminated || result.Truncated;
            _environment[place] = i;
            rewards.Set(place, 0, result.Reward);
            terminal.Set(place, 0, result.Terminated ? 1 : 0);
            success.Set(place, 0, result.Success ? 1 : 0);
            (ends ? finalObservations : nextObservations).Slice(i * _stateSize, _stateSize).CopyTo(next[(row * _stateSize)..]);
        }
        CheckFinite(next, _stateSize, nameof(Transition.Next));
    }

    /// <summary>Forgets the oldest rows.</summary>
    private void Drop(int count)
    {
        var kept = new int[Rows.Count - count];
        for (var row = 0; row < kept.Length; row++)
            kept[row] = count + row;
        Array.Copy(_ends, count, _ends, 0, kept.Length);
        Array.Copy(_environment, count, _environment, 0, kept.Length);
        Rows.Episodes = null; // they are not looked for
        Rows = Rows.Pick(kept);
        Rows.Episodes = this;
    }

    private void Grow(int rows)
    {
        if (_ends.Length >= rows)
            return;
        var length = Math.Max(2 * _ends.Length, rows);
        Array.Resize(ref _ends, length);
        Array.Resize(ref _environment, length);
    }

    private Span<float> Tail(string column, int rows) => Column(column, rows).Tail(rows);

    /// <summary>A column with space for rows behind the last.</summary>
    private Column Column(string name, int rows)
    {
        var column = Rows.ColumnOf(name);
        column.Reserve(rows);
        return column;
    }

    private static void Check(int found, int expected, string name)
    {
        if (found != expected)
            throw new ArgumentException($"Found {found} elements; expected {expected}.", name);
    }

    private void CheckFinite(ReadOnlySpan<float> values, int width, string column)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Environment {_taken[i / width]}, step {Steps}: found the {What(column)} {values[i]}; expected a finite number."
                );
    }

    private static string What(string column) =>
        column switch
        {
            nameof(Transition.State) => "observation",
            nameof(Transition.Chosen) => "choice",
            nameof(Transition.Next) => "next observation",
            _ => column.ToLowerInvariant(),
        };
}
