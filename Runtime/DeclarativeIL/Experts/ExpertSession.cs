using DeclarativeIL.Environments;

namespace DeclarativeIL.Experts;

/// <summary>
/// The expert's session with a rollout of N environments: it asks at most once per environment and step, checks the answer, counts.
/// </summary>
/// <remarks>
/// A rollout reads
/// <code>
/// session.Begin(round);
/// for (...)
/// {
///     session.NextStep();
///     while (session.NextPass())     // twice for a person who is asked of all environments at once
///         // per environment i, in any order, as often as the rule likes:
///         //   session.Situation(i, state), session.Action(i, state), session.TakesOver(i, step);
///         //   then where session.Puts(i, state, control) is false, once session.Acts(i, control)
///     environments.Step(...);
///     // session.EndEpisode(i) where the episode ended
/// }
/// </code>
/// Not for use by several threads at once.
/// </remarks>
public sealed partial class ExpertSession
{
    private readonly IActionExpert _expert;
    private readonly Space _actions;
    private readonly Act[] _answers;
    private readonly double[]?[] _written; // the answer of an expert that is asked without allocating
    private readonly bool[] _wants;
    private readonly long[] _answered,
        _asked; // the stamp of the step that the memory is of
    private readonly long[] _episodeStart; // the step at which the present episode began
    private readonly Control[] _previous;
    private readonly int[] _index;
    private readonly long[] _episodes; // their numbers, which no other session gives
    private readonly float[] _check;
    private long _stamp = 1;
    private long _queries,
        _interventions,
        _takeovers,
        _switches;

    /// <summary>A session for one training run.</summary>
    /// <param name="expert">Whom to ask.</param>
    /// <param name="actions">Where the answers have to lie.</param>
    /// <param name="environments">How many environments there are.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="environments"/> is not positive.</exception>
    public ExpertSession(IActionExpert expert, Space actions, int environments)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(environments);
        (_expert, _actions) = (expert, actions);
        _answers = new Act[environments];
        _written = new double[environments][];
        _wants = new bool[environments];
        _answered = new long[environments];
        _asked = new long[environments];
        _previous = new Control[environments];
        _episodeStart = new long[environments];
        _index = new int[environments];
        _check = new float[actions.Width];
        _episodes = new long[environments];
        _ahead = environments > 1 ? AskedAhead.Of(expert) : null;
        _put = new IPutQuestion[environments];
        for (var i = 0; i < environments; i++)
            NumberEpisode(i);
    }

    /// <summary>The present round.</summary>
    public int Round { get; private set; }

    /// <summary>The present step within the round, counted from 0; -1 before the first.</summary>
    public long Step { get; private set; } = -1;

    /// <summary>Labels: how often the expert said what it would do.</summary>
    public long Queries => _queries;

    /// <summary>All counts since the session was made; setting them resumes a run.</summary>
    public ExpertCounts Counts
    {
        get => new(_queries, _interventions, _takeovers, _switches);
        set => (_queries, _interventions, _takeovers, _switches) = value;
    }

    /// <summary>Starts a round. The counts go on.</summary>
    /// <param name="round">The round, counted from 0.</param>
    /// <param name="goesOn">Whether episodes go on from the round before; else every environment starts a new one.</param>
    public void Begin(int round, bool goesOn = false)
    {
        for (var i = 0; i < _episodeStart.Length; i++)
        {
            if (goesOn)
                _episodeStart[i] -= Step + 1; // counted from the start of the new round
            else
            {
                (_previous[i], _index[i], _episodeStart[i]) = (Control.Learner, 0, 0);
                NumberEpisode(i);
            }
        }
        (Round, Step) = (round, -1);
        _stamp++;
    }

    /// <summary>All environments have moved on: the answers are forgotten.</summary>
    public void NextStep()
    {
        Step++;
        _stamp++;
        (_pass, _isPutting) = (0, false);
    }

    /// <summary>
    /// The expert's checked answer in <paramref name="state"/>; asked once per step, however often this is called. It is valid until the
    /// next step.
    /// </summary>
    /// <exception cref="ExpertException">The expert threw, or its answer is not finite or outside of the action space.</exception>
    public Act Action(int environment, State state)
    {
        if (_isPutting)
            return PutAhead(environment, state);
        if (_answered[environment] != _stamp)
        {
            _answers[environment] = Ask(environment, state);
            _answered[environment] = _stamp;
        }
        return _answers[environment];
    }

    /// <summary>The same, for a state as the environments give it: no <see cref="State"/> is made unless the expert is asked.</summary>
    /// <exception cref="ExpertException">The expert threw, or its answer is not finite or outside of the action space.</exception>
    public Act Action(int environment, ReadOnlySpan<float> observation) =>
        _answered[environment] == _stamp && !_isPutting ? _answers[environment] : Action(environment, State.From(observation));

    /// <summary>The same, written to where an environment or a data set takes it.</summary>
    /// <param name="environment">The environment's number.</param>
    /// <param name="observation">[s].</param>
    /// <param name="action">[a], filled.</param>
    /// <exception cref="ExpertException">The expert threw, or its answer is not finite or outside of the action space.</exception>
    public void Action(int environment, ReadOnlySpan<float> observation, Span<float> action)
    {
        Guard.Length(action.Length, _actions.Width, nameof(action));
        Floats.Copy(Action(environment, observation).Span, action);
    }

    /// <summary>Tells whether the expert wants to act now; asked once per step. Not a label, so not counted as a query.</summary>
    /// <exception cref="ExpertException">The expert threw, or cannot say when it takes over.</exception>
    public bool TakesOver(int environment, Step step)
    {
        if (_asked[environment] == _stamp)
            return _wants[environment];
        if (_expert is not ITakeoverExpert expert)
            throw new ExpertException(
                environment,
                Round,
                Step,
                _expert.GetType().Name,
                "an ITakeoverExpert: the declared rule asks when the expert takes over"
            );
        try
        {
            _wants[environment] = expert is ISituatedTakeoverExpert situated
                ? situated.TakesOver(Query(environment, Kept(step.State)))
                : expert.TakesOver(step with { State = Kept(step.State) });
        }
        catch (Exception e) when (EndsAsking(e))
        {
            throw Failed(environment, e);
        }
        _asked[environment] = _stamp;
        return _wants[environment];
    }

    /// <summary>The situation of an environment as a declared rule sees it.</summary>
    public Step Situation(int environment, State state) => new(state, Round, _index[environment], _queries, _previous[environment]);

    /// <summary>The decision on the step before; <see cref="Control.Learner"/> at the start of an episode.</summary>
    public Control Previous(int environment) => _previous[environment];

    /// <summary>Notes who acts on this step; to be called once per environment and step, after <see cref="Previous"/> was read.</summary>
    public void Acts(int environment, Control control)
    {
        var (acts, acted) = (control != Control.Learner, _previous[environment] != Control.Learner); // handing back, the expert still acts
        if (acts != acted)
            _switches++;
        if (acts)
            _interventions++;
        if (acts && !acted)
            _takeovers++;
        _previous[environment] = control;
        _index[environment]++;
    }

    /// <summary>The episode ended with this step; the next one begins as if the learner had acted before.</summary>
    public void EndEpisode(int environment)
    {
        (_previous[environment], _index[environment]) = (Control.Learner, 0);
        _episodeStart[environment] = Step + 1;
        NumberEpisode(environment);
    }
}
