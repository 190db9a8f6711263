namespace DeclarativeIL.Optimization;

/// <summary>
/// The factor on the learning rate in the course of training: first a linear warm-up, if any, then the schedule's own
/// course.
/// </summary>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule() { }

    /// <summary>
    /// The share of training in which the factor rises from 0 to 1 in a straight line (Goyal et al. 2017); from 0
    /// (included) to 1 (excluded). The schedule's own course takes the rest.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public double Warmup
    {
        get;
        init =>
            field = value is >= 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a share from 0 (included) to 1 (excluded).");
    }

    /// <summary>The factor.</summary>
    /// <param name="done">The share of training that is done, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public double At(double done)
    {
        if (done is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(done), done, "Expected a share of training from 0 to 1.");
        return done < Warmup ? done / Warmup : Course((done - Warmup) / (1 - Warmup));
    }

    /// <summary>The factor after the warm-up.</summary>
    /// <param name="done">The share that is done of what comes after the warm-up, from 0 to 1.</param>
    private protected abstract double Course(double done);

    private protected static double CheckEnd(double value) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a factor from 0 to 1.");
}

/// <summary>1 throughout.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    private protected override double Course(double done) => 1;
}

/// <summary>From 1 to <see cref="End"/> in a straight line.</summary>
public sealed record LinearSchedule : LearningRateSchedule
{
    /// <summary>The factor at the end, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public double End
    {
        get;
        init => field = CheckEnd(value);
    }

    private protected override double Course(double done) => 1 - (1 - End) * done;
}

/// <summary>
/// From 1 to <see cref="End"/> along half a period of the cosine (Loshchilov, Hutter 2017, without restarts).
/// </summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>The factor at the end, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public double End
    {
        get;
        init => field = CheckEnd(value);
    }

    private protected override double Course(double done) => End + (1 - End) * (1 + Math.Cos(Math.PI * done)) / 2;
}
