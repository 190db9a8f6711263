namespace DeclarativeIL;

/// <summary>
/// A box with finite bounds as a distribution over -1 to 1 sees it: an element u in [-1, 1] of each component stands for
/// low + (high - low) (u + 1) / 2 of the box.
/// </summary>
/// <remarks>As a space it is the box of those numbers u; the environment, and data, stay in the units of <see cref="Bounds"/>.</remarks>
public sealed record UnitBox : BoxSpace
{
    internal new const string Kind = "unit_box";

    private readonly double[] _centers,
        _halves;

    /// <summary>The view of a box.</summary>
    /// <param name="bounds">The box, each of its lower bounds below the upper, all finite.</param>
    /// <exception cref="ArgumentException">A bound is infinite, or a component has one element alone.</exception>
    public UnitBox(BoxSpace bounds)
        : base(Repeated(-1, Checked(bounds).Width), Repeated(1, bounds.Width))
    {
        Bounds = bounds;
        _centers = [.. bounds.Low.Zip(bounds.High, static (low, high) => ((double)low + high) / 2)];
        _halves = [.. bounds.Low.Zip(bounds.High, static (low, high) => ((double)high - low) / 2)];
        LogVolume = _halves.Sum(Math.Log);
    }

    /// <summary>The box itself.</summary>
    public BoxSpace Bounds { get; }

    /// <summary>
    /// The sum over the components of log (high - low) / 2: a log-density over u less this is one over the box, and an entropy more this.
    /// </summary>
    public double LogVolume { get; }

    /// <inheritdoc/>
    public override string Text => Words(Kind, Bounds.Low, Bounds.High);

    /// <summary>The middle of each component of the box: what 0 stands for.</summary>
    public ReadOnlySpan<double> Centers => _centers;

    /// <summary>Half the length of each component of the box: what a step of 1 stands for.</summary>
    public ReadOnlySpan<double> Halves => _halves;

    /// <summary>A component in the units of the box, never beyond its bounds where <paramref name="unit"/> is within -1 and 1.</summary>
    /// <param name="component">From 0 to <see cref="BoxSpace.Width"/> - 1.</param>
    /// <param name="unit">The number on the scale of -1 to 1.</param>
    public double ToBounds(int component, double unit) =>
        unit == 1 ? Bounds.High[component]
        : unit == -1 ? Bounds.Low[component]
        : _centers[component] + _halves[component] * unit;

    /// <summary>The way back.</summary>
    /// <param name="component">From 0 to <see cref="BoxSpace.Width"/> - 1.</param>
    /// <param name="value">The number in the units of the box.</param>
    public double FromBounds(int component, double value) =>
        value == Bounds.High[component] ? 1
        : value == Bounds.Low[component] ? -1
        : (value - _centers[component]) / _halves[component];

    /// <summary>An element in the units of the box, within its bounds.</summary>
    /// <param name="unit">[<see cref="BoxSpace.Width"/>], from -1 to 1; what lies beyond is taken as the end.</param>
    /// <param name="bounded">[<see cref="BoxSpace.Width"/>], filled; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ToBounds(ReadOnlySpan<float> unit, Span<float> bounded)
    {
        CheckWidths(unit, bounded);
        for (var i = 0; i < unit.Length; i++)
            bounded[i] = Bounds.Clip(i, ToBounds(i, unit[i]));
    }

    /// <summary>The way back: an element of the box on the scale of -1 to 1.</summary>
    /// <param name="bounded">[<see cref="BoxSpace.Width"/>]; what lies beyond a bound is taken as the bound.</param>
    /// <param name="unit">[<see cref="BoxSpace.Width"/>], filled; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void FromBounds(ReadOnlySpan<float> bounded, Span<float> unit)
    {
        CheckWidths(bounded, unit);
        for (var i = 0; i < bounded.Length; i++)
            unit[i] = Clip(i, FromBounds(i, bounded[i]));
    }

    /// <inheritdoc/>
    public bool Equals(UnitBox? other) => other is not null && Bounds.Equals(other.Bounds);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Bounds);

    private protected override void CheckChange(string argument) =>
        throw new ArgumentException($"The view of a box goes from -1 to 1; expected a new {nameof(UnitBox)} of another box.", argument);

    private static BoxSpace Checked(BoxSpace? bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        for (var i = 0; i < bounds.Width; i++)
            if (!(float.IsFinite(bounds.Low[i]) && float.IsFinite(bounds.High[i]) && bounds.Low[i] < bounds.High[i]))
                throw new ArgumentException(
                    $"Component {i} of the box goes from {bounds.Low[i]} to {bounds.High[i]}; expected finite bounds, the lower below the "
                        + "upper: nothing else can be seen as -1 to 1.",
                    nameof(bounds)
                );
        return bounds;
    }

    private static float[] Repeated(float value, int count) => [.. Enumerable.Repeat(value, count)];
}
