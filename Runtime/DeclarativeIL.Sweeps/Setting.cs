namespace DeclarativeIL.Sweeps;

/// <summary>One value of each axis.</summary>
public sealed class Setting
{
    private readonly IReadOnlyList<Axis> _axes;

    internal Setting(IReadOnlyList<Axis> axes, IReadOnlyList<object> values) => (_axes, Values) = (axes, values);

    /// <summary>The values, in the order of the axes.</summary>
    public IReadOnlyList<object> Values { get; }

    /// <summary>The value of an axis.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="axis">An axis of the sweep.</param>
    /// <exception cref="ArgumentException">The sweep does not vary it.</exception>
    public T Value<T>(Axis<T> axis)
        where T : notnull => (T)At(axis);

    /// <inheritdoc/>
    public override string ToString() => Said(AxisValue.Text);

    internal object At(Axis axis)
    {
        ArgumentNullException.ThrowIfNull(axis);
        for (var i = 0; i < _axes.Count; i++)
        {
            if (ReferenceEquals(_axes[i], axis))
                return Values[i];
        }
        throw new ArgumentException(
            $"Found axis '{axis.Name}'; expected one of this sweep: {string.Join(", ", _axes.Select(static one => one.Name))}."
        );
    }

    /// <summary>Names and values, as a sweep's file says them or as messages do.</summary>
    internal string Said(Func<object, string> text) =>
        string.Join(", ", _axes.Zip(Values, (axis, value) => $"{axis.Name} = {text(value)}"));
}
