using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>A board to be crossed from a start to a goal around walls and pits: a finite environment whose steps are all known.</summary>
/// <remarks>
/// Observation: one-hot, a component for each cell, row after row. Action: 0 up, 1 right, 2 down, 3 left; into a wall or off
/// the board is a step that goes nowhere. With probability <see cref="Slip"/> the move goes to one of the two sides instead,
/// either as likely (Russell, Norvig). Every step pays -1; a pit ends the episode and pays <see cref="PitReward"/> more, a goal
/// ends it with success. It starts in any start cell, all as likely, and is truncated after 100 steps.
/// </remarks>
public sealed class GridWorld : IEnvironment, IRestorable
{
    /// <summary>The reward for falling into a pit, besides that of the step.</summary>
    public const double PitReward = -100;

    /// <summary>Most steps of an episode.</summary>
    public const int StepLimit = 100;

    private const ulong SlipDraw = 1; // the start's draws are 0
    private readonly GridBoard _board;
    private ulong _seed = (ulong)Random.Shared.NextInt64(); // until somebody gives a seed
    private ulong _episode;
    private int _cell,
        _steps;
    private bool _running;

    /// <summary>The board of 8 by 8 that <see cref="DefaultMap"/> shows.</summary>
    public GridWorld()
        : this(DefaultMap) { }

    /// <summary>A board of one's own.</summary>
    /// <param name="map">Rows of equal length: S start, G goal, O pit, # wall, . free.</param>
    /// <param name="slip">Probability that a move goes to a side, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The map is not of that form, or has no start or no goal.</exception>
    public GridWorld(IReadOnlyList<string> map, double slip = 0)
    {
        if (!(slip >= 0 && slip <= 1))
            throw new ArgumentOutOfRangeException(nameof(slip), slip, "Expected a probability from 0 to 1.");
        _board = new GridBoard(map);
        Slip = slip;
        (Rows, Columns) = (_board.Rows, _board.Columns);
        Observations = new BoxSpace(new float[Rows * Columns], [.. Enumerable.Repeat(1f, Rows * Columns)]);
    }

    /// <summary>Four rooms' worth of walls, two pits, two starts.</summary>
    public static IReadOnlyList<string> DefaultMap { get; } =
        Array.AsReadOnly(["S..#....", "...#.O..", "........", "##.##.##", "........", ".O.#....", "...#..O.", "S..#...G"]);

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Probability that a move goes to a side.</summary>
    public double Slip { get; }

    /// <inheritdoc/>
    public Space Observations { get; }

    /// <inheritdoc/>
    public Space Actions { get; } = new DiscreteSpace(GridBoard.Moves);

    /// <summary>The cell that the episode is in: row times columns plus column.</summary>
    public int Cell => _cell;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observation"/> does not hold a number for each cell.</exception>
    public void Reset(ulong? seed, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        (_seed, _episode) = seed is { } given ? (given, 0) : (_seed, _episode + 1);
        _cell = _board.Starts[(int)(RandomStream.UniformOf(_seed, 0, _episode) * _board.Starts.Count)];
        (_steps, _running) = (0, true);
        Observe(observation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observation"/> does not hold a number for each cell.</exception>
    /// <exception cref="EnvironmentException">The action is not 0 to 3, or no episode is running.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        if (!_running)
            throw new EnvironmentException("Step", null, _steps, "no running episode", "Reset first");
        Guard.Action(Actions, action, null, _steps);
        var draw = Slip > 0 ? RandomStream.UniformOf(_seed, SlipDraw + (ulong)_steps, _episode) : 1;
        var side =
            draw >= Slip ? 0
            : draw < Slip / 2 ? 1
            : GridBoard.Moves - 1;
        _cell = _board.Next(_cell, ((int)action[0] + side) % GridBoard.Moves);
        Observe(observation);
        var (goal, pit) = (_board[_cell] == GridBoard.Goal, _board[_cell] == GridBoard.Pit);
        var result = new StepResult(RewardAt(_cell), goal || pit, ++_steps >= StepLimit, goal);
        _running = !result.Terminated && !result.Truncated;
        return result;
    }

    /// <summary>All steps that there are, with their probabilities: the model that planners and inverse RL need.</summary>
    public TransitionTable Transitions()
    {
        var table = new TransitionTable(Rows * Columns, GridBoard.Moves);
        for (var cell = 0; cell < Rows * Columns; cell++)
        {
            if (!_board.Goes(cell))
                continue;
            for (var action = 0; action < GridBoard.Moves; action++)
                foreach (var (next, probability) in Outcomes(cell, action))
                    table.Add(cell, action, next, probability, !_board.Goes(next));
        }
        return table;
    }

    /// <summary>The reward of a step that leads into a cell.</summary>
    public double RewardAt(int cell) => _board[cell] == GridBoard.Pit ? PitReward - 1 : -1;

    /// <summary>The cells that an action may lead to, each one once.</summary>
    void IRestorable.SaveState(BinaryWriter state)
    {
        state.Write(_seed);
        state.Write(_episode);
        state.WriteNumbers<int>([_cell, _steps]);
        state.Write(_running);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        var place = new int[2];
        (_seed, _episode) = (state.ReadUInt64(), state.ReadUInt64());
        state.ReadNumbers<int>(place, "cell and steps");
        if (place[0] < 0 || place[0] >= Rows * Columns)
            throw new InvalidDataException($"Found cell {place[0]}; expected one from 0 to {Rows * Columns - 1}.");
        (_cell, _steps, _running) = (place[0], place[1], state.ReadBoolean());
    }

    private IEnumerable<(int Next, double Probability)> Outcomes(int cell, int action) =>
        new[] { (0, 1 - Slip), (1, Slip / 2), (GridBoard.Moves - 1, Slip / 2) }
            .Where(static turn => turn.Item2 > 0)
            .GroupBy(turn => _board.Next(cell, (action + turn.Item1) % GridBoard.Moves), static turn => turn.Item2)
            .Select(static place => (place.Key, place.Sum()));

    private void Observe(Span<float> observation)
    {
        observation.Clear();
        observation[_cell] = 1;
    }
}
