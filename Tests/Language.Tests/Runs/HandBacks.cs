using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// The loop of LazyDAgger's authors, with its flag for who is in control, written out beside the declared rule: the expert acts wherever
/// it is asked, what it says is kept, and the classifier is asked anew from the step after the one on which the learner was close.
/// </summary>
public class HandBacks
{
    private const int Steps = 400,
        Lanes = 2;
    private const double Low = 0.02;

    private static Expert Expert { get; } = DeclarativeIL.Expert.From(new PendulumController());

    [Trait("Speed", "Slow")]
    [Fact]
    public void No_label_is_dropped_on_Pendulum()
    {
        var (seen, data, seeds) = (new Watched(new VectorPendulum(Lanes)), new Dataset<Demonstration>(), new SeedSequence(4));
        using var mu = new DeterministicPolicy(3, (BoxSpace)seen.Actions, [32], Activation.Tanh, seeds.Child("mu"));
        using var classifier = CriticNetwork.OfState(3, [32], Activation.Tanh, seeds.Child("doubt"));
        var (learners, face) = (new List<Policy> { ((DeterministicPolicy)mu.Copy()).OneSample() }, default(Critic)!);
        var after = new AfterRound(
            0,
            () =>
            {
                learners.Add(((DeterministicPolicy)mu.Copy()).OneSample());
                face = ((StateCritic)classifier.Copy()).OneSample();
            }
        );
        var options = new TrainingOptions
        {
            Epochs = 30,
            LearningRate = 3e-3,
            Seed = 5,
        };
        var result = new LazyDAgger
        {
            BetaH = 0.1,
            BetaR = Low,
            Noise = 0,
        }.Train(mu, classifier, data, seen, Expert, new Rounds(2, Steps), options, after);

        var control = Enumerable.Range(0, Lanes).Select(lane => !IsClose(learners[0], seen.Seen[Steps - Lanes + lane].State)).ToArray();
        var (kept, handedBack) = (seen.Seen.Take(Steps).Select(static step => step.State).ToList(), 0);
        foreach (var ((state, act, isFirst), i) in seen.Seen.Skip(Steps).Select(static (step, i) => (step, i)))
        {
            var lane = i % Lanes;
            control[lane] = (control[lane] && !isFirst) || face.Value(state) > 0;
            var chosen = control[lane] ? Expert.Action(state) : learners[1].Mean(state);
            Assert.Equal(Math.Clamp(chosen[0], -2, 2), act[0], 1e-5); // executed within its bounds
            if (!control[lane])
                continue;
            kept.Add(state);
            control[lane] = !IsClose(learners[1], state);
            handedBack += control[lane] ? 0 : 1;
        }
        Assert.InRange(kept.Count, Steps + 1, (2 * Steps) - 1);
        Assert.True(handedBack > 0, "The expert never handed back.");
        Assert.Equal(kept, data.Select(static row => row.State));
        Assert.Equal(((long)kept.Count, (long)kept.Count), (result.Expert.Queries, result.Expert.Interventions));
    }

    private static bool IsClose(Policy learner, State state) => Functions.SquaredNorm(learner.Mean(state) - Expert.Action(state)) < Low;
}
