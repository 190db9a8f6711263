using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>A policy whose state says which acts are allowed: one number, and a mask of three.</summary>
public sealed class MaskedPolicyTests
{
    private const int Acts = 3,
        At = 1;

    private static readonly SeedSequence Seeds = new(7);
    private static readonly float[] States = [0.5f, 1, 0, 1, -2, 0, 0, 1, 3, 1, 1, 0];

    [Fact]
    public void What_is_not_allowed_is_never_done()
    {
        using var policy = Policy();
        using var ensemble = new MaskedCategoricalEnsemble(3, 4, Acts, [8], Activation.Tanh, Seeds, allowedAt: At);
        var (random, acts) = (new RandomStream(3), new float[3]);
        foreach (var network in (PolicyNetwork[])[policy, ensemble])
            for (var i = 0; i < 200; i++)
            {
                if (i == 0)
                    network.Mode(States, acts);
                else
                    network.Sample(States, acts, random);
                for (var row = 0; row < 3; row++)
                    Assert.NotEqual(0, States[(row * 4) + At + (int)acts[row]]);
            }
    }

    [Fact]
    public void Probabilities_of_what_is_allowed_add_up_to_one_in_both_forms()
    {
        using var policy = Policy();
        using var scope = NewDisposeScope();
        using var answers = policy.Forward(new LogProbsQuestion(tensor(States, [3, 4])), new EntropyQuestion(tensor(States, [3, 4])));
        var (logs, entropies) = (answers[0].data<float>().ToArray(), answers[1].data<float>().ToArray());
        for (var row = 0; row < 3; row++)
        {
            var (sum, entropy) = (0.0, 0.0);
            for (var act = 0; act < Acts; act++)
            {
                var log = (double)logs[(row * Acts) + act];
                Assert.Equal(States[(row * 4) + At + act] == 0, double.IsNegativeInfinity(log));
                var said = policy.OneSample().LogProb(Act.Discrete(act), State.From(States.AsSpan(row * 4, 4)));
                Assert.True(said.Equals(log) || Math.Abs(said - log) < 1e-5, $"{said} and {log}");
                sum += Math.Exp(log);
                entropy -= double.IsNegativeInfinity(log) ? 0 : Math.Exp(log) * log;
            }
            Assert.Equal(1, sum, 1e-5);
            Assert.Equal(entropy, entropies[row], 1e-5);
        }
    }

    [Fact]
    public void What_is_not_allowed_counts_as_nothing_in_the_disagreement_of_an_ensemble()
    {
        using var ensemble = new MaskedCategoricalEnsemble(3, 4, Acts, [8], Activation.Tanh, Seeds, allowedAt: At);
        using var scope = NewDisposeScope();
        using var answers = ensemble.Forward(new EnsembleDisagreementQuestion(tensor(States, [3, 4])));
        var numbers = answers[0].data<float>().ToArray();
        for (var row = 0; row < 3; row++)
            Assert.Equal(
                ensemble.OneSampleEnsemble().Disagreement(State.From(States.AsSpan(row * 4, 4))),
                numbers[row],
                1e-6 // of float32; before, by tensors, it was no number
            );
        Assert.Equal(0, numbers[1], 1e-7); // one act alone is allowed
        Assert.True(numbers[0] > 0);
    }

    [Fact]
    public void A_mask_that_forbids_everything_is_refused()
    {
        using var policy = Policy();
        var found = Assert.Throws<ArgumentException>(() => policy.Mode([0.5f, 0, 0, 0], new float[1]));
        Assert.Contains("Found 3 zeros; expected a mask that allows something.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_outside_of_the_state_is_refused()
    {
        var found = Assert.Throws<ArgumentException>(static () =>
            new MaskedCategoricalPolicy(4, Acts, [8], Activation.Tanh, Seeds, allowedAt: 2)
        );
        Assert.Contains(
            "The column 'allowed' is 3 numbers of a state from place 2 on; a state has 4.",
            found.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_remembers_where_the_mask_is()
    {
        using var policy = Policy();
        var path = Path.Combine(Path.GetTempPath(), $"masked-{Guid.NewGuid():N}.safetensors");
        try
        {
            policy.Save(path);
            using var loaded = MaskedCategoricalPolicy.Load(path);
            var (acts, others) = (new float[3], new float[3]);
            policy.Mode(States, acts);
            loaded.Mode(States, others);
            Assert.Equal(acts, others);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static MaskedCategoricalPolicy Policy() => new(4, Acts, [8], Activation.Tanh, Seeds, allowedAt: At);
}
