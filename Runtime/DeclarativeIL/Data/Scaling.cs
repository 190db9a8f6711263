using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <summary>Where a network's standardisation of observations comes from: fixed numbers, or statistics that are still gathered.</summary>
public interface IObservationScaling
{
    /// <summary>s, numbers of an observation.</summary>
    int Size { get; }

    /// <summary>The numbers in force.</summary>
    Scaling Current { get; }
}

/// <summary>
/// A standardisation, (x - mean) / deviation of each component: of observations, as a network does it before its first layer, or of
/// acts, as a policy does it between its head and the environment. It never changes.
/// </summary>
public sealed class Scaling : IObservationScaling, IActScaling
{
    // a deviation of at most this share of the mean's size is rounding: the component does not vary
    internal const double Rounding = 1e-7;
    private const double Least = 1.1754943508222875e-38; // below it float32 has fewer digits

    private readonly ReadOnlyCollection<double> _mean,
        _deviation;

    /// <summary>A standardisation by numbers of one's own.</summary>
    /// <param name="mean">[s], what is taken from each component; copied.</param>
    /// <param name="deviation">[s], what each is divided by then, above 0; copied.</param>
    /// <exception cref="ArgumentException">
    /// There is none, there are not as many of both, or one is no number that float32 holds (a deviation: above 0).
    /// </exception>
    public Scaling(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        if (mean.Count == 0 || mean.Count != deviation.Count)
            throw new ArgumentException(
                $"Found {mean.Count} means and {deviation.Count} deviations; expected as many of both, one or more.",
                nameof(deviation)
            );
        (_mean, _deviation) = (Array.AsReadOnly(mean.ToArray()), Array.AsReadOnly(deviation.ToArray()));
        for (var i = 0; i < Size; i++)
            if (!float.IsFinite((float)_mean[i]))
                throw new ArgumentException($"Mean {i} is {_mean[i]}; expected a number that float32 holds.", nameof(mean));
            else if (!(float.IsNormal((float)_deviation[i]) && _deviation[i] > 0))
                throw new ArgumentException(
                    $"Deviation {i} is {_deviation[i]}; expected one above 0 that float32 holds.",
                    nameof(deviation)
                );
    }

    /// <inheritdoc/>
    public int Size => _mean.Count;

    /// <summary>[s], what is taken from each component.</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>[s], what each component is divided by then.</summary>
    public IReadOnlyList<double> Deviation => _deviation;

    Scaling IObservationScaling.Current => this;

    /// <summary>The standardisation after which each component of a data set has mean 0 and deviation 1.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">One row or more.</param>
    /// <param name="column">Which column; the states that a policy is asked about, unless said otherwise.</param>
    /// <remarks>A component that does not vary is moved to 0 and divided by 1.</remarks>
    /// <exception cref="ArgumentException">
    /// The data set is empty, it has no such column of states, or a number is not finite.
    /// </exception>
    public static Scaling Fitted<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, string column = "State")
        where TRow : struct => Fitted(data, column, typeof(State), "states");

    /// <summary>The standardisation after which each component of a data set's acts has mean 0 and deviation 1.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">One row or more.</param>
    /// <param name="column">Which column; the acts of demonstrations, unless said otherwise.</param>
    /// <remarks>A component that does not vary is moved to 0 and divided by 1.</remarks>
    /// <exception cref="ArgumentException">
    /// The data set is empty, it has no such column of acts, or a number is not finite.
    /// </exception>
    public static Scaling FittedActions<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, string column = "Action")
        where TRow : struct => Fitted(data, column, typeof(Act), "acts");

    private static Scaling Fitted<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        Dataset<TRow> data,
        string column,
        Type type,
        string what
    )
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        var found =
            data.Columns.FirstOrDefault(one => one.Name == column && one.Row.Type == type)
            ?? throw new ArgumentException(
                $"Found no column '{column}' of {what} in {typeof(TRow).Name} rows; expected one.",
                nameof(column)
            );
        if (data.Count == 0)
            throw new ArgumentException("The data set is empty; expected one row or more.", nameof(data));
        var statistics = new RunningStatistics(found.Width);
        var row = new double[found.Width];
        for (var i = 0; i < data.Count; i++)
        {
            found.CopyTo(i, 0, row);
            statistics.Add(row);
        }
        return OfVariance(statistics.Mean, statistics.Variance);
    }

    /// <summary>The standardisation by means and variances, as other libraries keep them.</summary>
    /// <param name="mean">[s].</param>
    /// <param name="variance">[s], each 0 or more.</param>
    /// <param name="epsilon">
    /// What is added to each variance before its root is taken (1e-8 in VecNormalize); where it is 0, a component that does not vary is
    /// divided by 1.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is none, there are not as many of both, or one is no finite number (a variance: below 0).
    /// </exception>
    public static Scaling OfVariance(IReadOnlyList<double> mean, IReadOnlyList<double> variance, double epsilon = 0)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        Hyperparameter.Checked(epsilon, 0, double.MaxValue, nameof(epsilon));
        var deviation = new double[variance.Count];
        for (var i = 0; i < deviation.Length; i++)
        {
            if (!(variance[i] >= 0))
                throw new ArgumentException($"Variance {i} is {variance[i]}; expected one of 0 or more.", nameof(variance));
            deviation[i] = Math.Sqrt(variance[i] + epsilon);
            if (epsilon == 0 && i < mean.Count && deviation[i] <= Math.Max(Rounding * Math.Abs(mean[i]), Least))
                deviation[i] = 1;
        }
        return new Scaling(mean, deviation);
    }
}
