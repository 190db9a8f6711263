using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Experts;

/// <summary>
/// An expert that does not always do the same in the same state: a policy that samples, or several experts taking turns at random.
/// </summary>
/// <remarks>
/// The draws of a question are a pure function of the seeds, the environment, the round and the step: asking less often, or
/// resuming, changes no other answer.
/// </remarks>
public sealed class StochasticExpert : Expert, ISituatedExpert, IFitted, IRestorable
{
    private readonly PlacelessQuestions _placeless = new();
    private readonly Func<ExpertQuery, RandomStream, Act> _answer;
    private readonly Func<Space, Space, string?> _fault;
    private readonly SeedSequence _seeds;

    /// <summary>Acts by a policy's samples, not by its mode. The policy stays the caller's to dispose.</summary>
    /// <param name="policy">The policy, trained before.</param>
    /// <param name="seeds">Where the draws come from.</param>
    public StochasticExpert(IPolicyNetwork policy, SeedSequence seeds)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(seeds);
        _seeds = seeds;
        _fault = (observations, actions) => SpaceFit.Fault(policy, observations, actions);
        _answer = (query, draws) =>
        {
            if (query.State.Size != policy.StateSize)
                throw new ArgumentException(
                    $"state holds {query.State.Size} numbers; the policy expects {policy.StateSize}.",
                    nameof(query)
                );
            var observation = new float[query.State.Size];
            var action = new float[policy.Actions.Width];
            Floats.Copy(query.State.Span, observation);
            policy.Sample(observation, action, draws);
            BoxActions.Clip(policy.Actions, action, action);
            return query.Within(Act.From(action));
        };
    }

    /// <summary>Asks one of several experts, drawn anew for every question.</summary>
    /// <param name="experts">The experts, each with its probability; the probabilities sum to 1.</param>
    /// <param name="seeds">Where the draws come from.</param>
    /// <exception cref="ArgumentException">There is none, or the probabilities are negative or do not sum to 1.</exception>
    public StochasticExpert(IReadOnlyList<(IActionExpert Expert, double Probability)> experts, SeedSequence seeds)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(seeds);
        if (
            experts.Count == 0
            || experts.Any(static e => e.Expert is null || !(e.Probability >= 0))
            || !(Math.Abs(experts.Sum(static e => e.Probability) - 1) < 1e-9)
        )
            throw new ArgumentException("Expected experts with probabilities that sum to 1.", nameof(experts));
        _seeds = seeds;
        (IActionExpert Expert, double Probability)[] listed = [.. experts]; // the caller's list may change
        _fault = (observations, actions) =>
            listed.Select(one => SpaceFit.Fault(one.Expert, observations, actions)).FirstOrDefault(static fault => fault is not null);
        _answer = (query, draws) =>
        {
            var left = draws.NextUniform();
            var i = 0;
            while (i < listed.Length - 1 && left >= listed[i].Probability)
                left -= listed[i++].Probability;
            return query.Ask(listed[i].Expert);
        };
    }

    /// <inheritdoc/>
    public override Act Action(State state) => Action(_placeless.Next(state));

    /// <inheritdoc/>
    public Act Action(ExpertQuery query) => _answer(query, query.Draws(_seeds));

    void IRestorable.SaveState(BinaryWriter state) => _placeless.Save(state);

    void IRestorable.RestoreState(BinaryReader state) => _placeless.Restore(state);

    string? IFitted.Fault(Space observations, Space actions) => _fault(observations, actions);
}
