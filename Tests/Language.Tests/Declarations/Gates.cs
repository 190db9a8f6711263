using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Language.Tests.Declarations;

[Loss<RegressionCloning>]
public sealed partial class SafeDAgger
{
    [Loss(Turn = 1)]
    static double Safety(Critic safe, [Detached] Policy mu, Demonstration d, double tau = 0.01)
        => BinaryCrossEntropy(safe.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) < tau);

    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Critic safe) => safe.Value(t.State) > 0 ? Control.Learner : Control.Expert;
}

[Loss<RegressionCloning>]
public sealed partial class LazyDAgger
{
    [Loss(Turn = 1)]
    static double Risk(Critic doubt, [Detached] Policy mu, Demonstration d, double high = 0.05)
        => BinaryCrossEntropy(doubt.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) > high);

    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Policy mu, Critic doubt, Expert expert, double low = 0.005)
        => t.Previous == Control.Expert
            ? (SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) > low ? Control.Expert : Control.Learner)
            : (doubt.Value(t.State) > 0 ? Control.Expert : Control.Learner);

    [Explore]
    static Act Execute(Act chosen, Control by, Gaussian z, double noise = 0.02)
        => by == Control.Expert ? chosen + noise * z : chosen;
}

[Loss<RegressionCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class EnsembleDAgger
{
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Ensemble mu, Expert expert, Step t, double doubt = 0.05, double discrepancy = 0.1)
        => Trace(mu.Covariance(t.State)) > doubt
           || SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) > discrepancy
           ? Control.Expert : Control.Learner;
}

[Loss<RegressionCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class ThriftyDAgger
{
    [Loss(Turn = 1)]
    static double Success(Critic q, [Target(nameof(q), 0.005)] Critic slow, [Detached] Ensemble mu,
                          [Replay] Transition t, double gamma = 0.9999)
        => Square(q.Value(t.State, t.Action)
                  - (t.Success ? 1 : t.Terminal ? 0 : gamma * slow.Value(t.Next, mu.Mean(t.Next))));

    [Column] static double Novelty(Ensemble mu, Demonstration d) => Trace(mu.Covariance(d.State));
    [Column] static double Danger(Critic q, Ensemble mu, Demonstration d) => 1 - q.Value(d.State, mu.Mean(d.State));
    [Column] static double Gap(Ensemble mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Ensemble mu, Critic q, Expert expert,
                          [Quantile(nameof(Novelty), 0.99)] double novel,
                          [Quantile(nameof(Danger), 0.99)] double danger,
                          [Quantile(nameof(Danger), 0.50)] double calm,
                          [Mean(nameof(Gap))] double gap)
        => t.Previous == Control.Expert
            ? (SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) > gap || Risk(q, mu, t.State) > calm ? Control.Expert : Control.Learner)
            : (Trace(mu.Covariance(t.State)) > novel || Risk(q, mu, t.State) > danger ? Control.Expert : Control.Learner);

    static double Risk(Critic q, Ensemble mu, State s) => 1 - q.Value(s, mu.Mean(s));
}

[Loss<RegressionCloning>]
public sealed partial class Dart
{
    [Column]
    static Matrix Residual(Policy mu, Demonstration d) => Outer(mu.Mean(d.State) - d.Action, mu.Mean(d.State) - d.Action);

    [Aggregate(Store.EveryState)]
    static Control Decide() => Control.Expert;

    [Explore]
    static Act Inject(Act chosen, Gaussian z, [Mean(nameof(Residual))] Matrix covariance, double alpha = 1.0)
        => chosen + Cholesky(alpha * covariance) * z;
}
