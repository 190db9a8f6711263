using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// The source of draws for layers that draw (dropout) in a run: torch knows no generator but the one of the process, so it is
/// seeded for each pass and put back afterwards. A pass's seed depends on the run's seed, the step and the number of the pass in it.
/// </summary>
/// <remarks>
/// Passes that draw come one at a time (<see cref="ModuleGuard"/>); what else in the process draws from torch's generator
/// meanwhile is disturbed, and disturbs. The generators of GPUs are seeded but not put back.
/// </remarks>
internal sealed class LayerNoise : IDisposable
{
    [ThreadStatic]
    private static LayerNoise? _present;

    private readonly LayerNoise? _outer;
    private readonly SeedSequence _seeds;
    private ulong _step,
        _pass;

    private LayerNoise(SeedSequence seeds) => (_seeds, _outer) = (seeds, _present);

    /// <summary>From here on, passes of this thread draw by these seeds; until it is disposed.</summary>
    public static LayerNoise Begin(SeedSequence seeds) => _present = new(seeds);

    /// <summary>The seed of the next pass; none outside of a run, where the caller seeds torch or does not.</summary>
    public static ulong? Next() => _present is { } run ? run._seeds.Child(run._step).Child(run._pass++).Seed : null;

    /// <summary>A seed for a pass that will be repeated.</summary>
    public static ulong Repeatable()
    {
        if (Next() is { } seed)
            return seed;
        using var drawn = randint(int.MaxValue, [1], ScalarType.Int64);
        return (ulong)drawn.item<long>();
    }

    /// <summary>A step ends.</summary>
    /// <param name="steps">Steps since the start of the run.</param>
    public void Step(long steps) => (_step, _pass) = ((ulong)steps, 0);

    /// <summary>The step, and the number of the next pass in it.</summary>
    public (ulong Step, ulong Pass) Place
    {
        get => (_step, _pass);
        set => (_step, _pass) = value;
    }

    /// <summary>Runs a pass with torch's generator seeded, and puts the generator back.</summary>
    public static T Seeded<T>(ulong? seed, Func<T> pass)
    {
        if (seed is not { } number)
            return pass();
        using var generator = Generator.Default; // held: a temporary one may be freed within a call
        using var before = generator.get_state().DetachFromDisposeScope();
        generator.manual_seed((long)number);
        if (Gpu.IsThere)
            cuda.manual_seed_all((long)number);
        try
        {
            return pass();
        }
        finally
        {
            generator.set_state(before);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ReferenceEquals(_present, this))
            _present = _outer;
    }

    /// <summary>Found when it is asked for first; apart, so that whoever draws nothing needs no torch.</summary>
    private static class Gpu
    {
        public static readonly bool IsThere = cuda.is_available();
    }
}
