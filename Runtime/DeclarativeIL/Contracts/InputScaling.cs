using System.Numerics;

namespace DeclarativeIL;

/// <summary>What a network does to its inputs before its first layer: (x - mean) / deviation of each column. It never changes.</summary>
/// <remarks>Both forms compute it by the same two operations in the network's own number type, so that they give the same bits.</remarks>
internal sealed class InputScaling
{
    private readonly float[] _narrowMean,
        _narrowDeviation;
    private readonly double[] _mean,
        _deviation;

    /// <param name="mean">[inputs].</param>
    /// <param name="deviation">[inputs], above 0.</param>
    public InputScaling(double[] mean, double[] deviation)
    {
        (_mean, _deviation) = (mean, deviation);
        _narrowMean = Array.ConvertAll(mean, static value => (float)value);
        _narrowDeviation = Array.ConvertAll(deviation, static value => (float)value);
    }

    /// <summary>[inputs], what is taken from each column.</summary>
    public ReadOnlySpan<T> Mean<T>()
        where T : unmanaged => typeof(T) == typeof(float) ? (T[])(object)_narrowMean : (T[])(object)_mean;

    /// <summary>[inputs], what each column is divided by then.</summary>
    public ReadOnlySpan<T> Deviation<T>()
        where T : unmanaged => typeof(T) == typeof(float) ? (T[])(object)_narrowDeviation : (T[])(object)_deviation;

    /// <summary>Scales rows in place.</summary>
    /// <param name="rows">[n, inputs].</param>
    public void Apply<T>(Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mean = Mean<T>();
        var deviation = Deviation<T>();
        for (; rows.Length > 0; rows = rows[mean.Length..])
        for (var i = 0; i < mean.Length; i++)
            rows[i] = (rows[i] - mean[i]) / deviation[i];
    }

    /// <summary>Gradients with respect to scaled rows become those with respect to the rows, in place.</summary>
    /// <param name="gradients">[n, inputs].</param>
    public void ApplyToGradients<T>(Span<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var deviation = Deviation<T>();
        for (; gradients.Length > 0; gradients = gradients[deviation.Length..])
        for (var i = 0; i < deviation.Length; i++)
            gradients[i] /= deviation[i];
    }
}

/// <summary>Where the scaling of a network's inputs comes from.</summary>
internal abstract class InputScaler
{
    /// <summary>The scaling that is in force; the same object until it changes.</summary>
    public abstract InputScaling Current { get; }

    /// <summary>Takes in states that the network acted on while it was trained, where statistics are gathered.</summary>
    /// <param name="states">[n, s], finite.</param>
    public abstract void Gather(ReadOnlySpan<float> states);

    /// <summary>What was gathered takes effect.</summary>
    public abstract void Update();
}
