using System.Globalization;
using System.Runtime.Intrinsics;

namespace DeclarativeIL.Environments;

/// <summary>The simulator of one kind of environment, as many lanes at once as the machine has and N needs.</summary>
internal sealed class Simulator<TDynamics> : Simulator
    where TDynamics : IDynamics
{
    private static readonly int StateSize = TDynamics.Limits.Length, AllSize = StateSize + TDynamics.Hidden;
    private static readonly int ObservationSize = TDynamics.Observations.Width;
    private static readonly int Choices = TDynamics.Actions is DiscreteSpace discrete ? discrete.Count : 0;
    private readonly int _lanes, _stride;
    private readonly double[] _states, _observed, _actions, _rewards;   // one row of _stride numbers for each component
    private readonly double[] _started, _seen;                          // the same for one environment, two lanes wide
    private readonly int[] _steps;

    public Simulator(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / Math.Max(AllSize, ObservationSize) - Lanes512.Count);
        Count = count;
        _lanes = count > Lanes256.Count && Vector512.IsHardwareAccelerated ? Lanes512.Count
            : count > Lanes128.Count && Vector256.IsHardwareAccelerated ? Lanes256.Count
            : Lanes128.Count;
        _stride = (count + _lanes - 1) / _lanes * _lanes;
        _states = new double[AllSize * _stride];
        _observed = new double[ObservationSize * _stride];
        _actions = new double[_stride];
        _rewards = new double[_stride];
        _started = new double[AllSize * Lanes128.Count];
        _seen = new double[ObservationSize * Lanes128.Count];
        _steps = new int[count];
    }

    public override int Count { get; }

    public override Space Observations => TDynamics.Observations;

    public override Space Actions => TDynamics.Actions;

    public override int StepLimit => TDynamics.StepLimit;

    public override int Steps(int environment) => _steps[environment];

    public override void Check(ReadOnlySpan<float> actions, bool single)
    {
        for (var i = 0; i < actions.Length; i++)
            if (Choices == 0 ? !float.IsFinite(actions[i]) : !((uint)(int)actions[i] < (uint)Choices && (int)actions[i] == actions[i]))
                throw new EnvironmentException("action", single ? null : i, _steps[i], Guard.Print(actions.Slice(i, 1)),
                    Choices == 0 ? "a finite number" : $"an element of {Guard.Describe(Actions)}");
    }

    public override bool Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results)
    {
        for (var i = 0; i < actions.Length; i++)
            _actions[i] = actions[i];
        return _lanes == Lanes512.Count ? Step<Lanes512>(observations, results)
            : _lanes == Lanes256.Count ? Step<Lanes256>(observations, results)
            : Step<Lanes128>(observations, results);
    }

    public override void Start(int environment, ulong seed, ulong episode, Span<float> observation)
    {
        Span<double> state = stackalloc double[AllSize];
        state.Clear();
        TDynamics.Start(seed, episode, state);
        Place(environment, state);
        for (var k = 0; k < AllSize; k++)
            _started[k * Lanes128.Count] = state[k];
        TDynamics.Observe(new Block<Lanes128>(_started, Lanes128.Count, 0), new Block<Lanes128>(_seen, Lanes128.Count, 0));
        for (var k = 0; k < ObservationSize; k++)
            observation[k] = (float)_seen[k * Lanes128.Count];
    }

    public override void SetState(int environment, ReadOnlySpan<double> state)
    {
        Guard.Length(state.Length, StateSize, nameof(state));
        for (var k = 0; k < StateSize; k++)
            if (!(Math.Abs(state[k]) <= TDynamics.Limits[k]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"state holds {state[k]} as number {k}; expected a number from {-TDynamics.Limits[k]} to {TDynamics.Limits[k]}."), nameof(state));
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

    private void Place(int environment, ReadOnlySpan<double> state)
    {
        for (var k = 0; k < AllSize; k++)
            _states[k * _stride + environment] = state[k];
        _steps[environment] = 0;
    }

    private bool Step<T>(Span<float> observations, Span<StepResult> results)
        where T : unmanaged, ILanes<T>
    {
        var any = false;
        for (var first = 0; first < Count; first += T.Count)
        {
            var state = new Block<T>(_states, _stride, first);
            TDynamics.Advance(state, T.Load(ref _actions[first]), out var reward, out var ended);
            T.Store(reward, ref _rewards[first]);
            TDynamics.Observe(state, new Block<T>(_observed, _stride, first));
            any |= HandOut(first, Math.Min(T.Count, Count - first), T.Bits(ended), observations, results);
        }
        for (var i = Count; i < _stride; i++)                           // lanes that nobody uses stay where they are
            for (var k = 0; k < AllSize; k++)
                _states[k * _stride + i] = 0;
        return any;
    }

    private bool HandOut(int first, int count, uint ended, Span<float> observations, Span<StepResult> results)
    {
        var any = false;
        for (var lane = 0; lane < count; lane++)
        {
            var i = first + lane;
            var terminated = (ended >> lane & 1) != 0;
            var truncated = ++_steps[i] >= TDynamics.StepLimit;
            results[i] = new StepResult(_rewards[i], terminated, truncated, terminated && TDynamics.EndIsSuccess);
            any |= terminated | truncated;
            for (var k = 0; k < ObservationSize; k++)
                observations[i * ObservationSize + k] = (float)_observed[k * _stride + i];
        }
        return any;
    }
}
