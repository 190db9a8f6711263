using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class GridWorldTests
{
    private const int Up = 0,
        Right = 1,
        Down = 2,
        Left = 3;

    private static (GridWorld World, float[] Observation) Started(string[] map, double slip = 0)
    {
        var world = new GridWorld(map, slip);
        var observation = new float[world.Observations.Width];
        world.Reset(1, observation);
        return (world, observation);
    }

    [Fact]
    public void Moves_walls_pits_and_goals_do_what_the_map_says()
    {
        var (world, observation) = Started(["S#.", "..O", ".G."]);
        void Moves(int action, int cell, StepResult result)
        {
            Assert.Equal(result, world.Step([action], observation));
            Assert.Equal(cell, world.Cell);
            Assert.Equal(1f, observation[cell]);
            Assert.Equal(1f, observation.Sum());
        }

        Moves(Up, 0, new(-1, false, false));
        Moves(Right, 0, new(-1, false, false));
        Moves(Down, 3, new(-1, false, false));
        Moves(Left, 3, new(-1, false, false));
        Moves(Right, 4, new(-1, false, false));
        Moves(Down, 7, new(-1, true, false, true));
        Assert.Throws<EnvironmentException>(() => world.Step([0], observation));
        world.Reset(null, observation);
        Moves(Down, 3, new(-1, false, false));
        Moves(Right, 4, new(-1, false, false));
        Moves(Right, 5, new(-101, true, false));
    }

    [Fact]
    public void It_is_truncated_after_100_steps()
    {
        var (world, observation) = Started(["SG"]);
        for (var t = 1; t <= 100; t++)
            Assert.Equal(t == 100, world.Step([Up], observation).Truncated);
    }

    [Fact]
    public void Its_table_says_how_often_moves_slip()
    {
        string[] map = ["...", ".S.", "..G"];
        var world = new GridWorld(map, 0.3);
        var outcomes = world
            .Transitions()
            .Rows.Where(row => row is { State: 4, Action: Right })
            .ToDictionary(row => row.Next, row => row.Probability);
        Assert.Equal([1, 5, 7], outcomes.Keys.Order());
        Assert.Equal((0.15, 0.7, 0.15), (outcomes[1], outcomes[5], outcomes[7]));
        var seen = new int[9];
        var observation = new float[9];
        for (ulong seed = 0; seed < 10000; seed++)
        {
            world.Reset(seed, observation);
            world.Step([Right], observation);
            seen[world.Cell]++;
        }
        foreach (var (cell, probability) in outcomes)
            Assert.Equal(probability, seen[cell] / 10000.0, 0.015);
        world.Transitions().Check();
    }

    [Fact]
    public void Starts_follow_the_seed_and_are_all_as_likely()
    {
        var world = new GridWorld();
        var observation = new float[64];
        var starts = new Dictionary<int, int>();
        for (ulong seed = 0; seed < 2000; seed++)
        {
            world.Reset(seed, observation);
            starts[world.Cell] = starts.GetValueOrDefault(world.Cell) + 1;
        }
        Assert.Equal([0, 56], starts.Keys.Order());
        Assert.InRange(starts[0], 900, 1100);
    }

    [Fact]
    public void A_planner_for_its_table_walks_like_its_controller()
    {
        var world = new GridWorld();
        var (controller, table) = (new GridWorldController(world), world.Transitions());
        using var planner = new SoftPlanner(table, discount: 1, temperature: 0.01);
        planner.Solve([.. table.Rows.Select(row => world.RewardAt(row.Next))]);
        var result = Evaluation.Run(planner, new VectorEnvironment(10, _ => new GridWorld()), 20, new SeedSequence(1));
        var expected = Evaluation.Run(controller, new VectorEnvironment(10, _ => new GridWorld()), 20, new SeedSequence(1));
        Assert.Equal(expected.Returns, result.Returns);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Impossible_boards_are_refused_by_name()
    {
        Assert.Throws<ArgumentException>("map", () => new GridWorld([]));
        Assert.Throws<ArgumentException>("map", () => new GridWorld(["SG", "."]));
        Assert.Throws<ArgumentException>("map", () => new GridWorld(["S."]));
        Assert.Throws<ArgumentException>("map", () => new GridWorld(["S.G", "x.."]));
        Assert.Throws<ArgumentOutOfRangeException>("slip", () => new GridWorld(["SG"], 1.5));
        Assert.Throws<ArgumentException>("world", () => new GridWorldController(new GridWorld(["S#G"])));
    }
}
