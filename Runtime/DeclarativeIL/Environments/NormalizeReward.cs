namespace DeclarativeIL.Environments;

/// <summary>
/// An environment whose rewards are divided by the standard deviation of their discounted sums so far, as by Gymnasium's wrapper of this
/// name and by Stable-Baselines3's <c>VecNormalize</c>; nothing is taken from them.
/// </summary>
/// <remarks>
/// Values and advantages have a size of about 1 then, whatever unit the rewards have. Measure a policy in the environment itself: returns
/// of this one are in no unit.
/// </remarks>
public sealed class NormalizeReward : IEnvironment, IRestorable
{
    private readonly IEnvironment _environment;
    private readonly RewardScale _scale;
    private readonly StepResult[] _result = new StepResult[1];

    /// <summary>Scales an environment's rewards.</summary>
    /// <param name="environment">The environment; reset and stepped through this object alone from now on.</param>
    /// <param name="discount">The factor on the sum before, from 0 to 1: that of what is trained.</param>
    /// <param name="limit">The largest scaled reward, either way; above 0, infinity for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public NormalizeReward(IEnvironment environment, double discount = 0.99, double limit = 10)
    {
        ArgumentNullException.ThrowIfNull(environment);
        (_environment, _scale) = (environment, new(1, discount, limit));
    }

    /// <inheritdoc cref="VectorNormalizeReward.IsFrozen"/>
    public bool IsFrozen
    {
        get => _scale.IsFrozen;
        set => _scale.IsFrozen = value;
    }

    /// <inheritdoc cref="VectorNormalizeReward.Deviation"/>
    public double Deviation => _scale.Deviation;

    /// <inheritdoc/>
    public Space Observations => _environment.Observations;

    /// <inheritdoc/>
    public Space Actions => _environment.Actions;

    /// <inheritdoc/>
    public void Reset(ulong? seed, Span<float> observation)
    {
        _scale.Reset();
        _environment.Reset(seed, observation);
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        _result[0] = _environment.Step(action, observation);
        _scale.Apply(_result);
        return _result[0];
    }

    bool IRestorable.CanRestore => StateNumbers.Of(_environment) is not null;

    void IRestorable.SaveState(BinaryWriter state)
    {
        _scale.Save(state);
        ((IRestorable)_environment).SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        _scale.Restore(state);
        ((IRestorable)_environment).RestoreState(state);
    }
}

/// <summary>N environments with rewards as by <see cref="NormalizeReward"/>, by one deviation for all.</summary>
public sealed class VectorNormalizeReward : IReplicableEnvironment, IRestartableEnvironments, IMaybeRestartable, IRestorable
{
    private readonly IVectorEnvironment _environments;
    private readonly RewardScale _scale;

    /// <summary>Scales the rewards of N environments.</summary>
    /// <param name="environments">The environments; reset and stepped through this object alone from now on.</param>
    /// <param name="discount">The factor on the sum before, from 0 to 1: that of what is trained.</param>
    /// <param name="limit">The largest scaled reward, either way; above 0, infinity for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public VectorNormalizeReward(IVectorEnvironment environments, double discount = 0.99, double limit = 10)
    {
        ArgumentNullException.ThrowIfNull(environments);
        (_environments, _scale) = (environments, new(environments.Count, discount, limit));
    }

    /// <summary>True if rewards are scaled by what was gathered before, and gathered no more.</summary>
    public bool IsFrozen
    {
        get => _scale.IsFrozen;
        set => _scale.IsFrozen = value;
    }

    /// <summary>What rewards are divided by now.</summary>
    public double Deviation => _scale.Deviation;

    /// <inheritdoc/>
    public int Count => _environments.Count;

    /// <inheritdoc/>
    public Space Observations => _environments.Observations;

    /// <inheritdoc/>
    public Space Actions => _environments.Actions;

    /// <inheritdoc/>
    public void Reset(ulong seed, Span<float> observations)
    {
        _scale.Reset();
        _environments.Reset(seed, observations);
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        _environments.Step(actions, observations, results, finalObservations);
        _scale.Apply(results);
    }

    /// <summary>As many environments with their own rewards, unscaled: what is measured in them is in their unit.</summary>
    public IVectorEnvironment? Replicate() => (_environments as IReplicableEnvironment)?.Replicate();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The environments cannot be started anew one by one.</exception>
    public void Restart(int environment, Span<float> observation)
    {
        _scale.Reset(environment);
        Restartable.Required(_environments).Restart(environment, observation);
    }

    bool IMaybeRestartable.CanRestart => Restartable.Of(_environments) is not null;

    bool IRestorable.CanRestore => StateNumbers.Of(_environments) is not null;

    void IRestorable.SaveState(BinaryWriter state)
    {
        _scale.Save(state);
        ((IRestorable)_environments).SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        _scale.Restore(state);
        ((IRestorable)_environments).RestoreState(state);
    }
}

/// <summary>The deviation of discounted sums of rewards.</summary>
internal sealed class RewardScale
{
    private const double Epsilon = 1e-8,
        PriorCount = 1e-4; // VecNormalize's: of a mean of 0 and a variance of 1

    private readonly double _discount,
        _limit;
    private readonly double[] _sums;
    private double _mean,
        _variance = 1,
        _count = PriorCount;

    public RewardScale(int environments, double discount, double limit)
    {
        _discount = Hyperparameter.Checked(discount, 0, 1, nameof(discount));
        _limit =
            limit > 0
                ? limit
                : throw new ArgumentOutOfRangeException(nameof(limit), limit, "Expected a number above 0; infinity for none.");
        _sums = new double[environments];
    }

    public bool IsFrozen { get; set; }

    public double Deviation => Math.Sqrt(_variance + Epsilon);

    public void Reset() => Array.Clear(_sums);

    public void Reset(int environment) => _sums[environment] = 0;

    /// <summary>Takes in the rewards of one step of all environments, and scales them.</summary>
    public void Apply(Span<StepResult> results)
    {
        for (var i = 0; i < results.Length && !IsFrozen; i++)
            if (_sums[i] * _discount + results[i].Reward is var sum && double.IsFinite(sum))
                Gather(_sums[i] = sum); // one that is not finite is refused by whoever collects
        var deviation = Deviation;
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = results[i] with { Reward = Math.Clamp(results[i].Reward / deviation, -_limit, _limit) };
            if (results[i].Terminated || results[i].Truncated)
                _sums[i] = 0;
        }
    }

    public void Save(BinaryWriter state)
    {
        state.WriteNumbers<double>(_sums);
        state.WriteNumbers<double>([_mean, _variance, _count]);
        state.Write(IsFrozen);
    }

    public void Restore(BinaryReader state)
    {
        var statistics = new double[3];
        state.ReadNumbers<double>(_sums, "sums of rewards");
        state.ReadNumbers<double>(statistics, "statistics of rewards");
        (_mean, _variance, _count) = (statistics[0], statistics[1], statistics[2]);
        IsFrozen = state.ReadBoolean();
    }

    private void Gather(double sum)
    {
        var (before, distance) = (_count++, sum - _mean);
        _mean += distance / _count;
        _variance = (_variance * before + distance * (sum - _mean)) / _count;
    }
}
