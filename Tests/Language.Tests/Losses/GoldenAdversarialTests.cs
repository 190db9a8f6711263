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

    private sealed record Minibatch(float[] Logits, float[] LogitGrads, float[]? LogPolicyActProb);

    private sealed record Rewards(float[] Expert, float[] Generator);

    private sealed record Stats(double DiscLoss);

    private sealed record TrainerStep(Minibatch[] Minibatches, Stats Stats, Rewards RewardTrain);

    private sealed record Trainer(string Kind, int DemoBatchSize, int DemoMinibatchSize, TrainerStep[] Steps);

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
            Assert.InRange(gail.SurrogateOfOne(new Answers(logit), Row(0)) / tables.GailReward[i], 1 - Wide, 1 + Wide); // tails, too
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

    /// <summary>
    /// The training rewards are of the networks before the step, whose logits the first minibatch has: GAIL's is softplus of them,
    /// AIRL's is f, of which the logit takes the policy's log-probability. Row i of a minibatch is its expert's, row m + i its learner's.
    /// </summary>
    [Fact]
    public void Rewards_and_logits_of_their_trainers()
    {
        var (gail, airl) = (new DeclarativeIL.Algorithms.Gail(), new DeclarativeIL.Algorithms.Airl { Gamma = 0.97 });
        foreach (var trainer in Golden.Trainers)
        foreach (var step in trainer.Steps)
        {
            var (first, m) = (step.Minibatches[0], trainer.DemoMinibatchSize);
            float[] rewards = [.. step.RewardTrain.Expert[..m], .. step.RewardTrain.Generator[..m]];
            for (var i = 0; i < 2 * m; i++)
                if (trainer.Kind == "gail")
                    Near(rewards[i], gail.SurrogateOfOne(new Answers(first.Logits[i]), Row(0)), Narrow);
                else
                    Near(first.Logits[i], Odds(rewards[i], first.LogPolicyActProb![i]), Narrow);
        }

        // what shapes is 0 here: it is compared above
        double Odds(double f, double log) => airl.LogOddsOfOne(new Answers(f), new Answers(0, 0), new Density(log), Row(0));
    }

    /// <summary>
    /// Their gradients are of the mean over both kinds of rows, ours of the sum of two means; minibatches count by their share.
    /// </summary>
    [Fact]
    public void Gradients_of_the_logits_of_their_trainers()
    {
        var (gail, airl) = (new DeclarativeIL.Algorithms.Gail(), new DeclarativeIL.Algorithms.Airl());
        foreach (var trainer in Golden.Trainers)
        foreach (var batch in trainer.Steps.SelectMany(static step => step.Minibatches))
            for (var i = 0; i < batch.Logits.Length; i++)
            {
                var (isExpert, log) = (i < trainer.DemoMinibatchSize, batch.LogPolicyActProb?[i] ?? 0);
                Func<double, double> loss = trainer.Kind == "gail" ? x => Gail(isExpert, x) : x => Airl(isExpert, x + log, log);
                var slope = (loss(batch.Logits[i] + 1e-4) - loss(batch.Logits[i] - 1e-4)) / 2e-4;
                Near(batch.LogitGrads[i], slope / (2 * trainer.DemoBatchSize), 1e-7);
            }

        double Gail(bool isExpert, double logit) =>
            isExpert ? gail.OnExpertOfOne(new Answers(logit), Row(0)) : gail.OnLearnerOfOne(new Answers(logit), Row(0));

        double Airl(bool isExpert, double f, double log) =>
            isExpert
                ? airl.OnExpertOfOne(new Answers(f), new Answers(0, 0), new Density(log), Row(0))
                : airl.OnLearnerOfOne(new Answers(f), new Answers(0, 0), new Density(log), Row(0));
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
