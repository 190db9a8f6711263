using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>The simulator of one kind of environment, as many lanes at once as the machine has and N needs.</summary>
internal sealed class Simulator<TDynamics> : Simulator
    where TDynamics : struct, IDynamics
{
    private static readonly int StateSize = TDynamics.Limits.Length,
        AllSize = StateSize + TDynamics.Hidden;
    private static readonly int ObservationSize = TDynamics.Observations.Width;
    private static readonly int Choices = TDynamics.Actions is DiscreteSpace discrete ? discrete.Count : 0;
    private readonly int _lanes,
        _stride;
    private readonly double[] _states,
        _observed,
        _actions,
        _rewards; // one row of _stride numbers for each component
    private readonly double[] _started,
        _seen; // the same for one environment, two lanes wide
    private readonly float[] _singles; // what a few environments observe, [s, 8]
    private readonly int[] _steps;

    public Simulator(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / Math.Max(AllSize, ObservationSize) - ExactLanes512.Count);
        Count = count;
        _lanes =
            count > ExactLanes256.Count && Vector512.IsHardwareAccelerated ? ExactLanes512.Count
            : count > ExactLanes128.Count && Vector256.IsHardwareAccelerated ? ExactLanes256.Count
            : ExactLanes128.Count;
        _stride = (count + _lanes - 1) / _lanes * _lanes;
        _states = new double[AllSize * _stride];
        _observed = new double[ObservationSize * _stride];
        _actions = new double[_stride];
        _rewards = new double[_stride];
        _started = new double[AllSize * ExactLanes128.Count];
        _seen = new double[ObservationSize * ExactLanes128.Count];
        _singles = new float[ObservationSize * ExactLanes512.Count];
        _steps = new int[count];
    }

    public override int Count { get; }

    public override Space Observations => TDynamics.Observations;

    public override Space Actions => TDynamics.Actions;

    public override int StepLimit => TDynamics.StepLimit;

    public override Simulator Replicate() => new Simulator<TDynamics>(Count);

    public override int Steps(int environment) => _steps[environment];

    public override bool Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, bool single)
    {
        for (var i = 0; i < actions.Length; i++)
            _actions[i] = actions[i];
        return _lanes == ExactLanes512.Count ? Step<ExactLanes512>(observations, results, single)
            : _lanes == ExactLanes256.Count ? Step<ExactLanes256>(observations, results, single)
            : Step<ExactLanes128>(observations, results, single);
    }

    public override void Start(int environment, ulong seed, ulong episode, Span<float> observation)
    {
        Span<double> state = stackalloc double[AllSize];
        state.Clear();
        TDynamics.Start(seed, episode, state);
        Place(environment, state);
        for (var k = 0; k < AllSize; k++)
            _started[k * ExactLanes128.Count] = state[k];
        TDynamics.Observe(
            new Block<ExactLanes128>(_started, ExactLanes128.Count, 0),
            new Block<ExactLanes128>(_seen, ExactLanes128.Count, 0)
        );
        for (var k = 0; k < ObservationSize; k++)
            observation[k] = (float)_seen[k * ExactLanes128.Count];
    }

    public override void SetState(int environment, ReadOnlySpan<double> state)
    {
        Guard.Length(state.Length, StateSize, nameof(state));
        for (var k = 0; k < StateSize; k++)
            if (!(Math.Abs(state[k]) <= TDynamics.Limits[k]))
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"state holds {state[k]} as number {k}; expected a number from {-TDynamics.Limits[k]} to {TDynamics.Limits[k]}."
                    ),
                    nameof(state)
                );
        Span<double> all = stackalloc double[AllSize];
        all.Clear();
        state.CopyTo(all);
        Place(environment, all);
    }

    public override void CopyState(int environment, Span<double> state)
    {
        Guard.Length(state.Length, StateSize, nameof(state));
        for (var k = 0; k < StateSize; k++)
            state[k] = _states[k * _stride + environment];
    }

    public override void Save(BinaryWriter state)
    {
        for (var k = 0; k < AllSize; k++) // without the lanes that nobody uses: how many there are depends on the machine
            state.WriteNumbers<double>(_states.AsSpan(k * _stride, Count));
        state.WriteNumbers<int>(_steps);
    }

    public override void Restore(BinaryReader state)
    {
        for (var k = 0; k < AllSize; k++)
            state.ReadNumbers<double>(_states.AsSpan(k * _stride, Count), "a number of the state");
        state.ReadNumbers<int>(_steps, "steps of episodes");
    }

    private void Place(int environment, ReadOnlySpan<double> state)
    {
        for (var k = 0; k < AllSize; k++)
            _states[k * _stride + environment] = state[k];
        _steps[environment] = 0;
    }

    private bool Step<T>(Span<float> observations, Span<StepResult> results, bool single)
        where T : unmanaged, IExactLanes<T>
    {
        for (var first = 0; first < Count; first += T.Count)
            if (T.Bits(Possible(T.Load(ref _actions[first]))) != (1u << T.Count) - 1)
                throw Impossible(first, single);
        var any = false;
        for (var first = 0; first < Count; first += T.Count)
        {
            var state = new Block<T>(_states, _stride, first);
            TDynamics.Advance(state, T.Load(ref _actions[first]), out var reward, out var ended);
            T.Store(reward, ref _rewards[first]);
            var seen = new Block<T>(_observed, _stride, first);
            TDynamics.Observe(state, seen);
            for (var k = 0; k < ObservationSize; k++)
                T.StoreSingles(seen[k], ref _singles[k * ExactLanes512.Count]);
            any |= HandOut(first, Math.Min(T.Count, Count - first), T.Bits(ended), observations, results);
        }
        for (var i = Count; i < _stride; i++) // lanes that nobody uses stay where they are
        for (var k = 0; k < AllSize; k++)
            _states[k * _stride + i] = 0;
        return any;
    }

    /// <summary>A mask of the actions that can be done: choices that there are, or finite commands.</summary>
    private static T Possible<T>(T action)
        where T : unmanaged, IExactLanes<T> =>
        Choices == 0
            ? T.Abs(action) <= T.Of(double.MaxValue)
            : action >= T.Of(0) & action < T.Of(Choices) & T.Same(action, T.Floor(action));

    private EnvironmentException Impossible(int first, bool single)
    {
        var i = first;
        while ((ExactLanes128.Bits(Possible(ExactLanes128.Of(_actions[i]))) & 1) != 0)
            i++;
        return new(
            "action",
            single ? null : i,
            _steps[i],
            Guard.Print([(float)_actions[i]]),
            Choices == 0 ? "a finite number" : $"an element of {Guard.Describe(Actions)}"
        );
    }

    private bool HandOut(int first, int count, uint ended, Span<float> observations, Span<StepResult> results)
    {
        var any = false;
        ref var singles = ref MemoryMarshal.GetArrayDataReference(_singles);
        ref var seen = ref MemoryMarshal.GetReference(observations.Slice(first * ObservationSize, count * ObservationSize));
        var rewards = _rewards.AsSpan(first, count);
        var steps = _steps.AsSpan(first, count);
        results = results.Slice(first, count);
        for (var lane = 0; lane < results.Length; lane++)
        {
            var terminated = (ended >> lane & 1) != 0;
            var truncated = ++steps[lane] >= TDynamics.StepLimit;
            results[lane] = new StepResult(rewards[lane], terminated, truncated, terminated & TDynamics.EndIsSuccess);
            any |= terminated | truncated;
            for (var k = 0; k < ObservationSize; k++, seen = ref Unsafe.Add(ref seen, 1))
                seen = Unsafe.Add(ref singles, k * ExactLanes512.Count + lane);
        }
        return any;
    }
}
