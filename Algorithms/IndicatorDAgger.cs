namespace DeclarativeIL.Algorithms;

/// <summary>Dataset aggregation (Ross, Gordon, Bagnell 2011, <see href="https://arxiv.org/abs/1011.0686">arXiv:1011.0686</see>), with the paper's parameter-free beta_i = I(i = 1).</summary>
/// <remarks>The expert acts in the first round (number 0 here), the learner in all others; every visited state is labelled.</remarks>
[Loss<BehaviorCloning>]
public sealed partial class IndicatorDAgger
{
    /// <summary>Who acts.</summary>
    /// <param name="t">The situation.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
}
