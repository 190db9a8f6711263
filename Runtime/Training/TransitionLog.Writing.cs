using DeclarativeIL.Environments;

namespace DeclarativeIL.Training;

/// <content>How a step's rows are written, column by column.</content>
public sealed partial class TransitionLog
{
    private void Write(string column, ReadOnlySpan<float> values, int width, int rows)
    {
        var room = Room(column, rows);
        for (var row = 0; row < rows; row++)
            values.Slice(_taken[row] * width, width).CopyTo(room[(row * width)..]);
        CheckFinite(room, width, column);
    }

    private void WriteResults(ReadOnlySpan<StepResult> results, ReadOnlySpan<float> nextObservations, ReadOnlySpan<float> finalObservations, int rows)
    {
        var rewards = Room(nameof(Transition.Reward), rows);
        var terminal = Room(nameof(Transition.Terminal), rows);
        var success = Room(nameof(Transition.Success), rows);
        var next = Room(nameof(Transition.Next), rows);
        Grow(Rows.Count + rows);
        for (var row = 0; row < rows; row++)
        {
            var (i, result) = (_taken[row], results[_taken[row]]);
            var ends = _ends[Rows.Count + row] = result.Terminated || result.Truncated;
            _environment[Rows.Count + row] = i;
            (rewards[row], terminal[row], success[row]) = ((float)result.Reward, result.Terminated ? 1 : 0, result.Success ? 1 : 0);
            (ends ? finalObservations : nextObservations).Slice(i * _stateSize, _stateSize).CopyTo(next[(row * _stateSize)..]);
        }
        CheckFinite(rewards, 1, nameof(Transition.Reward));
        CheckFinite(next, _stateSize, nameof(Transition.Next));
    }

    private void Grow(int rows)
    {
        if (_ends.Length >= rows)
            return;
        var length = Math.Max(2 * _ends.Length, rows);
        Array.Resize(ref _ends, length);
        Array.Resize(ref _environment, length);
    }

    private Span<float> Room(string column, int rows)
    {
        for (var i = 0; i < Rows.Columns.Count; i++)
            if (Rows.Columns[i].Name == column)
                return Rows.Room(i, rows);
        throw new InvalidOperationException($"Transition has no column '{column}'.");
    }

    private static void Check(int found, int expected, string name)
    {
        if (found != expected)
            throw new ArgumentException($"Found {found} elements; expected {expected}.", name);
    }

    private void CheckFinite(ReadOnlySpan<float> values, int width, string column)
    {
        var what = column switch
        {
            nameof(Transition.State) => "observation",
            nameof(Transition.Chosen) => "choice",
            nameof(Transition.Next) => "next observation",
            _ => column.ToLowerInvariant(),
        };
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Environment {_taken[i / width]}, step {Steps}: found the {what} {values[i]}; expected a finite number.");
    }
}
