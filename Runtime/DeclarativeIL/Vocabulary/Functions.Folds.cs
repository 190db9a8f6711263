namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>step(... step(step(start, 0), 1) ..., steps - 1): a number that goes through the same step several times.</summary>
    /// <param name="start">What the first step is given; the result of no steps.</param>
    /// <param name="steps">How many, 0 or more. In an equation a constant of at most 64: every step is written out.</param>
    /// <param name="step">
    /// From the number so far, and that of the step, counted from 0 (a double, so that nothing divides integers). In an equation a lambda.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public static double Fold(double start, int steps, Func<double, double, double> step) => Folded(start, steps, step);

    /// <summary>step(... step(step(start, 0), 1) ..., steps - 1): a vector that goes through the same step several times.</summary>
    /// <param name="start">What the first step is given; the result of no steps.</param>
    /// <param name="steps">How many, 0 or more. In an equation a constant of at most 64: every step is written out.</param>
    /// <param name="step">
    /// From the vector so far, and the number of the step, counted from 0 (a double, so that nothing divides integers). In an equation a
    /// lambda.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public static Vector Fold(Vector start, int steps, Func<Vector, double, Vector> step) => Folded(start, steps, step);

    /// <summary>step(... step(step(start, 0), 1) ..., steps - 1): an act that goes through the same step several times.</summary>
    /// <param name="start">What the first step is given; the result of no steps.</param>
    /// <param name="steps">How many, 0 or more. In an equation a constant of at most 64: every step is written out.</param>
    /// <param name="step">
    /// From the act so far, and the number of the step, counted from 0 (a double, so that nothing divides integers). In an equation a
    /// lambda.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public static Act Fold(Act start, int steps, Func<Act, double, Act> step) => Folded(start, steps, step);

    private static T Folded<T>(T start, int steps, Func<T, double, T> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (steps < 0)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"Found {steps} steps; expected 0 or more.");
        var value = start;
        for (var k = 0; k < steps; k++)
            value = step(value, k);
        return value;
    }
}
