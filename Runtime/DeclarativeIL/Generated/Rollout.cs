using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <summary>The rollout of one run in N environments, round after round, and where each of them is.</summary>
/// <remarks>
/// Episodes go on from round to round, and with them the steps and episodes that draws are counted by, so that a run in many
/// rounds draws what one long round would; <see cref="Rounds"/> says where a round begins with a reset instead.
/// </remarks>
public sealed partial class Rollout
{
    private readonly IVectorEnvironment _environments;
    private readonly ExpertSession? _expert;
    private readonly Rounds _rounds;
    private readonly float[] _observations,
        _before,
        _chosen,
        _executed,
        _finalObservations;
    private readonly StepResult[] _results;
    private readonly int[] _index,
        _episode;
    private readonly ActedLog? _acted; // null where nobody asks
    private readonly bool[] _expertActs; // in the step that is decided
    private ActingPolicy? _learner;
    private int _round;

    /// <summary>The rollout of a run, before its first round.</summary>
    /// <param name="environments">Where to roll out.</param>
    /// <param name="expert">Who remembers what the expert said and who acted; null where no expert takes part.</param>
    /// <param name="rounds">How much is collected.</param>
    /// <param name="seeds">Where resets and draws start.</param>
    /// <exception cref="ArgumentException">The environments are to be evaluated in, too.</exception>
    /// <exception cref="EnvironmentException">A like set was needed for evaluation, and making it failed.</exception>
    public Rollout(IVectorEnvironment environments, ExpertSession? expert, Rounds rounds, SeedSequence seeds)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentNullException.ThrowIfNull(rounds);
        ArgumentNullException.ThrowIfNull(seeds);
        (_environments, _expert, _rounds, Seeds) = (environments, expert, rounds, seeds);
        Sampling = seeds.Child("sample").Stream();
        _evaluation = EvaluationOf(environments, rounds);
        _observations = new float[environments.Count * environments.Observations.Width];
        _before = new float[_observations.Length];
        _finalObservations = new float[_observations.Length];
        _chosen = new float[environments.Count * environments.Actions.Width];
        _executed = new float[_chosen.Length];
        _results = new StepResult[environments.Count];
        _index = new int[environments.Count];
        _episode = new int[environments.Count];
        _isTaken = new bool[environments.Count];
        _wasTaken = new bool[environments.Count];
        _expertActs = new bool[environments.Count];
        _acted = rounds.KeepsActed ? new(environments.Count) : null;
        (Situations, Draws) = (Shown(), new(seeds, this));
    }

    /// <summary>The seeds from which the draws of the rollout start, whatever the round.</summary>
    public SeedSequence Seeds { get; }

    /// <summary>The stream by which the learner samples.</summary>
    public RandomStream Sampling { get; }

    /// <summary>[N, s], what is seen now.</summary>
    public Span<float> Observations => _observations;

    /// <summary>[N, a], what is chosen; continuous actions are executed within their bounds.</summary>
    public Span<float> Actions => _chosen;

    /// <summary>Steps of each environment since the run started.</summary>
    public long Time { get; private set; }

    /// <summary>Environment steps of the present round, over all environments together; only what counts for the round.</summary>
    public int Steps { get; private set; }

    /// <summary>The situation of environment <paramref name="environment"/>; its state is valid until the next step.</summary>
    public Step Situation(int environment) =>
        new(
            _state.State(environment),
            _round,
            _index[environment],
            _expert?.Queries ?? 0,
            _expert?.Previous(environment) ?? Control.Learner
        );

    /// <summary>Notes who acts in an environment; the learner's action stands already.</summary>
    public void Decide(int environment, Control control)
    {
        _expert?.Acts(environment, control);
        _expertActs[environment] = control != Control.Learner;
    }

    /// <summary>Notes who acts in an environment, and what the expert would do.</summary>
    public void Decide(int environment, Control control, Act label)
    {
        Decide(environment, control);
        if (control != Control.Learner)
            Execute(environment, label);
    }

    /// <summary>The number of the episode that an environment is in, counted from 0 in each environment and run.</summary>
    public int Episode(int environment) => _episode[environment];

    /// <summary>The act that is chosen for an environment, as it stands now.</summary>
    public Act Action(int environment) => Act.From(ActionOf(environment));

    /// <summary>Replaces what is chosen for an environment.</summary>
    /// <exception cref="ArgumentException">It is not of the environment's size.</exception>
    public void Execute(int environment, Act act)
    {
        var action = ActionOf(environment);
        if (act.Size != action.Length)
            throw new ArgumentException(
                $"The action {act} has {act.Size} numbers; environment {environment} takes {action.Length}.",
                nameof(act)
            );
        for (var i = 0; i < action.Length; i++)
            action[i] = (float)act[i];
    }

    /// <summary>
    /// The learner samples what is chosen in every environment, by what it remembers of the episode there; or it acts by its mode, where
    /// the rounds say so.
    /// </summary>
    public void Sample(IPolicyNetwork learner)
    {
        if (!ReferenceEquals(_learner?.Policy, learner))
            _learner = Acting(learner);
        if (_rounds.ActsByMode)
            _learner.Mode(_observations, _chosen);
        else
            _learner.Sample(_observations, _chosen, Sampling);
    }

    /// <summary>Appends what the last step left, of every environment whose step counts for the round.</summary>
    public void AppendTo(RolloutBuffer log)
    {
        ArgumentNullException.ThrowIfNull(log);
        log.Append(_before, _executed, _results, _observations, _finalObservations, _chosen, _wasTaken);
    }

    /// <summary>One step of every environment, with the chosen actions brought within their bounds.</summary>
    /// <exception cref="EnvironmentException">The environments threw, or gave an observation or a reward that is not finite.</exception>
    public void Step()
    {
        _observations.CopyTo(_before, 0);
        _isTaken.CopyTo(_wasTaken, 0);
        BoxActions.Clip(_environments.Actions, _chosen, _executed);
        try
        {
            _environments.Step(_executed, _observations, _results, _finalObservations);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failed("Step", e);
        }
        CheckFinite();
        for (var i = 0; i < _results.Length; i++)
            if (!double.IsFinite(_results[i].Reward))
                throw new EnvironmentException("reward", i, _index[i], $"{_results[i].Reward}", "a finite number", round: _round);
        LogActed();
        Time++;
        _rows.InOrder(1, _results.Length);
        Steps += _isTaken.AsSpan().Count(true);
        Interrupt();
        for (var i = 0; i < _results.Length; i++)
        {
            _index[i]++;
            if (_results[i].Terminated || _results[i].Truncated)
                EndEpisode(i);
        }
    }

    private void CheckFinite()
    {
        var width = _environments.Observations.Width;
        for (var i = 0; i < _observations.Length; i++)
            if (!float.IsFinite(_observations[i]))
                throw new EnvironmentException(
                    "observation",
                    i / width,
                    _index[i / width],
                    $"component {i % width} = {_observations[i]}",
                    "a finite number",
                    round: _round
                );
    }

    /// <summary>Whatever an environment throws says in which round.</summary>
    private EnvironmentException Failed(string subject, Exception e) =>
        e is EnvironmentException found
            ? found.InRound(_round)
            : new EnvironmentException(subject, null, null, $"{e.GetType().Name} ({e.Message})", "no exception", e, _round);

    private Span<float> ActionOf(int environment) => _chosen.AsSpan(environment * _environments.Actions.Width, _environments.Actions.Width);
}
