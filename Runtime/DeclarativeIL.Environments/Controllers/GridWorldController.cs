using DeclarativeIL.Experts;

namespace DeclarativeIL.Environments.Controllers;

/// <summary>Crosses a <see cref="GridWorld"/> by the way that pays most: the shortest one where moves never slip.</summary>
/// <remarks>
/// Value iteration over the board's own transitions, undiscounted, once, to 1e-10; of equally good moves the first.
/// Mean return over 100 episodes of the default board (seed 1): -13.5, the mean length of its two shortest ways.
/// </remarks>
public sealed class GridWorldController : IController
{
    private const int MostSweeps = 1_000_000;
    private const double Exact = 1e-10;
    private readonly double[] _values;
    private readonly int[] _actions;

    /// <summary>Plans for a board.</summary>
    /// <exception cref="ArgumentException">From some cell no goal and no pit can be reached.</exception>
    public GridWorldController(GridWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var steps = world
            .Transitions()
            .Rows.GroupBy(static row => row.State)
            .ToDictionary(static cell => cell.Key, static cell => cell.GroupBy(static row => row.Action).ToArray());
        _values = new double[world.Rows * world.Columns];
        _actions = new int[_values.Length];
        for (var sweep = 0; ; sweep++)
        {
            var change = 0.0;
            foreach (var (cell, actions) in steps)
            {
                var best = double.NegativeInfinity;
                foreach (var outcomes in actions)
                {
                    var value = outcomes.Sum(row => row.Probability * (world.RewardAt(row.Next) + (row.Terminal ? 0 : _values[row.Next])));
                    if (value > best + Exact)
                        (best, _actions[cell]) = (value, outcomes.Key);
                }
                change = Math.Max(change, Math.Abs(best - _values[cell]));
                _values[cell] = best;
            }
            if (change < Exact)
                break;
            if (sweep == MostSweeps)
                throw new ArgumentException("world has a cell without a way to an end; expected one from every cell.", nameof(world));
        }
    }

    /// <summary>The expected return from a cell; 0 for a cell where no episode goes on.</summary>
    public double Value(int cell) => _values[cell];

    /// <summary>The best move.</summary>
    /// <param name="observation">One-hot, a component for each cell.</param>
    /// <param name="action">[1], filled with 0 to 3.</param>
    /// <exception cref="ArgumentException">A span's length differs, or no component is 1.</exception>
    public void Control(ReadOnlySpan<float> observation, Span<float> action)
    {
        Guard.Length(observation.Length, _values.Length, nameof(observation));
        Guard.Length(action.Length, 1, nameof(action));
        var cell = observation.IndexOf(1);
        action[0] =
            cell >= 0 ? _actions[cell] : throw new ArgumentException("observation is no cell: no component is 1.", nameof(observation));
    }
}
