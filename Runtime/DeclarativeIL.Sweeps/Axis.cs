namespace DeclarativeIL.Sweeps;

/// <summary>A hyperparameter that a sweep varies, and what it varies over.</summary>
public sealed class Axis
{
    private readonly double[] _values;
    private readonly double _low,
        _high;
    private readonly bool _isLog;

    private Axis(string name, double[] values, double low, double high, bool isLog)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, _values, _low, _high, _isLog) = (name, values, low, high, isLog);
    }

    /// <summary>Its name in tables, files and pictures.</summary>
    public string Name { get; }

    /// <summary>The values of a grid; empty for a distribution.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Whether it is drawn by its logarithm, and shown so.</summary>
    public bool IsLogarithmic => _isLog;

    /// <summary>What it varies over, as a sweep's file says it.</summary>
    internal string Meaning =>
        Values.Count > 0
            ? $"{Name} of {Numbers.List(Values)}"
            : $"{Name} {(_isLog ? "log-uniform" : "uniform")} from {Numbers.Text(_low)} to {Numbers.Text(_high)}";

    /// <summary>Listed values: all of them in a grid, one with equal probability in a random search.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One or more finite numbers, each once.</param>
    /// <exception cref="ArgumentException">There is none, one is not finite, or one is there twice.</exception>
    public static Axis Of(string name, params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || values.Distinct().Count() != values.Length || !values.All(double.IsFinite))
            throw new ArgumentException($"{name}: found [{Numbers.List(values)}]; expected finite numbers, each once.", nameof(values));
        return new(name, [.. values], 0, 0, false);
    }

    /// <summary>Uniform in [low, high), for a random search.</summary>
    /// <exception cref="ArgumentException">An end is not finite, or they are not in order.</exception>
    public static Axis Uniform(string name, double low, double high) => Between(name, low, high, false);

    /// <summary>Uniform in the logarithm, in [low, high), for a random search.</summary>
    /// <exception cref="ArgumentException">An end is not finite or not above 0, or they are not in order.</exception>
    public static Axis LogUniform(string name, double low, double high) =>
        low > 0
            ? Between(name, low, high, true)
            : throw new ArgumentException($"{name}: found {Numbers.Text(low)} as the lower end; expected a number above 0.", nameof(low));

    /// <summary>The value that belongs to a uniform draw.</summary>
    internal double At(double u) =>
        _values.Length > 0 ? _values[(int)(u * _values.Length)]
        : _isLog ? Math.Clamp(Math.Exp(Math.Log(_low) + (u * (Math.Log(_high) - Math.Log(_low)))), _low, _high)
        : _low + (u * (_high - _low));

    private static Axis Between(string name, double low, double high, bool isLog) =>
        double.IsFinite(low) && double.IsFinite(high) && low < high
            ? new(name, [], low, high, isLog)
            : throw new ArgumentException($"{name}: found {Numbers.Text(low)} to {Numbers.Text(high)}; expected finite ends in order.");
}
