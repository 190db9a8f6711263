using DeclarativeIL.Environments;
using DeclarativeIL.Games;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Samples.Game;

/// <summary>
/// A square seen from above: agents walk to a goal each, around trees that stand in it. An agent sees where its goal is, and where
/// the nearest tree is, from where it stands.
/// </summary>
internal sealed class Meadow(int agents) : IFrameWorld
{
    public const double Reach = 0.5,
        Pace = 0.25; // of one frame

    private const double Size = 10;
    private static readonly (double X, double Y)[] Trees = [(3, 3), (7, 3), (5, 5), (3, 7), (7, 7)];
    private static readonly (double X, double Y)[] Ways = [(0, -1), (1, 0), (0, 1), (-1, 0)];
    private readonly (double X, double Y)[] _places = new (double, double)[agents],
        _goals = new (double, double)[agents];
    private readonly int[] _moves = new int[agents];
    private readonly double[] _earned = new double[agents];

    /// <inheritdoc/>
    public int Agents => agents;

    /// <inheritdoc/>
    public Space Observations { get; } = new BoxSpace([-20, -20, -20, -20], [20, 20, 20, 20]);

    /// <inheritdoc/>
    public Space Actions { get; } = new DiscreteSpace(4);

    /// <inheritdoc/>
    public void Reset(int agent, ulong seed, Span<float> observation)
    {
        var draws = new SeedSequence(seed).Stream();
        _places[agent] = (draws.NextUniform() * Size, 0);
        _goals[agent] = (draws.NextUniform() * Size, Size);
        _earned[agent] = 0;
        Show(agent, observation);
    }

    /// <inheritdoc/>
    public void Act(int agent, ReadOnlySpan<float> action) => _moves[agent] = (int)action[0];

    /// <summary>One frame of all agents: this is where an engine would do what it does.</summary>
    public void Advance()
    {
        for (var i = 0; i < agents; i++)
        {
            var (x, y) = Ways[_moves[i]];
            _places[i] = (Math.Clamp(_places[i].X + Pace * x, -1, Size + 1), Math.Clamp(_places[i].Y + Pace * y, -1, Size + 1));
            var (treeX, treeY) = Nearest(i);
            _earned[i] -= Math.Sqrt(treeX * treeX + treeY * treeY) < Reach ? 0.5 : 0.05; // a tree in the way hurts
        }
    }

    /// <inheritdoc/>
    public StepResult Observe(int agent, Span<float> observation)
    {
        Show(agent, observation);
        var arrived = Math.Sqrt(observation[0] * observation[0] + observation[1] * observation[1]) < Reach;
        var reward = _earned[agent] + (arrived ? 1 : 0);
        _earned[agent] = 0;
        return new StepResult(reward, arrived, false, arrived);
    }

    /// <summary>What a player who knows the way does.</summary>
    public static int Advise(ReadOnlySpan<double> seen)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var move = 0; move < Ways.Length; move++)
        {
            var (x, y) = (2 * Pace * Ways[move].X, 2 * Pace * Ways[move].Y);
            var left = Math.Abs(seen[0] - x) + Math.Abs(seen[1] - y);
            var (treeX, treeY) = (seen[2] - x, seen[3] - y);
            var cost = left + 4 * Math.Max(0, 2 * Reach - Math.Sqrt(treeX * treeX + treeY * treeY));
            if (cost < least)
                (best, least) = (move, cost);
        }
        return best;
    }

    private void Show(int agent, Span<float> observation)
    {
        var ((x, y), (goalX, goalY), (treeX, treeY)) = (_places[agent], _goals[agent], Nearest(agent));
        (observation[0], observation[1]) = ((float)(goalX - x), (float)(goalY - y));
        (observation[2], observation[3]) = ((float)treeX, (float)treeY);
    }

    private (double X, double Y) Nearest(int agent)
    {
        var (x, y) = _places[agent];
        var (nearest, least) = (Trees[0], double.PositiveInfinity);
        foreach (var (treeX, treeY) in Trees)
        {
            var apart = (treeX - x) * (treeX - x) + (treeY - y) * (treeY - y);
            if (apart < least)
                (nearest, least) = ((treeX, treeY), apart);
        }
        return (nearest.X - x, nearest.Y - y);
    }
}
