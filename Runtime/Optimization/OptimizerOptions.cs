using System.Numerics;
using DeclarativeIL.Networks;

namespace DeclarativeIL.Optimization;

/// <summary>Which optimiser, and its constants except the learning rate, which each step is given.</summary>
public abstract record OptimizerOptions
{
    private protected OptimizerOptions() { }

    /// <summary>
    /// Where the Euclidean norm of the gradient over all parameters exceeds this, a step scales the gradient down to it first
    /// (Pascanu, Mikolov, Bengio 2013); above 0, infinite for no limit. Members of an ensemble count together.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public double MaxGradientNorm
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a norm above 0.");
    } = double.PositiveInfinity;

    /// <summary>An optimiser of <paramref name="parameters"/>, with its state at zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is out of its range.</exception>
    public Optimizer Create(FlatParameters parameters)
    {
        Check();
        Backend.NativeLibraries.EnsureLoaded(); // before constants of the optimisers are made
        return Make(parameters);
    }

    /// <summary>The same optimiser for a perceptron on the host.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is out of its range.</exception>
    internal HostOptimizer<T> Create<T>(HostPerceptron<T> perceptron)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(perceptron);
        Check();
        return Make(perceptron);
    }

    private protected abstract void Check();

    private protected abstract Optimizer Make(FlatParameters parameters);

    private protected abstract HostOptimizer<T> Make<T>(HostPerceptron<T> perceptron)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

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
    private protected override void Check()
    {
        CheckFraction(Beta1, nameof(Beta1));
        CheckFraction(Beta2, nameof(Beta2));
        CheckNonNegative(Epsilon, nameof(Epsilon));
        CheckNonNegative(WeightDecay, nameof(WeightDecay));
    }

    private protected override Optimizer Make(FlatParameters parameters) => new Adam(this, parameters);

    private protected override HostOptimizer<T> Make<T>(HostPerceptron<T> perceptron) => new HostAdam<T>(this, perceptron);
}

/// <summary>
/// Stochastic gradient descent, with heavy-ball momentum (Polyak 1964) where it is not 0:
/// velocity &lt;- momentum velocity + g + decay p; p &lt;- p - lr velocity.
/// </summary>
/// <param name="Momentum">How slowly the velocity forgets; from 0 to below 1.</param>
/// <param name="WeightDecay">Added to the gradient as this share of every parameter: the gradient of decay |p|^2 / 2.</param>
public sealed record SgdOptions(double Momentum = 0, double WeightDecay = 0) : OptimizerOptions
{
    private protected override void Check()
    {
        CheckFraction(Momentum, nameof(Momentum));
        CheckNonNegative(WeightDecay, nameof(WeightDecay));
    }

    private protected override Optimizer Make(FlatParameters parameters) => new Sgd(this, parameters);

    private protected override HostOptimizer<T> Make<T>(HostPerceptron<T> perceptron) => new HostSgd<T>(this, perceptron);
}
