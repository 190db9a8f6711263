using System.Numerics;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>An optimiser's constants and its memory on the CPU, for a <see cref="CpuPerceptron{T}"/>, which lends it the loops.</summary>
/// <remarks>The formulas are those of the <see cref="Optimizer"/> that the same options make.</remarks>
internal abstract unsafe class CpuOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _maximumNorm;
    private readonly (string Name, AlignedBuffer<T> Value)[] _state;

    private protected CpuOptimizer(OptimizerOptions options, CpuPerceptron<T> perceptron, params ReadOnlySpan<string> state)
    {
        Layout = perceptron.Layout;
        _maximumNorm = options.MaxGradientNorm;
        _state = new (string, AlignedBuffer<T>)[state.Length];
        for (var i = 0; i < state.Length; i++)
            _state[i] = (state[i], new AlignedBuffer<T>(Layout.Count));
    }

    /// <summary>The positions of the parameters.</summary>
    public CpuLayout Layout { get; }

    /// <summary>Number of steps taken. Set it, and load the state, to go on from a checkpoint.</summary>
    public long Steps { get; set; }

    /// <summary>The names of the state that the optimiser has beside <see cref="Steps"/>, as in <see cref="Optimizer.State"/>.</summary>
    public IEnumerable<string> State => _state.Select(static state => state.Name);

    /// <summary>True if a step must be told the norm of the gradient.</summary>
    public bool NeedsNorm => !double.IsPositiveInfinity(_maximumNorm);

    /// <summary>Takes a piece of memory, in the canonical order of the parameters.</summary>
    public void Load(string name, ReadOnlySpan<T> flat) => Layout.Load(flat, Memory(name).Span);

    /// <summary>Gives a piece of memory, in the canonical order of the parameters.</summary>
    public void Store(string name, Span<T> flat) => Layout.Store(Memory(name).Span, flat);

    /// <summary>Writes all of it.</summary>
    public void Save(BinaryWriter state)
    {
        var flat = new T[Layout.CanonicalCount];
        state.Write(Steps);
        foreach (var name in State)
        {
            Store(name, flat);
            state.Write(name);
            state.WriteNumbers<T>(flat);
        }
    }

    /// <summary>Takes back what an optimiser of its kind wrote.</summary>
    /// <exception cref="InvalidDataException">It was another kind, or of other sizes.</exception>
    public void Restore(BinaryReader state)
    {
        var flat = new T[Layout.CanonicalCount];
        Steps = state.ReadInt64();
        foreach (var name in State)
        {
            if (state.ReadString() is var found && found != name)
                throw new InvalidDataException($"Found the memory '{found}' of an optimiser; expected '{name}'.");
            state.ReadFinite<T>(flat, name);
            Load(name, flat);
        }
    }

    /// <summary>Starts a step.</summary>
    /// <param name="learningRate">Its size, above 0.</param>
    /// <param name="squares">The sum of the squares of all gradients, where <see cref="NeedsNorm"/>.</param>
    public void Begin(double learningRate, double squares)
    {
        OptimizerOptions.CheckLearningRate(learningRate);
        Steps++;
        Prepare(learningRate, NeedsNorm ? OptimizerOptions.ClippingFactor(Math.Sqrt(squares), _maximumNorm) : 1);
    }

    /// <summary>Does the step for some parameters.</summary>
    public abstract void Step(CpuKernel<T> kernel, AlignedBuffer<T> values, AlignedBuffer<T> gradients, int start, int count);

    private protected abstract void Prepare(double learningRate, double gradientScale);

    private protected AlignedBuffer<T> Memory(string name) =>
        Array.Find(_state, state => state.Name == name).Value
        ?? throw new ArgumentException($"Found '{name}'; expected one of: {string.Join(", ", State)}.", nameof(name));
}
