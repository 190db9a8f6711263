using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Language.Tests.Runs;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Environments;

/// <summary>What is generated of a declared environment, against the same one written by hand.</summary>
public class DeclaredEnvironmentTests
{
    [Fact]
    public void It_is_the_one_written_by_hand_bit_by_bit()
    {
        IEnvironment declared = new DeclaredRoom();
        var byHand = new RoomByHand();
        Assert.Equal(byHand.Observations, declared.Observations);
        Assert.Equal(byHand.Actions, declared.Actions);
        float[] seen = new float[2],
            expected = new float[2];
        var actions = new RandomStream(3);
        foreach (var seed in (ulong?[])[7, null, null, 11])
        {
            declared.Reset(seed, seen);
            byHand.Reset(seed, expected);
            Assert.Equal(expected, seen);
            StepResult result;
            do
            {
                float[] action = [actions.NextInt(2)];
                result = declared.Step(action, seen);
                Assert.Equal(byHand.Step(action, expected), result);
                Assert.Equal(expected, seen);
            } while (!result.Truncated);
        }
    }

    [Fact]
    public void A_policy_trained_on_it_is_the_one_trained_on_that_written_by_hand()
    {
        var declared = Trained(() => new DeclaredRoom());
        Assert.Equal(Trained(() => new RoomByHand()), declared);
        Assert.Equal(400, declared.Rows.Count);
    }

    [Fact]
    public void Its_parts_are_described()
    {
        var parts = Robot.Description.Observations;
        Assert.Equal(
            ["Speed 0 1", "Height 1 1", "Count 2 1", "IsTouching 3 1", "Carried 4 3", "Distances 7 3", "Angles 10 2"],
            parts.Select(part => $"{part.Name} {part.Offset} {part.Width}")
        );
        Assert.Equal((float.NegativeInfinity, 5), (parts[1].Low, parts[1].High));
        Assert.Equal(["None", "Box", "Barrel"], parts[4].Choices);
        Assert.Equal(10, Robot.ObservationOffsets.Angles);
        Assert.Equal(2, Robot.ActionOffsets.Grip);
        Assert.Equal(new BoxSpace([-3, -3, 0, -1], [3, 3, 1, 1]), ((IEnvironment)new Robot()).Actions);
        Assert.Equal("The room's temperature against 20 degrees (K).", DeclaredRoom.Description.Observations[0].Summary);
        Assert.Equal("A room that cools, and a heater to switch.", DeclaredRoom.Description.Summary);
        Assert.Same(Robot.Description, ((IDeclaredEnvironment)new Robot()).Description);
        Assert.EndsWith(
            "done [0] IsHeating: false, true; Whether the heater is on.",
            DeclaredRoom.Description.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_kind_of_part_is_read_and_set()
    {
        var robot = new Robot
        {
            Speed = 0.5f,
            Height = 2,
            Count = 40,
            IsTouching = true,
        };
        IEnvironment environment = robot;
        var seen = new float[12];
        environment.Reset(1, seen);
        Assert.Equal([0.5f, 2, 40, 1, 0, 0, 1, 0.5f, 1, 1.5f, 0.25f, -0.25f], seen);

        var result = environment.Step([1, -2, 0.5f, -1], seen);

        Assert.Equal(new StepResult(1, false, false, Success: false), result); // success counts where the episode ends
        Assert.Equal([1, -2], robot.Torques);
        Assert.Equal((0.5f, -1, 1), (robot.Grip, robot.Lean, robot.Moves));
        robot.HasFallen = true;
        Assert.Equal(new StepResult(1, true, false, Success: true), environment.Step([0, 0, 0, 0], seen));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    public void An_enum_is_chosen_by_place(int choice, double pace)
    {
        IEnvironment walker = new Walker();
        Assert.Equal(new DiscreteSpace(3), walker.Actions);
        var seen = new float[1];
        walker.Reset(null, seen);
        Assert.Equal(pace, walker.Step([choice], seen).Reward);
    }

    [Fact]
    public void It_acts_and_observes_without_episodes()
    {
        var walker = new Walker();
        IDeclaredEnvironment environment = walker;
        environment.Act([2]);
        Assert.Equal(Gait.Stand, walker.Gait);
        var seen = new float[1];
        environment.Observe(seen);
        Assert.Equal(0, seen[0]);
        Assert.Throws<EnvironmentException>(() => environment.Act([3]));
        Assert.Throws<ArgumentException>(() => environment.Observe(new float[2]));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_name_and_step()
    {
        var robot = new Robot();
        IEnvironment environment = robot;
        var seen = new float[12];
        Refused("Step", () => environment.Step(new float[4], seen)); // before any reset
        environment.Reset(1, seen);
        Refused("action", () => environment.Step([4, 0, 0, 0], seen));
        Refused("action", () => environment.Step([float.NaN, 0, 0, 0], seen));
        Refused("action", () => environment.Step([0, 0, 0], seen));
        Assert.Throws<ArgumentException>(() => environment.Step(new float[4], new float[3]));
        Assert.Equal(0, robot.Moves);
        environment.Step(new float[4], seen);

        robot.Height = double.NaN;
        Assert.Equal(1, Refused("observation 'Height'", () => environment.Step(new float[4], seen)).Step);
        Refused("Step", () => environment.Step(new float[4], seen)); // the world is halfway: reset
        robot.Height = 1e300; // too large for a float
        Refused("observation 'Height'", () => environment.Reset(1, seen));
        robot.Height = 0;
        robot.Distances = [1];
        Refused("'Distances'", () => environment.Reset(1, seen));
        robot.Distances = null;
        Refused("'Distances'", () => environment.Reset(1, seen));
        robot.Distances = new float[3];
        environment.Reset(1, seen);
        robot.Torques = new double[3];
        Refused("'Torques'", () => environment.Step(new float[4], seen));
        robot.Torques = new double[2];
        environment.Reset(1, seen);
        robot.Paid = float.PositiveInfinity;
        Refused("reward", () => environment.Step(new float[4], seen));
    }

    private static EnvironmentException Refused(string subject, Action use)
    {
        var refusal = Assert.Throws<EnvironmentException>(use);
        Assert.Equal(subject, refusal.Subject);
        return refusal;
    }

    internal static Learned Trained(Func<IEnvironment> make, int count = 2)
    {
        var data = new Dataset<Demonstration>();
        using var policy = Policy();
        new DAgger().Train(policy, data, new VectorEnvironment(count, _ => make()), Expert(), new Rounds(2, 200), Options());
        return Learned.Of(policy, data);
    }

    internal static CategoricalPolicy Policy() =>
        new(stateSize: 2, actions: 2, hidden: [8], Activation.Tanh, new SeedSequence(1).Child("policy"));

    internal static Expert Expert() => DeclarativeIL.Expert.From(static state => Act.Discrete(state[0] < 0 ? 1 : 0));

    internal static TrainingOptions Options() => new() { Epochs = 2, Seed = 5 };
}

/// <summary>What a run ended with: the bits of the policy's parameters, and the rows.</summary>
internal sealed record Learned(string Parameters, IReadOnlyList<Demonstration> Rows)
{
    public bool Equals(Learned? other) => other is not null && Parameters == other.Parameters && Rows.SequenceEqual(other.Rows);

    public override int GetHashCode() => Parameters.GetHashCode(StringComparison.Ordinal);

    public static Learned Of(CategoricalPolicy policy, Dataset<Demonstration> data) =>
        new(Nets.Fingerprint(policy), [.. Enumerable.Range(0, data.Count).Select(i => data[i])]);
}
