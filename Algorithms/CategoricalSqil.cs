using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Soft Q imitation learning over choices (<see href="https://arxiv.org/abs/1905.11108">Reddy, Dragan, Levine, 2020</see>):
/// <see cref="SoftQLearning"/> with a reward of 1 for each of the expert's transitions and 0 for each of the learner's.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The target of the Bellman error is a slow copy of q.</item>
/// <item>An episode that ends is worth nothing more: where the expert's episodes go on and the learner's end, that teaches to live on, and
/// the other way round to end them.</item>
/// </list>
/// </remarks>
[Loss<SoftQLearning>]
public sealed partial class CategoricalSqil
{
    /// <summary>The squared soft Bellman error (q(s, a) − 1 − γ V̄(s′))² of one of the expert's transitions.</summary>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="slow">q̄: a copy that follows q slowly.</param>
    /// <param name="e">The expert's transition; its reward is not read.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    /// <param name="alpha">α: the temperature.</param>
    [Loss]
    static double OnExpert(
        Features q,
        [Target(nameof(q), 0.005)] Features slow,
        Transition e,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(1e-9, 1e9)] double alpha = 0.1
    ) => Square(q.Of(e.State)[e.Action] - 1 - (e.Terminal ? 0 : gamma * SoftQLearning.SoftValue(slow, e.Next, alpha)));

    /// <summary>The reward of a step of the learner's: none.</summary>
    /// <param name="t">The transition.</param>
    [Reward]
    static double Nothing(Transition t) => 0 * t.Reward;
}
