using System.Security.Cryptography;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Small runs that several tests make.</summary>
public static class Runs
{
    public static CategoricalPolicy Policy(ulong seed) => new(4, 2, [16, 16], Activation.Tanh, new SeedSequence(seed));

    public static Expert Expert => DeclarativeIL.Expert.From(new Environments.Controllers.CartPoleController());

    /// <summary>Expert labels for CartPole states drawn around the upright.</summary>
    public static Dataset<Demonstration> Labelled(int rows, ulong seed = 3)
    {
        var (random, expert, data) = (new SeedSequence(seed).Stream(), Expert, new Dataset<Demonstration>());
        for (var i = 0; i < rows; i++)
        {
            var state = State.Of(
                random.NextGaussian() / 2,
                random.NextGaussian() / 2,
                random.NextGaussian() / 10,
                random.NextGaussian() / 2
            );
            data.Add(new Demonstration(state, expert.Action(state)));
        }
        return data;
    }

    /// <summary>A short run of DAgger, as the SHA-256 of the parameters that it ends with.</summary>
    public static string Fingerprint(ulong seed)
    {
        using var policy = Brief(seed);
        return Fingerprint(policy);
    }

    /// <summary>The policy that a short run of DAgger ends with.</summary>
    public static CategoricalPolicy Brief(ulong seed)
    {
        var policy = Policy(seed);
        new DAgger().Train(
            policy,
            new Dataset<Demonstration>(),
            new VectorCartPole(4),
            Expert,
            new Rounds(3, 120),
            new TrainingOptions { Epochs = 2, Seed = seed }
        );
        return policy;
    }

    public static string Fingerprint(IPolicyNetwork policy) => Convert.ToHexString(SHA256.HashData(policy.Parameters.Values.cpu().bytes));
}
