namespace DeclarativeIL.Sweeps;

/// <summary>One value of each axis.</summary>
public sealed class Setting
{
    private readonly IReadOnlyList<Axis> _axes;

    internal Setting(IReadOnlyList<Axis> axes, IReadOnlyList<double> values) => (_axes, Values) = (axes, values);

    /// <summary>The values, in the order of the axes.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The value of an axis.</summary>
    /// <exception cref="ArgumentException">The sweep does not vary it.</exception>
    public double this[Axis axis]
    {
        get
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
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", _axes.Zip(Values, static (axis, value) => $"{axis.Name} = {Numbers.Text(value)}"));
}
