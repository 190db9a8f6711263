using System.Text.Json;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// Golden/sac.json: the losses of Stable-Baselines3's SAC and their gradients, in float64, with its networks, batches and noise. The
/// networks (of the cases with two critics, as the algorithm has) are written out here, its log-probability with its 1e-6 too, so that the
/// declared equations alone are compared.
/// </summary>
public class GoldenSacTests
{
    private const double Tolerance = 1e-10,
        OfGradients = 1e-6; // by central differences

    private static readonly JsonElement[] Golden =
    [
        .. GoldenFile
            .Read<JsonElement>("sac.json")
            .GetProperty("sac")
            .EnumerateArray()
            .Where(static one => Text(one, "dtype") == "float64" && Number(one, "n_critics") == 2),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Length)];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static double Number(JsonElement of, string name) => of.GetProperty(name).GetDouble();

    private static double[][] Rows(JsonElement of, string name) =>
        [
            .. of.GetProperty(name)
                .EnumerateArray()
                .Select(static row => row.EnumerateArray().Select(static one => one.GetDouble()).ToArray()),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_and_gradients_are_theirs(int index)
    {
        var run = Golden[index];
        var networks = run.GetProperty("params");
        foreach (var step in run.GetProperty("steps").EnumerateArray())
        {
            var after = step.GetProperty("after");
            var discounts = step.GetProperty("discounts").ValueKind == JsonValueKind.Array ? Rows(step, "discounts") : null;
            Check(row => Sac(run, discounts?[row][0] ?? Number(run, "gamma")), step, networks, after);
            networks = after;
        }
    }

    /// <summary>Rows of several steps have a discount each.</summary>
    private static DeclarativeIL.Algorithms.SoftActorCritic Sac(JsonElement run, double discount) =>
        new()
        {
            Gamma = discount,
            EntropyOfNumber = Number(run, "target_entropy") / 2, // of acts of two numbers
        };

    private static void Check(
        Func<int, DeclarativeIL.Algorithms.SoftActorCritic> sac,
        JsonElement step,
        JsonElement before,
        JsonElement after
    )
    {
        var batch = Batch(step);
        var (actor, critic) = (new Weights(before.GetProperty("actor")), new Weights(before.GetProperty("critic")));
        var (slow, updated) = (new Weights(before.GetProperty("critic_target")), new Weights(after.GetProperty("critic")));
        var (temperature, pi) = (new Temperature(Math.Log(Number(step, "ent_coef_used"))), new Actor(actor, step));
        Loss(
            "critic",
            critic,
            i => sac(i).BellmanOfOne(Q(critic, 0), Q(critic, 1), Q(slow, 0), Q(slow, 1), pi, temperature, batch[i], new Draw(1, (ulong)i))
        );
        Loss("actor", actor, i => sac(i).ActorOfOne(pi, Q(updated, 0), Q(updated, 1), temperature, batch[i], new Draw(0, (ulong)i)));
        if (step.GetProperty("ent_coef_loss").ValueKind != JsonValueKind.Number)
            return; // a fixed coefficient
        var log = before.GetProperty("log_ent_coef")[0].GetDouble();
        Near(Number(step, "ent_coef_loss"), OfTemperature(log), Tolerance);
        var slope = step.GetProperty("grad_log_ent_coef").GetProperty("log_ent_coef")[0].GetDouble();
        Near(slope, (OfTemperature(log + 0.5) - OfTemperature(log - 0.5)), Tolerance); // it is linear

        void Loss(string name, Weights trained, Func<int, double> ofOne)
        {
            Near(Number(step, name + "_loss"), Mean(ofOne), Tolerance);
            foreach (var gradient in step.GetProperty("grad_" + name).EnumerateObject())
                trained.Compare(gradient, () => Mean(ofOne));
        }

        double OfTemperature(double at) => Mean(i => sac(i).TemperatureOfOne(new Temperature(at), pi, batch[i], new Draw(0, (ulong)i)));

        double Mean(Func<int, double> ofOne) => Enumerable.Range(0, batch.Length).Average(ofOne);
    }

    private static Transition[] Batch(JsonElement step)
    {
        var (seen, acts, next) = (Rows(step, "obs"), Rows(step, "actions"), Rows(step, "next_obs"));
        var (rewards, dones) = (Rows(step, "rewards"), Rows(step, "dones"));
        return
        [
            .. seen.Select(
                (state, i) => new Transition(State.Of(state), Act.Continuous(acts[i]), rewards[i][0], State.Of(next[i]), dones[i][0] == 1)
            ),
        ];
    }

    private static QNetwork Q(Weights weights, int index) => new(weights, $"qf{index}.");

    private static void Near(double expected, double found, double tolerance) =>
        Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found}; expected {expected}");

    /// <summary>Parameters by name, as PyTorch has them: [out][in], and [out].</summary>
    private sealed class Weights
    {
        private readonly Dictionary<string, double[][]> _named = [];

        public Weights(JsonElement named)
        {
            foreach (var one in named.EnumerateObject())
                _named[one.Name] = Read(one.Value);
        }

        public double[] Linear(string layer, double[] x) =>
            [
                .. _named[layer + ".weight"]
                    .Select((row, i) => row.Zip(x, static (weight, one) => weight * one).Sum() + _named[layer + ".bias"][0][i]),
            ];

        /// <summary>Compares a gradient with differences of what a loss is at both sides of each number.</summary>
        public void Compare(JsonProperty gradient, Func<double> loss)
        {
            const double Step = 1e-6;
            var (expected, weights) = (Read(gradient.Value), _named[gradient.Name]);
            for (var i = 0; i < weights.Length; i++)
            for (var j = 0; j < weights[i].Length; j++)
            {
                var at = weights[i][j];
                weights[i][j] = at + Step;
                var above = loss();
                weights[i][j] = at - Step;
                var below = loss();
                weights[i][j] = at;
                Near(expected[i][j], (above - below) / (2 * Step), OfGradients);
            }
        }

        private static double[][] Read(JsonElement value) =>
            value[0].ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select(static row => row.EnumerateArray().Select(static one => one.GetDouble()).ToArray())]
                :
                [
                    [.. value.EnumerateArray().Select(static one => one.GetDouble())],
                ];
    }

    private static double[] Relu(double[] x) => Array.ConvertAll(x, static one => Math.Max(0, one));

    private sealed class QNetwork(Weights weights, string name) : Critic
    {
        public override double Value(State state, Act act) =>
            weights.Linear(name + "2", Relu(weights.Linear(name + "0", [.. state.Span, .. act.Span])))[0];
    }

    /// <summary>Draws of key 0 are the noise of the present state, of key 1 that of the next.</summary>
    private sealed class Actor(Weights weights, JsonElement step) : Policy
    {
        private readonly double[][][] _noise = [Rows(step, "noise_pi"), Rows(step, "noise_next")];

        private (Act Act, double LogProb) _last;

        public override Act Sample(State state, Draw draw)
        {
            var drawn = Drawn(state, draw).ToArray();
            var act = Act.Continuous([.. drawn.Select(static one => one.Act)]);
            _last = (act, drawn.Sum(static one => LogProb(one.Act, one.Noise, one.LogDeviation)));
            return act;
        }

        /// <summary>Of the act that was sampled last, from its noise: theirs is not found again from the act.</summary>
        public override double LogProb(Act action, State state) =>
            action == _last.Act ? _last.LogProb : throw new ArgumentException($"Found {action}; expected {_last.Act}.", nameof(action));

        private static double LogProb(double act, double noise, double logDeviation) =>
            -(noise * noise / 2) - logDeviation - (Math.Log(2 * Math.PI) / 2) - Math.Log(1 - (act * act) + 1e-6);

        private IEnumerable<(double Act, double Noise, double LogDeviation)> Drawn(State state, Draw draw)
        {
            var hidden = Relu(weights.Linear("latent_pi.0", [.. state.Span]));
            var (mean, logs) = (weights.Linear("mu", hidden), weights.Linear("log_std", hidden));
            var noise = _noise[(int)draw.Key][(int)draw.Row];
            for (var i = 0; i < mean.Length; i++)
            {
                var log = Math.Clamp(logs[i], -20, 2);
                yield return (Math.Tanh(mean[i] + (Math.Exp(log) * noise[i])), noise[i], log);
            }
        }
    }

    private sealed class Temperature(double log) : Coefficient
    {
        public override double Value => log;
    }
}
