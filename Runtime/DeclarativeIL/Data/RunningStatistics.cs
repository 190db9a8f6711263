namespace DeclarativeIL.Data;

/// <summary>Means and population variances of rows that come one after the other (Welford 1962), in float64.</summary>
internal sealed class RunningStatistics
{
    private readonly double[] _mean,
        _squares; // sums of squared distances from the mean

    /// <param name="size">Numbers of a row.</param>
    public RunningStatistics(int size) => (_mean, _squares) = (new double[size], new double[size]);

    /// <summary>Statistics of earlier rows, to be gone on with.</summary>
    /// <param name="mean">[size].</param>
    /// <param name="variance">[size], each 0 or more.</param>
    /// <param name="count">How many rows they count for, 0 or more; it need not be a whole number.</param>
    public RunningStatistics(IReadOnlyList<double> mean, IReadOnlyList<double> variance, double count)
    {
        _mean = [.. mean];
        _squares = [.. variance.Select(value => value * count)];
        Count = count;
    }

    /// <summary>How many rows there were.</summary>
    public double Count { get; private set; }

    /// <summary>[size], a copy.</summary>
    public double[] Mean => [.. _mean];

    /// <summary>[size], 0 where there was no row; a copy.</summary>
    public double[] Variance => Count > 0 ? Array.ConvertAll(_squares, sum => sum / Count) : new double[_squares.Length];

    /// <summary>Takes in one row.</summary>
    /// <param name="row">[size].</param>
    /// <exception cref="ArgumentException">A number is not finite; nothing is taken in.</exception>
    public void Add(ReadOnlySpan<double> row)
    {
        for (var i = 0; i < row.Length; i++)
            Check(i, row[i]);
        Count++;
        for (var i = 0; i < row.Length; i++)
            Add(i, row[i]);
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> row)
    {
        for (var i = 0; i < row.Length; i++)
            Check(i, row[i]);
        Count++;
        for (var i = 0; i < row.Length; i++)
            Add(i, row[i]);
    }

    /// <summary>Writes what was taken in.</summary>
    public void Save(BinaryWriter state)
    {
        state.Write(Count);
        state.WriteNumbers<double>(_mean);
        state.WriteNumbers<double>(_squares);
    }

    /// <summary>Takes what was taken in by others of this size.</summary>
    /// <exception cref="InvalidDataException">They are of another size.</exception>
    public void Restore(BinaryReader state)
    {
        Count = state.ReadDouble();
        state.ReadNumbers<double>(_mean, "means");
        state.ReadNumbers<double>(_squares, "squares");
    }

    private static void Check(int component, double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"Component {component} of an observation is {value}; expected a finite number.", nameof(value));
    }

    private void Add(int component, double value)
    {
        var distance = value - _mean[component];
        _mean[component] += distance / Count;
        _squares[component] += distance * (value - _mean[component]);
    }
}
