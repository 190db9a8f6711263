namespace DeclarativeIL.Plots;

/// <summary>A plane of states: two components vary, the others stay.</summary>
public sealed record StatePlane
{
    /// <summary>A plane.</summary>
    /// <param name="at">A state in the plane: the components that stay.</param>
    /// <param name="x">The component that goes to the right.</param>
    /// <param name="xRange">Its smallest and largest number.</param>
    /// <param name="y">The component that goes up.</param>
    /// <param name="yRange">Its smallest and largest number.</param>
    /// <exception cref="ArgumentException">There is no such component, both are one, or a range is empty or not finite.</exception>
    public StatePlane(State at, int x, (double Low, double High) xRange, int y, (double Low, double High) yRange)
    {
        if (x < 0 || x >= at.Size || y < 0 || y >= at.Size || x == y)
            throw new ArgumentException($"Found components {x} and {y}; expected two of 0 to {at.Size - 1}.", nameof(x));
        if (!IsRange(xRange) || !IsRange(yRange))
            throw new ArgumentException(
                $"Found {xRange} and {yRange}; expected finite numbers, the second above the first.",
                nameof(xRange)
            );
        (At, X, XRange, Y, YRange) = (at, x, xRange, y, yRange);
    }

    /// <summary>The components that stay.</summary>
    public State At { get; }

    /// <summary>The component that goes to the right.</summary>
    public int X { get; }

    /// <summary>Its smallest and largest number.</summary>
    public (double Low, double High) XRange { get; }

    /// <summary>The component that goes up.</summary>
    public int Y { get; }

    /// <summary>Its smallest and largest number.</summary>
    public (double Low, double High) YRange { get; }

    /// <summary>The name of the first.</summary>
    public string XName
    {
        get => field ?? $"component {X}";
        init;
    }

    /// <summary>The name of the second.</summary>
    public string YName
    {
        get => field ?? $"component {Y}";
        init;
    }

    /// <summary>The state at a place of the plane.</summary>
    public State Of(double x, double y)
    {
        double[] numbers = [.. Enumerable.Range(0, At.Size).Select(i => At[i])];
        (numbers[X], numbers[Y]) = (x, y);
        return State.Of(numbers);
    }

    private static bool IsRange((double Low, double High) range) =>
        double.IsFinite(range.Low) && double.IsFinite(range.High) && range.Low < range.High;
}
