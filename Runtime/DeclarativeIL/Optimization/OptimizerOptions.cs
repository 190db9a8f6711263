namespace DeclarativeIL.Optimization;

/// <summary>The kind of optimiser, and its constants except the learning rate, which each step is given.</summary>
public abstract record OptimizerOptions
{
    private protected OptimizerOptions() { }

    /// <summary>
    /// The largest Euclidean norm of the gradient over all parameters: a step scales a longer gradient down to it first
    /// (Pascanu, Mikolov, Bengio 2013); above 0, infinite for no limit. Members of an ensemble count together.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public double MaxGradientNorm
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a norm above 0.");
    } = double.PositiveInfinity;

    /// <summary>Throws where a constant is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is.</exception>
    internal abstract void Check();

    /// <summary>Throws unless a step is of such a size.</summary>
    internal static void CheckLearningRate(double learningRate)
    {
        if (!(learningRate > 0 && double.IsFinite(learningRate)))
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "Expected a finite learning rate above 0.");
    }

    /// <summary>The factor on gradients of such a norm, by which it is at most the maximum; NaN if the norm is.</summary>
    internal static double ClippingFactor(double norm, double maximum) => Math.Min(1, maximum / (norm + SmallNorm));

    /// <summary>The number that is added to the norm, as torch.nn.utils.clip_grad_norm_ does.</summary>
    internal const double SmallNorm = 1e-6;

    private protected static void CheckFraction(double value, string name)
    {
        if (!(value >= 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, "Expected a number from 0 (included) to 1 (excluded).");
    }

    private protected static void CheckNonNegative(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "Expected a finite number that is not negative.");
    }
}

/// <summary>
/// Adam (Kingma, Ba 2015), with decoupled weight decay (AdamW: Loshchilov, Hutter 2019) where it is
/// not 0: m &lt;- b1 m + (1 - b1) g; v &lt;- b2 v + (1 - b2) g^2;
/// p &lt;- p - lr (decay p + (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)).
/// </summary>
/// <param name="Beta1">How slowly the mean of the gradient forgets; from 0 to below 1.</param>
/// <param name="Beta2">How slowly the mean of the squared gradient forgets; from 0 to below 1.</param>
/// <param name="Epsilon">Added to the root in the denominator.</param>
/// <param name="WeightDecay">Each step takes this share, times the learning rate, off every parameter.</param>
public sealed record AdamOptions(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0) : OptimizerOptions
{
    internal override void Check()
    {
        CheckFraction(Beta1, nameof(Beta1));
        CheckFraction(Beta2, nameof(Beta2));
        CheckNonNegative(Epsilon, nameof(Epsilon));
        CheckNonNegative(WeightDecay, nameof(WeightDecay));
    }
}

/// <summary>
/// Stochastic gradient descent, with heavy-ball momentum (Polyak 1964) where it is not 0:
/// velocity &lt;- momentum velocity + g + decay p; p &lt;- p - lr velocity.
/// </summary>
/// <param name="Momentum">How slowly the velocity forgets; from 0 to below 1.</param>
/// <param name="WeightDecay">Added to the gradient as this share of every parameter: the gradient of decay |p|^2 / 2.</param>
public sealed record SgdOptions(double Momentum = 0, double WeightDecay = 0) : OptimizerOptions
{
    internal override void Check()
    {
        CheckFraction(Momentum, nameof(Momentum));
        CheckNonNegative(WeightDecay, nameof(WeightDecay));
    }
}
