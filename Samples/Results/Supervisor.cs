namespace DeclarativeIL.Samples.Results;

/// <summary>
/// Stands in for the person of HG-DAgger: watches what the learner is about to do, takes over where it is wrong, hands back where it is
/// right.
/// </summary>
/// <remarks>
/// Wrong is: another discrete action, or a continuous one beyond a tolerance; right again is within half of it. Watching is no
/// label: only what the supervisor does while it acts is counted as one. Before the learner has learned anything it always acts.
/// </remarks>
/// <param name="expert">Knows what is right.</param>
/// <param name="learner">Is watched.</param>
/// <param name="tolerance">In the units of the action.</param>
internal sealed class Supervisor(Expert expert, IPolicyNetwork learner, double tolerance) : Expert, ITakeoverExpert
{
    private readonly float[] _state = new float[learner.StateSize],
        _intended = new float[learner.Actions.Width];

    /// <inheritdoc/>
    public override Act Action(State state) => expert.Action(state);

    /// <inheritdoc/>
    public override bool TakesOver(Step step)
    {
        if (step.Round == 0)
            return true;
        for (var i = 0; i < _state.Length; i++)
            _state[i] = (float)step.State[i];
        learner.Mode(_state, _intended);
        var (right, distance) = (expert.Action(step.State), 0.0);
        for (var i = 0; i < _intended.Length; i++)
            distance = Math.Max(distance, Math.Abs(right[i] - _intended[i]));
        return learner.Actions is DiscreteSpace ? distance > 0 : distance > (step.Previous == Control.Expert ? tolerance / 2 : tolerance);
    }
}
