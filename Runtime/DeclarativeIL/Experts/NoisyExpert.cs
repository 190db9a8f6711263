using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Experts;

/// <summary>An expert that errs: labels with noise.</summary>
/// <remarks>
/// The draws of a question are a pure function of the seeds, the environment, the round and the step: asking less often, or
/// resuming, changes no other answer.
/// </remarks>
public sealed class NoisyExpert : Expert, ISituatedExpert, IFitted, IAskedAhead, IRestorable
{
    private readonly PlacelessQuestions _placeless = new();
    private readonly IActionExpert _expert;
    private readonly Space _actions;
    private readonly double _noise;
    private readonly SeedSequence _seeds;

    /// <summary>Adds noise to an expert's answers.</summary>
    /// <param name="expert">Who answers.</param>
    /// <param name="actions">Where the answers lie, and stay.</param>
    /// <param name="noise">
    /// Continuous: the standard deviation of what is added to each component, in the action's units; the sum is clipped to the
    /// bounds. Discrete: the probability of any choice, all as likely, instead of the expert's.
    /// </param>
    /// <param name="seeds">Where the draws come from.</param>
    /// <exception cref="ArgumentException"><paramref name="actions"/> is neither a discrete space nor a box.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="noise"/> is negative, not finite, or a probability above 1.
    /// </exception>
    public NoisyExpert(IActionExpert expert, Space actions, double noise, SeedSequence seeds)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(seeds);
        if (actions is not (DiscreteSpace or BoxSpace))
            throw new ArgumentException(
                $"Found actions of {Guard.Describe(actions)}; expected those of a discrete space or of a box: what noise is elsewhere is "
                    + "not said.",
                nameof(actions)
            );
        if (!(noise >= 0 && noise <= (actions is DiscreteSpace ? 1 : double.MaxValue)))
            throw new ArgumentOutOfRangeException(
                nameof(noise),
                noise,
                actions is DiscreteSpace ? "Expected a probability from 0 to 1." : "Expected a standard deviation of 0 or more."
            );
        (_expert, _actions, _noise, _seeds) = (expert, actions, noise, seeds);
    }

    /// <inheritdoc/>
    public override Act Action(State state) => Action(_placeless.Next(state));

    /// <inheritdoc/>
    public Act Action(ExpertQuery query)
    {
        var answer = query.Ask(_expert);
        var draws = query.Draws(_seeds);
        if (_actions is DiscreteSpace discrete)
            return draws.NextUniform() < _noise ? Act.Discrete(draws.NextInt(discrete.Count)) : answer;
        var box = (BoxSpace)_actions;
        if (answer.Size != box.Width)
            throw new InvalidOperationException($"Found the action {answer} of {answer.Size} numbers; expected {box.Width}.");
        var noisy = new double[answer.Size];
        for (var i = 0; i < noisy.Length; i++)
            noisy[i] = Math.Clamp(answer[i] + _noise * draws.NextGaussian(), box.Low[i], box.High[i]);
        return query.Within(new Act(noisy.AsMemory()));
    }

    void IRestorable.SaveState(BinaryWriter state)
    {
        _placeless.Save(state);
        StateNumbers.Of(_expert)?.SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        _placeless.Restore(state);
        StateNumbers.Of(_expert)?.RestoreState(state);
    }

    bool IAskedAhead.IsAskedAhead => AskedAhead.Of(_expert) is not null;

    IPutQuestion IAskedAhead.Put(ExpertQuery query) => AskedAhead.Put(_expert, query);

    string? IFitted.Fault(Space observations, Space actions) =>
        SpaceFit.Bounds("noisy expert answers", _actions, actions) ?? SpaceFit.Fault(_expert, observations, actions);
}
