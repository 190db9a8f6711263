using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>
/// The equations of one kind of environment with one action, written once for any number of lanes: the single and the
/// vectorised form compute the same bits because they run the same lines.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDynamics
{
    /// <summary>The space of observations.</summary>
    static abstract Space Observations { get; }

    /// <summary>The space of actions: one number, or one choice.</summary>
    static abstract Space Actions { get; }

    /// <summary>The steps after which an episode is truncated.</summary>
    static abstract int StepLimit { get; }

    /// <summary>True if an episode that terminates has succeeded.</summary>
    static abstract bool EndIsSuccess { get; }

    /// <summary>The largest magnitude of each number of a state that somebody sets; as many as a state has.</summary>
    static abstract ReadOnlySpan<double> Limits { get; }

    /// <summary>Further numbers behind the state, which nobody sets; 0 when an episode starts from a state that was set.</summary>
    static virtual int Hidden => 0;

    /// <summary>The first state of an episode: a pure function of the seed and the episode.</summary>
    /// <param name="seed">The seed of the environment.</param>
    /// <param name="episode">The number of the episode, counted from 0.</param>
    /// <param name="state">Filled, but for hidden numbers, which are 0.</param>
    static abstract void Start(ulong seed, ulong episode, Span<double> state);

    /// <summary>One step, in place.</summary>
    /// <param name="state">The states.</param>
    /// <param name="action">The actions: choices as their numbers, commands as they were given (finite, perhaps out of bounds).</param>
    /// <param name="reward">The rewards.</param>
    /// <param name="ended">A mask: who terminated.</param>
    static abstract void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>;

    /// <summary>Writes the observations of the states.</summary>
    /// <param name="state">The states.</param>
    /// <param name="observation">Filled.</param>
    static abstract void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T>;
}

/// <summary>The same numbers of a few neighbouring environments, each kind of number in a row of its own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Block<T>
    where T : unmanaged, IExactLanes<T>
{
    private readonly ref double _first;
    private readonly int _stride;

    /// <summary>Neighbouring environments.</summary>
    /// <param name="numbers">All rows.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="first">The first environment; there are enough behind it.</param>
    /// <exception cref="ArgumentNullException">There are no rows.</exception>
    public Block(double[] numbers, int stride, int first)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        _first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(numbers), first);
        _stride = stride;
    }

    /// <summary>The numbers of one row; whether there is such a row is not checked.</summary>
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Load(ref Unsafe.Add(ref _first, row * _stride));
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => T.Store(value, ref Unsafe.Add(ref _first, row * _stride));
    }
}
