using System.Text.Json;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// Golden/ppo.json: minibatches, parameters, losses and gradients of Stable-Baselines3's own PPO in float64, three steps each.
/// </summary>
internal static class GoldenPpo
{
    public const int States = 3;

    public static IReadOnlyList<Case> Cases { get; } = GoldenFile.Read<Contents>("ppo.json").Ppo;

    public static double[] Flat(Dictionary<string, JsonElement> parameters, IEnumerable<string> names) =>
        [.. names.Where(parameters.ContainsKey).SelectMany(name => Numbers(parameters[name]))];

    private static IEnumerable<double> Numbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Numbers) : [value.GetDouble()];

    public sealed record After(double[] Values, double[] LogProb, double[] Entropy);

    public sealed record Minibatch(
        double[][] Obs,
        double[][] Actions,
        double[] OldLogProb,
        double[] Advantages,
        double[] Returns,
        double PolicyLoss,
        double ValueLoss,
        double EntropyLoss,
        double ApproxKl,
        double ClipFraction,
        Dictionary<string, JsonElement> GradsBeforeClipping,
        Dictionary<string, JsonElement> ParamsAfter,
        After After
    );

    public sealed record Case(
        bool Discrete,
        double ClipRange,
        double? ClipRangeVf,
        bool NormalizeAdvantage,
        double EntCoef,
        double VfCoef,
        Dictionary<string, JsonElement> Params,
        Minibatch[] Steps
    );

    private sealed record Contents(Case[] Ppo);

    /// <summary>A policy and a critic with the file's parameters.</summary>
    public sealed class Nets : IDisposable
    {
        public static readonly string[] OfPolicy =
        [
            "mlp_extractor.policy_net.0.weight",
            "mlp_extractor.policy_net.0.bias",
            "action_net.weight",
            "action_net.bias",
            "log_std",
        ];

        public static readonly string[] OfCritic =
        [
            "mlp_extractor.value_net.0.weight",
            "mlp_extractor.value_net.0.bias",
            "value_net.weight",
            "value_net.bias",
        ];

        public Nets(bool isDiscrete, Dictionary<string, JsonElement> parameters)
        {
            var seeds = new SeedSequence(1);
            Policy = isDiscrete
                ? new CategoricalPolicy(States, 4, [5], Activation.Tanh, seeds, ScalarType.Float64)
                : new FreeGaussianPolicy(States, new BoxSpace([-1, -1], [1, 1]), [5], Activation.Tanh, seeds, ScalarType.Float64);
            Critic = CriticNetwork.OfState(States, [4], Activation.Tanh, seeds, ScalarType.Float64);
            Policy.Parameters.Restore(tensor(Flat(parameters, OfPolicy), ScalarType.Float64));
            Critic.Parameters.Restore(tensor(Flat(parameters, OfCritic), ScalarType.Float64));
        }

        public DeclaredPolicy Policy { get; }

        public StateCritic Critic { get; }

        public void Dispose()
        {
            Policy.Dispose();
            Critic.Dispose();
        }
    }

    /// <summary>
    /// A network of any kind as it is asked here, so that one from a table stands beside one with parameters; it is not its owner.
    /// </summary>
    public sealed class Asked(INetwork network) : ILogProbPolicy, IEntropyPolicy, IStateCriticNetwork, ICopyable
    {
        public FlatParameters Parameters => network.Parameters;

        public int StateSize => States;

        public Space Actions => ((IPolicyNetwork)network).Actions;

        public NetworkOutputs Forward(params ReadOnlySpan<Question> questions) => network.Forward(questions);

        public void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients) => network.Backward(answers, gradients);

        public void Mode(ReadOnlySpan<float> states, Span<float> actions) => throw new NotSupportedException();

        public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) => throw new NotSupportedException();

        public Policy OneSample() => throw new NotSupportedException();

        Critic ICriticNetwork.OneSample() => throw new NotSupportedException();

        public INetwork Copy() => throw new NotSupportedException();

        public void Dispose() { }
    }
}
