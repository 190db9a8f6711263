namespace DeclarativeIL.Algorithms;

/// <summary>
/// Human-gated DAgger (<see href="https://arxiv.org/abs/1810.02890">Kelly, Sidrane, Driggs-Campbell, Kochenderfer, 2019</see>): the expert
/// takes over when it wants to.
/// </summary>
/// <remarks>
/// Only the steps on which the expert acts are labelled and kept.
/// <list type="number">
/// <item>The paper's doubt threshold, which it derives from an ensemble for its risk estimate, is not part of the training and left
/// out.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class HgDAgger
{
    /// <summary>The gate: the expert acts whenever it wants to.</summary>
    /// <param name="expert">The expert, who sees the whole situation and may hold on.</param>
    /// <param name="t">The present situation.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Expert expert, Step t) => expert.TakesOver(t) ? Control.Expert : Control.Learner;
}
