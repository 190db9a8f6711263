namespace DeclarativeIL.Sweeps;

/// <summary>An axis whose values are of a type.</summary>
/// <typeparam name="T">The type: <c>double</c>, <c>int</c>, <c>bool</c>, <c>string</c> or an enum.</typeparam>
public sealed class Axis<T> : Axis
    where T : notnull
{
    private readonly string _distribution = "";
    private readonly Func<double, T> _draw;

    internal Axis(string name, IReadOnlyList<T> values, bool isLogarithmic = false)
        : base(name, isLogarithmic) =>
        (Values, Listed, _draw) = (values, [.. values.Select(static one => (object)one)], u => values[(int)(u * values.Count)]);

    internal Axis(string name, string distribution, Func<double, T> draw, bool isLogarithmic = false)
        : base(name, isLogarithmic) => (Values, Listed, _distribution, _draw) = ([], [], distribution, draw);

    /// <summary>The values of a grid; empty for a distribution.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <inheritdoc/>
    internal override string Meaning =>
        $"{Name} ({AxisValue.NameOf(typeof(T))}) "
        + (Values.Count > 0 ? $"of {string.Join(", ", Listed.Select(AxisValue.Exact))}" : _distribution);

    /// <inheritdoc/>
    internal override IReadOnlyList<object> Listed { get; }

    /// <inheritdoc/>
    internal override object At(double u) => _draw(u);
}
