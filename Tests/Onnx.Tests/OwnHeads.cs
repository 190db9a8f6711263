using DeclarativeIL.Policies;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>A Laplace distribution: its mode is its column Mean.</summary>
[Head<BoxSpace>]
public sealed partial record LaplaceHead(Act Mean, [Free(0.5)] Vector LogScale, double Sharpness = 2)
{
    public double LogProb(Act a) =>
        -Sharpness * Sum(Sqrt(Square(a - Mean)) / Exp(LogScale)) - Sum(LogScale) - Math.Log(2 / Sharpness) * LogScale.Size;
}

/// <summary>The same with a mode that is an equation.</summary>
[Head<BoxSpace>]
public sealed partial record ShiftedHead(Act Mean, Vector LogScale)
{
    public double LogProb(Act a) => -Sum(Sqrt(Square(a - Mean)) / Exp(LogScale)) - Sum(LogScale) - Math.Log(2) * LogScale.Size;

    public Act Mode => Act.At((Vector)Mean + 1);
}

/// <summary>A mean that is an equation, and no mode.</summary>
[Head<BoxSpace>]
public sealed partial record HalvedHead(Vector Twice)
{
    public Act Mean => Act.At(0.5 * Twice);

    public double Fit(Act a) => SquaredNorm(Mean - a);
}

/// <summary>Of heads of the library and of one of its own.</summary>
[Head<TupleSpace>]
public sealed partial record DrivingHead(SquashedGaussianHead Steering, LaplaceHead Speed, CategoricalHead Gear);

/// <summary>A flow of one's own.</summary>
[Head<UnitBox>]
public sealed partial record VelocityHead(Features Velocity, State State, int Steps = 3)
{
    public double Fit(Act a, Gaussian z, Uniform u)
    {
        Vector action = a,
            noise = z;
        return SquaredNorm(Velocity.Of(State, (1 - u) * noise + u * action, u) - (action - noise));
    }

    public Act Sample(Gaussian z) => Act.At(Fold(z, Steps, (x, k) => x + Velocity.Of(State, x, k / Steps) / Steps));
}

/// <summary>A column that has the name of an output.</summary>
[Head<BoxSpace>]
public sealed partial record NamedHead(Act Mean, Vector State)
{
    public double Fit(Act a) => SquaredNorm(Mean - a) + 0 * Sum(State);
}
