namespace DeclarativeIL.Player.Kernels;

/// <summary>
/// Arithmetic of a number type, on doubles that hold numbers of that type: each result is rounded to it, by a conversion that no runtime
/// may leave out (engines exist that compute float32 in double precision between conversions).
/// </summary>
internal interface INumbers
{
    /// <summary>Whether the numbers are float64, whose functions are those of the C library.</summary>
    bool IsWide { get; }

    /// <summary>The nearest number of the type.</summary>
    double Round(double x);

    /// <summary>x y + z, rounded once or twice.</summary>
    double MultiplyAdd(double x, double y, double z);

    /// <summary>x / y as tanh and sigmoid divide.</summary>
    double Divide(double x, double y);
}
