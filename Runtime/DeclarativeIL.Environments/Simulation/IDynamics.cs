using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>
/// The equations of one kind of environment with one action, written once for any number of lanes: the single and the
/// vectorised form compute the same bits because they run the same lines.
/// </summary>
internal interface IDynamics
{
    static abstract Space Observations { get; }

    static abstract Space Actions { get; }

    static abstract int StepLimit { get; }

    /// <summary>True if an episode that terminates has succeeded.</summary>
    static abstract bool EndIsSuccess { get; }

    /// <summary>The largest magnitude of each number of a state that somebody sets; as many as a state has.</summary>
    static abstract ReadOnlySpan<double> Limits { get; }

    /// <summary>Further numbers behind the state, which nobody sets; 0 when an episode starts from a state that was set.</summary>
    static virtual int Hidden => 0;

    /// <summary>The first state of an episode: a pure function of the seed and the episode.</summary>
    static abstract void Start(ulong seed, ulong episode, Span<double> state);

    /// <summary>One step, in place.</summary>
    /// <param name="state">The states.</param>
    /// <param name="action">The actions: choices as their numbers, commands as they were given (finite, perhaps out of bounds).</param>
    /// <param name="reward">The rewards.</param>
    /// <param name="ended">A mask: who terminated.</param>
    static abstract void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>;

    /// <summary>Writes the observations of the states.</summary>
    static abstract void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T>;
}

/// <summary>The same numbers of a few neighbouring environments, each kind of number in a row of its own.</summary>
internal readonly ref struct Block<T>
    where T : unmanaged, IExactLanes<T>
{
    private readonly ref double _first;
    private readonly int _stride;

    /// <param name="numbers">All rows.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="first">The first environment; there are enough behind it.</param>
    public Block(double[] numbers, int stride, int first)
    {
        _first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(numbers), first);
        _stride = stride;
    }

    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Load(ref Unsafe.Add(ref _first, row * _stride));
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => T.Store(value, ref Unsafe.Add(ref _first, row * _stride));
    }
}
