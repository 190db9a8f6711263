namespace DeclarativeIL.Algorithms;

/// <summary>
/// Online DPO: the learner draws two answers, the expert says which is better, the pair is added, the policy trains (after
/// <see href="https://arxiv.org/abs/2402.04792">Guo et al., 2024</see>).
/// </summary>
/// <remarks>
/// Each round draws contexts x, two answers y and y′ from π(·|x), asks the expert, and minimises <see cref="Dpo"/> over all pairs so far.
/// <list type="number">
/// <item>Pairs are aggregated over the rounds, as in DAgger; Guo et al. train on those of the present policy alone.</item>
/// <item>The reference is the policy as it was when training began, in all rounds.</item>
/// <item>Two equal answers make a pair too: it moves nothing.</item>
/// </list>
/// </remarks>
[Loss<Dpo>]
public sealed partial class OnlineDpo
{
    /// <summary>One pair: two answers of the learner, in the order in which the expert prefers them.</summary>
    /// <param name="context">The context x that is to be answered.</param>
    /// <param name="pi">The learner π, as it is in this round.</param>
    /// <param name="expert">The expert, who compares.</param>
    /// <param name="first">The draw of the first answer.</param>
    /// <param name="second">The draw of the second answer.</param>
    [Collect]
    static Preference Compare(State context, Policy pi, Expert expert, Draw first, Draw second)
    {
        var a = pi.Sample(context, first);
        var b = pi.Sample(context, second);
        return expert.Prefers(a, b, context) ? new Preference(context, a, b) : new Preference(context, b, a);
    }
}
