using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>
/// Flow matching (Lipman et al. 2023, https://arxiv.org/abs/2210.02747): a field of velocities that carries normal noise at time 0 to acts
/// at time 1 along straight lines. It has several modes where demonstrations have, and no likelihood.
/// </summary>
/// <param name="Velocity">The field: of the state, a point and a time.</param>
/// <param name="State">The state.</param>
/// <param name="Steps">Steps of Euler's method that a sample takes.</param>
[Head<UnitBox>]
public sealed partial record FlowHead(Features Velocity, State State, int Steps = 10)
{
    /// <summary>
    /// The square of the field's error at a point between noise and an act: the paper's paths of optimal transport, with a smallest
    /// deviation of 0.
    /// </summary>
    /// <param name="a">The act.</param>
    /// <param name="z">The noise.</param>
    /// <param name="u">The time.</param>
    public double Fit(Act a, Gaussian z, Uniform u)
    {
        Vector action = a;
        Vector noise = z;
        return SquaredNorm(Velocity.Of(State, (1 - u) * noise + u * action, u) - (action - noise));
    }

    /// <summary>Where the field carries a normal draw.</summary>
    /// <param name="z">The draw.</param>
    public Act Sample(Gaussian z) => Act.At(Fold(z, Steps, (x, k) => x + Velocity.Of(State, x, k / Steps) / Steps));
}
