using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Training;

/// <summary>Plans in a finite environment by soft value iteration (Ziebart, Maas, Bagnell, Dey 2008; Haarnoja et al. 2017).</summary>
/// <remarks>
/// With temperature T and discount gamma: Q(s, a) = sum_s' p(s' | s, a) (r + gamma V(s')), V(s) = T log sum_a e^(Q(s, a) / T)
/// over the actions that the table allows in s, pi(a | s) = e^((Q(s, a) - V(s)) / T). Nothing follows a terminal step, and V is
/// 0 in a state without actions. Before the first <see cref="Solve"/> all actions are equally likely. States are one-hot.
/// </remarks>
public sealed partial class SoftPlanner : IPlanner, IDiscretePolicy, IEntropyPolicy
{
    private const int MostSweeps = 1_000_000;
    private const double Impossible = -1e9; // finite: 0 times it, for another state, must be 0

    private readonly TransitionTable _table;
    private readonly CategoricalPolicy _policy; // linear: its weights are the log-probabilities
    private readonly double _discount,
        _temperature;
    private readonly bool[] _allowed; // [s, a]
    private readonly double[] _values,
        _actValues; // [s], [s, a]

    /// <summary>A planner for a finite environment.</summary>
    /// <param name="table">All steps; what is added to it afterwards is not seen.</param>
    /// <param name="discount">gamma, from 0 to 1; at 1 every policy should reach an end.</param>
    /// <param name="temperature">T, above 0; the lower, the greedier.</param>
    /// <param name="type">Float32 or Float64, what the policy answers in; it is solved for in float64.</param>
    /// <param name="device">Where the policy answers; none means the CPU.</param>
    /// <exception cref="ArgumentException">The table has no steps, or probabilities that do not sum to 1.</exception>
    public SoftPlanner(
        TransitionTable table,
        double discount,
        double temperature = 1,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!(discount >= 0 && discount <= 1))
            throw new ArgumentOutOfRangeException(nameof(discount), discount, "Expected a discount from 0 to 1.");
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Expected a temperature above 0.");
        table.Check();
        _table = new TransitionTable(table.States, table.Actions);
        _allowed = new bool[table.States * table.Actions];
        foreach (var (state, action, next, probability, terminal) in table.Rows)
        {
            _table.Add(state, action, next, probability, terminal);
            _allowed[state * table.Actions + action] = true;
        }
        (_discount, _temperature) = (discount, temperature);
        (_values, _actValues) = (new double[table.States], new double[_allowed.Length]);
        Model = _table.ToModel();
        _policy = new CategoricalPolicy(table.States, table.Actions, [], Activation.Tanh, new SeedSequence(0), type, device);
        Sweep(new double[Model.Count]);
        Publish();
    }

    /// <inheritdoc/>
    public Dataset<Transition> Model { get; }

    /// <summary>[s], V.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>[s, a], Q; -infinity for an action that the table does not allow.</summary>
    public ReadOnlySpan<double> ActValues => _actValues;

    /// <inheritdoc/>
    public FlatParameters Parameters => _policy.Parameters;

    /// <inheritdoc/>
    public int StateSize => _policy.StateSize;

    /// <inheritdoc/>
    public Space Actions => _policy.Actions;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The values do not converge: without discounting some loop pays without end.</exception>
    public void Solve(ReadOnlySpan<double> rewards)
    {
        if (rewards.Length != Model.Count)
            throw new ArgumentException(
                $"Found {rewards.Length} rewards; expected {Model.Count}, one for each row of the model.",
                nameof(rewards)
            );
        for (var row = 0; row < rewards.Length; row++)
            if (!double.IsFinite(rewards[row]))
                throw new ArgumentException($"Row {row}: found the reward {rewards[row]}; expected a finite number.", nameof(rewards));
        Array.Clear(_values); // the same rewards give the same bits, whatever came before
        for (var sweep = 0; Sweep(rewards) > 1e-13; sweep++)
            if (sweep == MostSweeps || !double.IsFinite(_values.Sum()))
                throw new InvalidOperationException(
                    $"The values do not converge after {sweep} sweeps; without discounting no loop may pay: lower the discount."
                );
        Publish();
    }

    /// <inheritdoc/>
    public NetworkOutputs Forward(params ReadOnlySpan<Question> questions) => _policy.Forward(questions);

    /// <summary>Not supported: a planner is solved, not trained.</summary>
    public void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients) =>
        throw new NotSupportedException("A planner is solved, not trained: write [Detached] or [Given] where it is asked.");

    /// <inheritdoc/>
    public void Mode(ReadOnlySpan<float> states, Span<float> actions) => _policy.Mode(states, actions);

    /// <inheritdoc/>
    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) => _policy.Sample(states, actions, random);

    /// <inheritdoc/>
    public Policy OneSample() => _policy.OneSample();

    /// <inheritdoc/>
    public void Dispose() => _policy.Dispose();

    /// <summary>One soft Bellman update of all states.</summary>
    /// <returns>The largest change, relative to the largest value where that is above 1.</returns>
    private double Sweep(ReadOnlySpan<double> rewards)
    {
        for (var i = 0; i < _actValues.Length; i++)
            _actValues[i] = _allowed[i] ? 0 : double.NegativeInfinity;
        for (var row = 0; row < rewards.Length; row++)
        {
            var (state, action, next, probability, terminal) = _table.Rows[row];
            _actValues[state * _table.Actions + action] += probability * (rewards[row] + (terminal ? 0 : _discount * _values[next]));
        }
        var (change, largest) = (0.0, 1.0);
        for (var state = 0; state < _values.Length; state++)
        {
            var value = Soft(state);
            change = Math.Max(change, Math.Abs(value - _values[state]));
            largest = Math.Max(largest, Math.Abs(value));
            _values[state] = value;
        }
        return change / largest;
    }

    /// <summary>T log sum_a e^(Q(s, a) / T); 0 where there is no action.</summary>
    private double Soft(int state)
    {
        var soft = Functions.LogSumExp(new Vector(_actValues.AsMemory(state * _table.Actions, _table.Actions)) / _temperature);
        return double.IsNegativeInfinity(soft) ? 0 : _temperature * soft;
    }

    private void Publish()
    {
        var (states, actions) = (_table.States, _table.Actions);
        var weights = new double[actions * states];
        for (var i = 0; i < _actValues.Length; i++)
            weights[i % actions * states + i / actions] = _allowed[i] ? (_actValues[i] - _values[i / actions]) / _temperature : Impossible;
        lock (Parameters.Gate)
            foreach (var slot in Parameters.Slots)
                Parameters.Write(slot, slot.Shape.Count == 2 ? weights : new double[slot.Count]); // the biases are 0
    }
}
