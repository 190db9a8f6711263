namespace DeclarativeIL.Randomness;

/// <summary>The one place where randomness starts: a seed, and independent children by name or number.</summary>
/// <remarks>A child depends on the seed and on its own path only, so that a new consumer never changes what the others draw.</remarks>
/// <param name="seed">Any number.</param>
public sealed class SeedSequence(ulong seed)
{
    /// <summary>The number that stands for this sequence.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The child of that number.</summary>
    public SeedSequence Child(ulong index) => new(ChildOf(Seed, index));

    /// <summary>The child of that name.</summary>
    public SeedSequence Child(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var hash = 0xCBF29CE484222325; // FNV-1a, 64 bits
        foreach (var character in name)
            hash = (hash ^ character) * 0x100000001B3;
        return Child(hash);
    }

    /// <summary>A stream of draws of this sequence; every call gives the same draws.</summary>
    public RandomStream Stream() => new(Seed);

    /// <summary>The number of a child, without an object.</summary>
    internal static ulong ChildOf(ulong seed, ulong index) => Mix(seed ^ Mix(index + 0x9E3779B97F4A7C15));

    /// <summary>SplitMix64's finaliser (Steele, Lea, Flood 2014): every input bit reaches every output bit.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
