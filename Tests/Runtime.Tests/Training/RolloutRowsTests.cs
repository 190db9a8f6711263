using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>A rollout's environments as rows that networks are asked about.</summary>
public class RolloutRowsTests
{
    private const int Count = 3;

    [Fact]
    public void Columns_show_what_is_seen_and_chosen_now()
    {
        var rollout = Begun(new VectorPendulum(Count), null);
        CpuColumn state = rollout.Situations["State"],
            chosen = rollout.Situations["Chosen"];
        for (var step = 0; step < 3; step++)
        {
            rollout.Actions.Fill(step);
            rollout.Execute(1, Act.Continuous(0.25));
            for (var i = 0; i < Count; i++)
            {
                for (var k = 0; k < 3; k++)
                    Assert.Equal(rollout.Observations[3 * i + k], state[i, k]);
                Assert.Equal(State.From(rollout.Observations.Slice(3 * i, 3)), rollout.Situation(i).State);
                Assert.Equal(State.From(rollout.Observations.Slice(3 * i, 3)), state.State(i));
                Assert.Equal(rollout.Action(i), chosen.Act(i));
                Assert.Equal(i == 1 ? 0.25 : step, chosen[i]);
            }
            rollout.Step();
        }
    }

    [Fact]
    public void Draws_are_those_of_seed_parameter_environment_and_step()
    {
        var rollout = Begun(new VectorPendulum(Count), null);
        for (var step = 0; step < 3; step++)
        {
            var (u, z, draw) = (rollout.Draws.Uniform("A.u"), rollout.Draws.Gaussian("A.z", 2), rollout.Draws.Draw("A.d"));
            Assert.Same(u, rollout.Draws.Uniform("A.u"));
            for (var i = 0; i < Count; i++)
            {
                Assert.Equal(Stream("A.u").UniformAt((ulong)i, (ulong)step), u[i]);
                Assert.Equal(StepDraws.Gaussian(Stream("A.z"), (ulong)i, (ulong)step, 2).Value, z.Vector(i));
                Assert.Equal(new Draw(Stream("A.d").Key, (ulong)(step * Count + i)), draw.Draw(i));
            }
            rollout.Step();
        }

        RandomStream Stream(string parameter) => rollout.Seeds.Child(parameter).Stream();
    }

    [Fact]
    public void A_draw_of_an_episode_stays_until_it_ends()
    {
        var rollout = Begun(new VectorCartPole(Count), null);
        for (var step = 0; step < 200; step++)
        {
            var (u, draw) = (rollout.Draws.Uniform("A.u", perEpisode: true), rollout.Draws.Draw("A.d", perEpisode: true));
            for (var i = 0; i < Count; i++)
            {
                var episode = (ulong)rollout.Episode(i);
                Assert.Equal(rollout.Seeds.Child("A.u").Stream().UniformAt((ulong)i, episode), u[i]);
                Assert.Equal(new Draw(rollout.Seeds.Child("A.d").Stream().Key, episode * Count + (ulong)i), draw.Draw(i));
            }
            rollout.Step();
        }
        Assert.True(rollout.Episode(0) > 1);
    }

    /// <summary>As a declared gate with an exploration is generated: two networks, an expert, draws, labels.</summary>
    [Fact]
    public void A_step_allocates_nothing()
    {
        var environments = new VectorPendulum(Count);
        var box = (BoxSpace)environments.Actions;
        using var policy = new GaussianPolicy(3, box, [8], Activation.Tanh, new SeedSequence(1));
        using var critic = CriticNetwork.OfAct(3, box, [8], Activation.Tanh, new SeedSequence(2));
        using var pi = CpuTraining.ForInference(new TrainingOptions(), policy);
        using var q = CpuTraining.ForInference(new TrainingOptions(), critic);
        var session = new ExpertSession(Expert.From(new PendulumController()), box, Count);
        var (rollout, log) = (Begun(environments, session), RolloutBuffer.Of(environments));
        var labels = new Dataset<Demonstration>();
        pi.Load();
        q.Load();
        for (var i = 0; i < 40; i++)
            Step();
        Assert.Equal(0, Allocations.Of(Step));

        void Step()
        {
            log.Clear();
            session.NextStep();
            rollout.Sample(policy);
            var state = rollout.Situations["State"];
            var mean = pi.Ask<MeanQuestion>(state);
            pi.Forward();
            var computed = rollout.Situations.Computed(0);
            computed.Resize(mean.Width);
            for (var i = 0; i < Count; i++)
                computed.Set(i, 0, mean[i, 0]);
            var value = q.Ask<ActValueQuestion>(state, computed);
            q.Forward();
            var z = rollout.Draws.Gaussian("A.z", 1);
            for (var i = 0; i < Count; i++)
            {
                var t = rollout.Situation(i);
                var label = session.Action(i, t.State);
                labels.Add(new(t.State, label));
                rollout.Decide(i, value[i] < 0 ? Control.Expert : Control.Learner, label);
                var act = rollout.Situations.Scratch(0, 1);
                act[0] = rollout.Situations["Chosen"][i, 0] + 0.1 * z[i, 0];
                rollout.Execute(i, new Act(act.AsMemory()));
            }
            rollout.Step();
            rollout.AppendTo(log);
        }
    }

    /// <summary>An expert that keeps what it was asked about keeps a copy.</summary>
    [Fact]
    public void An_experts_state_stays_as_it_was_asked_about()
    {
        var kept = new List<State>();
        var environments = new VectorPendulum(Count);
        var session = new ExpertSession(
            Expert.From(state =>
            {
                kept.Add(state);
                return Act.Continuous(0);
            }),
            environments.Actions,
            Count
        );
        var rollout = Begun(environments, session);
        var seen = new List<State>();
        for (var step = 0; step < 3; step++)
        {
            session.NextStep();
            seen.Add(State.From(rollout.Observations[..3]));
            session.Action(0, rollout.Situation(0).State);
            rollout.Step();
        }
        Assert.Equal(seen, kept);
    }

    private static Rollout Begun(IVectorEnvironment environments, ExpertSession? session)
    {
        var rollout = new Rollout(environments, session, new Rounds(1, 100_000), new SeedSequence(1));
        rollout.Begin(0);
        return rollout;
    }
}
