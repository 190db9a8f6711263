using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Environments;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>Episodes that do not end by themselves, and evaluations that end before them.</summary>
public sealed class EvaluationLimitTests
{
    private static readonly Expert Idle = Expert.From(_ => Act.Discrete(0));
    private static readonly SeedSequence Seeds = new(1);

    [Fact]
    public void An_endless_episode_is_cut_off_and_counts_with_what_it_earned()
    {
        var environments = new VectorEnvironment(3, _ => new Endless());
        var result = Evaluation.Run(Idle, environments, 7, Seeds, stepLimit: 20);
        Assert.Equal(Enumerable.Repeat(20.0, 7), result.Returns);
        Assert.Equal(7, result.CutOff);
        Assert.Throws<ArgumentOutOfRangeException>("stepLimit", () => Evaluation.Run(Idle, environments, 1, Seeds, stepLimit: 0));
    }

    [Fact]
    public void A_limit_beyond_the_environments_own_changes_nothing()
    {
        var controller = new Falling();
        var expected = Evaluation.Run(controller, new VectorCartPole(4), 20, Seeds);
        var limited = Evaluation.Run(controller, new VectorCartPole(4), 20, Seeds, stepLimit: 500);
        Assert.Equal(expected.Returns, limited.Returns);
        Assert.Equal(0, limited.CutOff);
        var shorter = Evaluation.Run(controller, new VectorTimeLimit(new VectorCartPole(4), 9), 20, Seeds).Returns;
        var cut = Evaluation.Run(controller, new VectorCartPole(4), 20, Seeds, stepLimit: 9);
        Assert.Equal(shorter, cut.Returns);
        Assert.InRange(cut.CutOff, 1, 19);
    }

    [Fact]
    public void Environments_that_cannot_be_started_anew_one_by_one_are_reset_together()
    {
        // environment 0 ends its episodes after 5 steps, environment 1 never
        var environments = new Together(new VectorEnvironment(2, i => i == 0 ? new TimeLimit(new Endless(), 5) : new Endless()));
        var result = Evaluation.Run(Idle, environments, 6, Seeds, stepLimit: 20);
        Assert.Equal([5.0, 20, 5, 20, 5, 20], result.Returns);
        Assert.Equal((3, 3), (result.CutOff, environments.Resets));
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Without_a_limit_an_endless_episode_is_refused_and_nothing_is_lost()
    {
        var environments = new VectorEnvironment(2, i => i == 0 ? new TimeLimit(new Endless(), 5) : new Endless());
        var thrown = Assert.Throws<EnvironmentException>(() => Evaluation.Run(new Falling(), environments, 4, Seeds));
        Assert.Equal(1, thrown.Environment);
        Assert.Contains(nameof(TimeLimit), thrown.Message, StringComparison.Ordinal);
        Assert.Equal([5.0, 5], StoppedEvaluation.Of(thrown)!.Returns);
        // an environment whose share is done may go on for ever while others end theirs
        Assert.Equal(5, Evaluation.Run(new Falling(), environments, 1, Seeds).Mean);
    }

    [Fact]
    public void A_cancelled_evaluation_hands_over_what_it_had()
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;
        var expert = Expert.From(_ =>
        {
            if (++steps == 50)
                stop.Cancel();
            return Act.Discrete(0);
        });
        var environments = new VectorEnvironment(1, _ => new TimeLimit(new Endless(), 12));
        var thrown = Assert.Throws<OperationCanceledException>(() =>
            Evaluation.Run(expert, environments, 10, Seeds, cancellation: stop.Token)
        );
        Assert.Equal([12.0, 12, 12, 12], StoppedEvaluation.Of(thrown)!.Returns);
        Assert.Null(StoppedEvaluation.Of(new OperationCanceledException()));
    }

    private sealed class Falling : IController
    {
        public void Control(ReadOnlySpan<float> observation, Span<float> action) => action[0] = 1;
    }
}
