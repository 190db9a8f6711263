using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Declarations;

[Loss<RegressionCloning>]
public sealed partial class DoubtfulCloning
{
    [Loss]
    static double Members([Ensemble(Members = 10, Bootstrap = Bootstrap.WithReplacement)] Policy members, Demonstration d) =>
        RegressionCloning.SquaredError(members, d);

    [Explore]
    static Act Propose([Learner] Policy mu, Ensemble members, State s, Gaussian z, double alpha = 1.0) =>
        mu.Mean(s) + alpha * (Cholesky(members.Covariance(s)) * z);
}

public sealed partial class PosteriorCloning
{
    [Loss]
    static double Members([Ensemble(Members = 10, Bootstrap = Bootstrap.WithReplacement)] Policy mu, Demonstration d) =>
        RegressionCloning.SquaredError(mu, d);

    [Loss(Phase = 1)]
    static double Clone(
        [Learner] Policy pi,
        [Detached] Ensemble mu,
        Demonstration d,
        Uniform u,
        Gaussian z,
        double mix = 0.5,
        double alpha = 1.0
    ) => -pi.LogProb(u < mix ? d.Action + alpha * (Cholesky(mu.Covariance(d.State)) * z) : d.Action, d.State);
}

public sealed partial class FlowMatchingCloning
{
    [Loss]
    static double Velocity(Features field, Demonstration d, Gaussian z, Uniform u)
    {
        Vector action = d.Action,
            noise = z;
        return SquaredNorm(field.Of(d.State, (1 - u) * noise + u * action, u) - (action - noise));
    }
}
