using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>
/// The seeds of each episode of many environments: a pure function of (seed, environment, episode),
/// whatever was drawn or done in the episodes before.
/// </summary>
internal static class EpisodeSeeds
{
    private const ulong Purpose = 0xE9150DE5; // keeps these draws apart from an environment's own

    /// <summary>The seed from which the seeds of environment <paramref name="environment"/> derive.</summary>
    public static ulong OfEnvironment(ulong seed, int environment) => new SeedSequence(seed).Child((ulong)environment).Seed;

    /// <summary>The seed of an environment's episode number <paramref name="episode"/>, counted from 0. Allocates nothing.</summary>
    public static ulong OfEpisode(ulong environmentSeed, ulong episode) => Philox.Bits(environmentSeed, episode, Purpose).Low;
}
