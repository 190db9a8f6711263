namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>One way to train a scenario.</summary>
internal abstract class Contestant : IDisposable
{
    /// <summary>For people.</summary>
    public abstract string Name { get; }

    /// <summary>One whole training step of all members: the next batch, forward, loss, backward, update.</summary>
    public abstract void Step();

    /// <summary>The loss of the last step, mean over the members; none where no loss is computed.</summary>
    public abstract double? Loss { get; }

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>Every contestant there is; a new one is one more line.</summary>
internal static class Contestants
{
    public static IReadOnlyList<Func<Scenario, Contestant>> All { get; } =
    [
        static scenario => new PlainLoop(scenario),
        static scenario => new ProductLimit(scenario),
        static scenario => new CpuStep(scenario),
        static scenario => new GeneratedStep(scenario),
        static scenario => new TensorStep(scenario),
    ];
}
