namespace DeclarativeIL.Sweeps;

/// <summary>A hyperparameter that a sweep varies, and what it varies over: numbers, truths, names, members of an enum.</summary>
public abstract class Axis
{
    private protected Axis(string name, bool isLogarithmic)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Any(char.IsControl))
            throw new ArgumentException($"Found a control character in the name '{name}'; expected none.", nameof(name));
        (Name, IsLogarithmic) = (name, isLogarithmic);
    }

    /// <summary>Its name in tables, files and pictures.</summary>
    public string Name { get; }

    /// <summary>Whether it is drawn by its logarithm, and shown so.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>What it varies over, as a sweep's file says it.</summary>
    internal abstract string Meaning { get; }

    /// <summary>The values of a grid; empty for a distribution.</summary>
    internal abstract IReadOnlyList<object> Listed { get; }

    /// <summary>Listed numbers: all of them in a grid, one with equal probability in a random search.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One or more finite numbers, each once.</param>
    /// <exception cref="ArgumentException">There is none, one is not finite, or one is there twice.</exception>
    public static Axis<double> Of(string name, params double[] values) => Listing(name, values, double.IsFinite, "finite numbers");

    /// <summary>Listed whole numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One or more, each once.</param>
    /// <exception cref="ArgumentException">There is none, or one is there twice.</exception>
    public static Axis<int> Of(string name, params int[] values) => Listing(name, values, static _ => true, "whole numbers");

    /// <summary>A truth.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">False, true, or both.</param>
    /// <exception cref="ArgumentException">There is none, or one is there twice.</exception>
    public static Axis<bool> Of(string name, params bool[] values) => Listing(name, values, static _ => true, "truths");

    /// <summary>Listed names, such as those of networks.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One or more, each once, without control characters.</param>
    /// <exception cref="ArgumentException">There is none, one is blank or has a control character, or one is there twice.</exception>
    public static Axis<string> Of(string name, params string[] values) =>
        Listing(name, values, static one => !string.IsNullOrWhiteSpace(one) && !one.Any(char.IsControl), "names");

    /// <summary>Listed members of an enum.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="values">One or more, each once.</param>
    /// <exception cref="ArgumentException">There is none, one has no name in the enum, or one is there twice.</exception>
    public static Axis<TEnum> Of<TEnum>(string name, params TEnum[] values)
        where TEnum : struct, Enum => Listing(name, values, Enum.IsDefined, $"members of {typeof(TEnum).Name}");

    /// <summary>Uniform in [low, high), for a random search.</summary>
    /// <exception cref="ArgumentException">An end is not finite, or they are not in order.</exception>
    public static Axis<double> Uniform(string name, double low, double high)
    {
        CheckEnds(name, low, high);
        return new(name, $"uniform from {AxisValue.Text(low)} to {AxisValue.Text(high)}", u => low + (u * (high - low)));
    }

    /// <summary>Uniform in the logarithm, in [low, high), for a random search.</summary>
    /// <exception cref="ArgumentException">An end is not finite or not above 0, or they are not in order.</exception>
    public static Axis<double> LogUniform(string name, double low, double high)
    {
        if (!(low > 0))
            throw new ArgumentException($"{name}: found {AxisValue.Text(low)} as the lower end; expected a number above 0.", nameof(low));
        CheckEnds(name, low, high);
        return new(
            name,
            $"log-uniform from {AxisValue.Text(low)} to {AxisValue.Text(high)}",
            u => Math.Clamp(Math.Exp(Math.Log(low) + (u * (Math.Log(high) - Math.Log(low)))), low, high),
            isLogarithmic: true
        );
    }

    /// <summary>Whole numbers, each with equal probability, for a random search.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The smallest one.</param>
    /// <param name="high">The largest one, which is drawn, too.</param>
    /// <exception cref="ArgumentException">The ends are not in order.</exception>
    public static Axis<int> Integers(string name, int low, int high)
    {
        CheckEnds(name, low, high);
        var count = (double)high - low + 1;
        return new(name, $"uniform from {low} to {high}", u => (int)Math.Min(high, low + Math.Floor(u * count)));
    }

    /// <summary>Low, low · base, low · base², ..., high: all of them in a grid, one with equal probability in a random search.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The smallest one, 1 or more.</param>
    /// <param name="high">The largest one: low times a power of the base.</param>
    /// <param name="base">2 or more.</param>
    /// <exception cref="ArgumentException">The lower end, the base or the upper end is none of these.</exception>
    public static Axis<int> Powers(string name, int low, int high, int @base = 2)
    {
        if (low < 1 || @base < 2)
            throw new ArgumentException($"{name}: found powers of {@base} from {low}; expected a base of 2 or more from 1 or more.");
        CheckEnds(name, low, high);
        var values = new List<int>();
        for (long value = low; value <= high; value *= @base)
            values.Add((int)value);
        return values[^1] == high
            ? new(name, values, isLogarithmic: true)
            : throw new ArgumentException(
                $"{name}: found {high} as the upper end; expected {low} times a power of {@base}, such as {values[^1]}.",
                nameof(high)
            );
    }

    /// <summary>The value that belongs to a uniform draw.</summary>
    internal abstract object At(double u);

    /// <summary>Where a value lies in a picture: a number at itself or its logarithm, others in the order of the list.</summary>
    internal double Place(object value) =>
        value switch
        {
            double number => Scaled(number),
            int number => Scaled(number),
            _ => Listed.Index().First(one => one.Item.Equals(value)).Index,
        };

    private double Scaled(double number) => IsLogarithmic ? Math.Log10(number) : number;

    private static Axis<T> Listing<T>(string name, T[] values, Func<T, bool> isValid, string expected)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length > 0 && values.All(isValid) && values.Distinct().Count() == values.Length
            ? new(name, [.. values])
            : throw new ArgumentException(
                $"{name}: found [{string.Join(", ", values.Select(static one => AxisValue.Text(one)))}]; expected {expected}, each once.",
                nameof(values)
            );
    }

    private static void CheckEnds(string name, double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low >= high)
            throw new ArgumentException(
                $"{name}: found {AxisValue.Text(low)} to {AxisValue.Text(high)}; expected finite ends in order.",
                nameof(high)
            );
    }
}
