using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>
/// An expert or an environment that fails in the middle of training: named by place, nothing lost, and training goes on from there.
/// </summary>
public sealed class BadInputTests
{
    private const int Environments = 4,
        StepsPerRound = 40,
        Good = 57;
    private static readonly TrainingOptions Short = new() { Epochs = 1, Seed = 3 };

    [Theory]
    [InlineData("throws", typeof(InvalidOperationException))]
    [InlineData("late", typeof(TimeoutException))]
    [InlineData("nan", null)]
    [InlineData("out of range", null)]
    [InlineData("too many", null)]
    public void An_experts_failure_names_its_place_and_loses_nothing(string fault, Type? inner)
    {
        using var policy = Runs.Policy(1);
        var (asked, good) = (0, Runs.Expert);
        var failing = Expert.From(state => ++asked <= Good ? good.Action(state) : Fail(fault));
        var (data, environments) = (new Dataset<Demonstration>(), new VectorCartPole(Environments));
        var thrown = Assert.Throws<ExpertException>(() =>
            new DAgger().Train(policy, data, environments, failing, new Rounds(3, StepsPerRound), Short)
        );
        // question 57, counted from 0: 40 in round 0; 4 each in steps 0 to 3 of round 1; then the second environment
        Assert.Equal((1, 1, 4L), (thrown.Environment, thrown.Round, thrown.Step));
        Assert.Equal(inner, thrown.InnerException?.GetType());
        AssertResumes(data, environments, policy);
    }

    [Theory]
    [InlineData("throws", "Step")]
    [InlineData("nan observation", "observation")]
    [InlineData("infinite reward", "reward")]
    public void An_environments_failure_names_its_place_and_loses_nothing(string fault, string subject)
    {
        using var policy = Runs.Policy(1);
        var steps = 0;
        var environments = new VectorEnvironment(Environments, _ => new Faulty(() => ++steps == Good + 1 ? fault : ""));
        var data = new Dataset<Demonstration>();
        var thrown = Assert.Throws<EnvironmentException>(() =>
            new DAgger().Train(policy, data, environments, Runs.Expert, new Rounds(3, StepsPerRound), Short)
        );
        Assert.Equal((subject, 1, 1), (thrown.Subject, thrown.Environment, thrown.Round));
        Assert.Equal(14, thrown.Step); // of the episode, which began in round 0
        Assert.Contains("nvironment 1, round 1, step 14", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(Good + 3, data.Count); // the step's labels were given before it was taken
        AssertResumes(data, environments, policy, 3);
    }

    /// <summary>Everything that was labelled is there, and another call adds to it.</summary>
    private static void AssertResumes(
        Dataset<Demonstration> data,
        IVectorEnvironment environments,
        DeclarativeIL.Policies.CategoricalPolicy policy,
        int more = 0
    )
    {
        Assert.Equal(Good + more, data.Count);
        new DAgger().Train(policy, data, environments, Runs.Expert, new Rounds(2, StepsPerRound), Short);
        Assert.Equal(Good + more + 2 * StepsPerRound, data.Count);
    }

    private static Act Fail(string fault) =>
        fault switch
        {
            "throws" => throw new InvalidOperationException("tired"),
            "late" => throw new TimeoutException("asleep"),
            "nan" => Act.Continuous(double.NaN),
            "out of range" => Act.Discrete(2),
            _ => Act.Continuous(0, 1),
        };

    /// <summary>A cart and pole that fails when told to.</summary>
    private sealed class Faulty(Func<string> fault) : IEnvironment
    {
        private readonly CartPole _inner = new();

        public Space Observations => _inner.Observations;

        public Space Actions => _inner.Actions;

        public void Reset(ulong? seed, Span<float> observation) => _inner.Reset(seed, observation);

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            var result = _inner.Step(action, observation);
            switch (fault())
            {
                case "throws":
                    throw new InvalidOperationException("broken");
                case "nan observation":
                    observation[2] = float.NaN;
                    return result;
                case "infinite reward":
                    return result with { Reward = double.PositiveInfinity };
                default:
                    return result;
            }
        }
    }
}
