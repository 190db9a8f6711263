namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// Golden/adversarial.json: rewards, losses and logits of imitation's own GAIL and AIRL. Rows are numbered, and what networks
/// say of them is looked up.
/// </summary>
public class GoldenAdversarialTests
{
    private const double Wide = 1e-12,
        Narrow = 1e-5;

    private sealed record Tables(
        double[] Logits,
        double[] GailReward,
        double[] GailRewardGrad,
        double[] BceLabel0,
        double[] BceGradLabel0,
        double[] BceLabel1,
        double[] BceGradLabel1
    );

    private sealed record Minibatch(float[] Logits);

    private sealed record Stats(double DiscLoss);

    private sealed record TrainerStep(Minibatch[] Minibatches, Stats Stats);

    private sealed record Trainer(int DemoBatchSize, int DemoMinibatchSize, TrainerStep[] Steps);

    private sealed record Contents(Tables Tables, System.Text.Json.JsonElement[] Shaped, Trainer[] Trainers);

    private static readonly Contents Golden = GoldenFile.Read<Contents>("adversarial.json");

    private static Transition Row(int i, bool isTerminal = false) => new(State.Of(i), Act.Discrete(0), 0, State.Of(-1 - i), isTerminal);

    private static void Near(double expected, double found, double tolerance) =>
        Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found}; expected {expected}");

    /// <summary>From -200 to 200, value and slope; the slope by central differences of a step that suits them.</summary>
    [Fact]
    public void Rewards_and_cross_entropies_of_a_logit()
    {
        var (gail, tables) = (new DeclarativeIL.Algorithms.Gail(), Golden.Tables);
        for (var i = 0; i < tables.Logits.Length; i++)
        {
            var logit = tables.Logits[i];
            Of(x => gail.SurrogateOfOne(new Answers(x), Row(0)), tables.GailReward[i], tables.GailRewardGrad[i]);
            Of(x => gail.OnLearnerOfOne(new Answers(x), Row(0)), tables.BceLabel0[i], tables.BceGradLabel0[i]);
            Of(x => gail.OnExpertOfOne(new Answers(x), Row(0)), tables.BceLabel1[i], tables.BceGradLabel1[i]);

            void Of(Func<double, double> equation, double value, double slope)
            {
                Near(value, equation(logit), Wide);
                Near(slope, (equation(logit + 1e-4) - equation(logit - 1e-4)) / 2e-4, 1e-7);
            }
        }
    }

    /// <summary>f = g + gamma (1 - done) h(s') - h(s), of which the policy's log-probability is taken.</summary>
    [Fact]
    public void The_shaped_reward_is_that_of_airl()
    {
        foreach (var shaped in Golden.Shaped)
        {
            var (g, h, next) = (Numbers("g"), Numbers("h_state"), Numbers("h_next_state"));
            var (done, expected) = (Numbers("done"), Numbers("shaped"));
            var airl = new DeclarativeIL.Algorithms.Airl { Gamma = shaped.GetProperty("gamma").GetDouble() };
            for (var i = 0; i < g.Length; i++)
            {
                var log = -0.3 - i;
                var found = airl.LogOddsOfOne(new Answers(g), new Answers(h, next), new Density(log), Row(i, done[i] == 1));
                Near(expected[i] - log, found, Wide);
            }

            double[] Numbers(string name) => [.. shaped.GetProperty(name).EnumerateArray().Select(static one => one.GetDouble())];
        }
    }

    /// <summary>
    /// Half of our sum of two means is their mean over both kinds of rows; with minibatches theirs is the last one's, scaled by its share.
    /// </summary>
    [Fact]
    public void Losses_of_their_trainers()
    {
        var gail = new DeclarativeIL.Algorithms.Gail();
        foreach (var trainer in Golden.Trainers)
        foreach (var step in trainer.Steps)
        {
            var (rows, last) = (trainer.DemoMinibatchSize, step.Minibatches[^1].Logits);
            Assert.Equal(2 * rows, last.Length);
            var expert = last[..rows].Average(logit => Expert(logit));
            var learner = last[rows..].Average(logit => Learner(logit));
            Near(step.Stats.DiscLoss, (expert + learner) / 2 * rows / trainer.DemoBatchSize, Narrow);
        }

        double Expert(double logit) => gail.OnExpertOfOne(new Answers(logit), Row(0));

        double Learner(double logit) => gail.OnLearnerOfOne(new Answers(logit), Row(0));
    }

    /// <summary>Numbers of states: of row i, and of what follows it.</summary>
    private sealed class Answers(double[] states, double[] next) : Critic
    {
        public Answers(params double[] states)
            : this(states, states) { }

        public override double Value(State state) => state[0] < 0 ? next[(int)(-1 - state[0])] : states[(int)state[0]];

        public override double Value(State state, Act act) => Value(state);
    }

    private sealed class Density(double log) : Policy
    {
        public override double LogProb(Act action, State state) => log;
    }
}
