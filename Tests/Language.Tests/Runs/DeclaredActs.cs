using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>What was executed in a round, step for step, is what the declared exploration names, given the very draw.</summary>
public class DeclaredActs
{
    private static readonly TrainingOptions Options = new() { Epochs = 1, Seed = 4 };

    [Fact]
    public void An_exploration_proposes_with_the_members_spread()
    {
        using var mu = Nets.Deterministic();
        using var members = Nets.Ensemble(10);
        var (learner, ensemble) = (
            ((DeterministicPolicy)mu.Copy()).OneSample(),
            ((DeterministicEnsemble)members.Copy()).OneSampleEnsemble()
        );
        var (algorithm, (environments, lane)) = (new Proposing { Alpha = 3 }, Reach.Lanes(2));
        algorithm.Train(members, mu, Nets.Pushes(), environments, new Rounds(1, 40), Options);
        var draws = Draws("Propose.z");
        for (var step = 0; step < 20; step++)
        {
            var (state, act, _) = lane.Seen[step];
            var expected = algorithm.ProposeOfOne(learner, ensemble, state, StepDraws.Gaussian(draws, 0, (ulong)step, 2));
            for (var i = 0; i < 2; i++)
                Assert.Equal(Math.Clamp(expected[i], -1, 1), act[i], 1e-5);
            Assert.NotEqual(learner.Mean(state), act);
        }
    }

    [Fact]
    public void Sqil_draws_from_its_values()
    {
        using var q = Nets.Features(Chain.Places, 2);
        var face = ((FeatureNetwork)q.Copy()).OneSample();
        var (algorithm, seen) = (new Sqil { Alpha = 0.5 }, new Watched(Chain.Lanes(3)));
        algorithm.Train(q, Nets.Ways(), seen, new Rounds(1, 60), Options);
        Assert.Equal(60, seen.Seen.Count);
        var draws = Draws("Boltzmann.z");
        for (var i = 0; i < 60; i++)
            Assert.Equal(algorithm.BoltzmannOfOne(face, seen.Seen[i].State, new Draw(draws.Key, (ulong)i)), seen.Seen[i].Act);
        Assert.Equal(2, seen.Seen.Select(step => step.Act).Distinct().Count());
    }

    private static RandomStream Draws(string parameter) => new SeedSequence(Options.Seed).Child("collect").Child(parameter).Stream();
}
