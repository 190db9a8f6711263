namespace DeclarativeIL.Algorithms;

/// <summary>
/// Dataset aggregation (<see href="https://arxiv.org/abs/1011.0686">Ross, Gordon, Bagnell, 2011</see>), with the paper's parameter-free β_i
/// = I(i = 1).
/// </summary>
/// <remarks>
/// The expert acts in the first round (number 0 here), the learner in all others; every visited state is labelled.
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class IndicatorDAgger
{
    /// <summary>The gate: the expert acts in round 0, the learner in all others.</summary>
    /// <param name="t">The present situation.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
}
