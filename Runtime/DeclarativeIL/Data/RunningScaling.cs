namespace DeclarativeIL.Data;

/// <summary>
/// A standardisation of observations by statistics that are gathered while a run collects: of every observation that the policy acts on
/// while it is trained. Give one object to policy and critics, so that all see the same numbers.
/// </summary>
/// <remarks>
/// <para>
/// What was gathered takes effect where the next round begins (and where the next run does), not in between: whatever is computed from a
/// round's rows is computed by the numbers that the actions were chosen by. Stable-Baselines3's <c>VecNormalize</c> changes them with every
/// step.
/// The first round sees observations as they are, unless the statistics start from some.
/// </para>
/// <para>Copies of a network follow the same object; to part from it, standardise by <see cref="Current"/>. Files hold the numbers.</para>
/// </remarks>
public sealed class RunningScaling : IObservationScaling, IRestorable
{
    private readonly Lock _gate = new();
    private readonly RunningStatistics _statistics;
    private readonly double _epsilon;
    private volatile Scaling _current;
    private bool _isAhead; // of the numbers in force

    /// <summary>Statistics without an observation yet: until the second round, observations are seen as they are.</summary>
    /// <param name="size">s, numbers of an observation, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public RunningScaling(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _statistics = new(size);
        _current = new(new double[size], [.. Enumerable.Repeat(1.0, size)]);
    }

    /// <summary>Statistics that go on from others, which are in force at once.</summary>
    /// <param name="mean">[s].</param>
    /// <param name="variance">[s], each 0 or more.</param>
    /// <param name="count">How many observations they count for, above 0; it need not be a whole number.</param>
    /// <param name="epsilon">As <see cref="Scaling.OfVariance"/> says.</param>
    /// <exception cref="ArgumentException">As <see cref="Scaling.OfVariance"/> says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The count is not positive and finite, or <paramref name="epsilon"/> is negative.
    /// </exception>
    public RunningScaling(IReadOnlyList<double> mean, IReadOnlyList<double> variance, double count, double epsilon = 0)
    {
        Hyperparameter.Checked(count, double.Epsilon, double.MaxValue, nameof(count));
        _current = Scaling.OfVariance(mean, variance, epsilon);
        _statistics = new(mean, variance, count);
        _epsilon = epsilon;
    }

    /// <inheritdoc/>
    public int Size => _current.Size;

    /// <inheritdoc/>
    public Scaling Current => _current;

    /// <summary>How many observations were gathered, with those that it started from.</summary>
    public double Count
    {
        get
        {
            lock (_gate)
                return _statistics.Count;
        }
    }

    /// <summary>[s], means of what was gathered, whether it is in force or not; a copy.</summary>
    public IReadOnlyList<double> Mean
    {
        get
        {
            lock (_gate)
                return _statistics.Mean;
        }
    }

    /// <summary>[s], population variances of what was gathered, whether it is in force or not; a copy.</summary>
    public IReadOnlyList<double> Variance
    {
        get
        {
            lock (_gate)
                return _statistics.Variance;
        }
    }

    /// <summary>Takes in observations; those of a run are taken in without it. Allocates nothing.</summary>
    /// <param name="observations">[n, s], row after row.</param>
    /// <exception cref="ArgumentException">There are no whole rows, or a number is not finite; rows before it were taken in.</exception>
    public void Gather(ReadOnlySpan<float> observations)
    {
        if (observations.Length % Size != 0)
            throw new ArgumentException(
                $"Found {observations.Length} numbers; expected a multiple of {Size}, the size of an observation.",
                nameof(observations)
            );
        lock (_gate)
            for (; observations.Length > 0; observations = observations[Size..], _isAhead = true)
                _statistics.Add(observations[..Size]);
    }

    /// <summary>What was gathered takes effect. A run does so where a round begins.</summary>
    /// <remarks>Numbers that float32 does not hold never take effect; those before stay in force then.</remarks>
    public void Update()
    {
        lock (_gate)
        {
            if (!_isAhead)
                return;
            _isAhead = false;
            var (mean, variance) = (_statistics.Mean, _statistics.Variance);
            if (
                mean.All(static value => float.IsFinite((float)value))
                && variance.All(static value => float.IsFinite((float)Math.Sqrt(value)))
            )
                _current = Scaling.OfVariance(mean, variance, _epsilon);
        }
    }

    /// <inheritdoc/>
    public void SaveState(BinaryWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_gate)
        {
            _statistics.Save(state);
            state.WriteNumbers<double>([.. _current.Mean]);
            state.WriteNumbers<double>([.. _current.Deviation]);
            state.Write(_isAhead);
        }
    }

    /// <inheritdoc/>
    public void RestoreState(BinaryReader state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (mean, deviation) = (new double[Size], new double[Size]);
        lock (_gate)
        {
            _statistics.Restore(state);
            state.ReadNumbers<double>(mean, "means in force");
            state.ReadNumbers<double>(deviation, "deviations in force");
            (_current, _isAhead) = (new(mean, deviation), state.ReadBoolean());
        }
    }
}
