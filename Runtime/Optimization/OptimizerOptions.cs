using DeclarativeIL.Networks;

namespace DeclarativeIL.Optimization;

/// <summary>Which optimiser, and its constants except the learning rate, which each step is given.</summary>
public abstract record OptimizerOptions
{
    private protected OptimizerOptions()
    {
    }

    /// <summary>An optimiser of <paramref name="parameters"/>, with its state at zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is out of its range.</exception>
    public abstract Optimizer Create(FlatParameters parameters);

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

/// <summary>Adam (Kingma, Ba 2015), with decoupled weight decay (AdamW: Loshchilov, Hutter 2019) where it is not 0.</summary>
/// <param name="Beta1">How slowly the mean of the gradient forgets; from 0 to below 1.</param>
/// <param name="Beta2">How slowly the mean of the squared gradient forgets; from 0 to below 1.</param>
/// <param name="Epsilon">Added to the root in the denominator.</param>
/// <param name="WeightDecay">Each step takes this share, times the learning rate, off every parameter.</param>
public sealed record AdamOptions(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0) : OptimizerOptions
{
    /// <inheritdoc/>
    public override Optimizer Create(FlatParameters parameters)
    {
        CheckFraction(Beta1, nameof(Beta1));
        CheckFraction(Beta2, nameof(Beta2));
        CheckNonNegative(Epsilon, nameof(Epsilon));
        CheckNonNegative(WeightDecay, nameof(WeightDecay));
        return new Adam(this, parameters);
    }
}

/// <summary>Stochastic gradient descent, with heavy-ball momentum (Polyak 1964) where it is not 0.</summary>
/// <param name="Momentum">How slowly the velocity forgets; from 0 to below 1.</param>
public sealed record SgdOptions(double Momentum = 0) : OptimizerOptions
{
    /// <inheritdoc/>
    public override Optimizer Create(FlatParameters parameters)
    {
        CheckFraction(Momentum, nameof(Momentum));
        return new Sgd(this, parameters);
    }
}
