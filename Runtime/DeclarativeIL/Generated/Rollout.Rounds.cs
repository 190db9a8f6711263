using System.ComponentModel;
using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <content>Where rounds begin and end, and evaluation between them.</content>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class Rollout
{
    private readonly IVectorEnvironment? _evaluation; // null: none, or in the rollout's own environments
    private readonly bool[] _isTaken,
        _wasTaken; // whose steps count: from now on, in the last step
    private bool _isRunning; // whether episodes are under way that a round can go on with
    private int _unbegun,
        _open; // of a round in whole episodes: still to begin, still to end

    /// <summary>True if the present round has steps to take.</summary>
    public bool GoesOn => _rounds.EpisodesPerRound > 0 ? _open > 0 : Steps < _rounds.StepsPerRound;

    /// <summary>True if a round's end cuts its episodes off, because evaluation needs their environments.</summary>
    private bool IsInterrupted => _rounds.EvaluationEpisodes > 0 && _evaluation is null;

    /// <summary>
    /// Begins a round: with a reset in the first one, in rounds of whole episodes, and after an interruption; else where the last one
    /// ended.
    /// </summary>
    /// <param name="round">The round, counted from 0.</param>
    /// <exception cref="EnvironmentException">The environments threw, or gave an observation that is not finite.</exception>
    public void Begin(int round)
    {
        (_round, Steps) = (round, 0);
        _acted?.Begin();
        var goesOn = _isRunning && _rounds.EpisodesPerRound == 0;
        _expert?.Begin(round, goesOn);
        if (!goesOn)
            Reset(Seeds.Child("reset").Child((ulong)round).Seed);
        var episodes = _rounds.EpisodesPerRound;
        for (var i = 0; i < _isTaken.Length; i++)
            _isTaken[i] = episodes == 0 || i < episodes;
        (_unbegun, _open) = (Math.Max(0, episodes - _isTaken.Length), episodes);
    }

    /// <summary>Tells whether the present step of an environment counts for the round; the others are stepped beside it.</summary>
    public bool Takes(int environment) => _isTaken[environment];

    /// <summary>Returns of the learner alone, by its mode; null where no evaluation was asked for.</summary>
    /// <param name="policy">Who acts.</param>
    /// <param name="seeds">Where the randomness of the evaluation starts.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public EvaluationResult? Evaluate(IPolicyNetwork policy, SeedSequence seeds, CancellationToken cancellation) =>
        _rounds.EvaluationEpisodes == 0
            ? null
            : Evaluation.Run(policy, _evaluation ?? _environments, _rounds.EvaluationEpisodes, seeds, cancellation: cancellation);

    /// <summary>Who acted in each environment in the present round; none where nobody asks.</summary>
    internal IReadOnlyList<ActedSteps> Acted => _acted?.Steps() ?? [];

    private void LogActed()
    {
        for (var i = 0; i < _expertActs.Length && _acted is not null; i++)
            if (_isTaken[i])
                _acted.Add(i, _expertActs[i], isFirst: _index[i] == 0);
        Array.Clear(_expertActs);
    }

    private static IVectorEnvironment? EvaluationOf(IVectorEnvironment environments, Rounds rounds)
    {
        if (ReferenceEquals(environments, rounds.EvaluationEnvironments))
            throw new ArgumentException(
                $"{nameof(Rounds.EvaluationEnvironments)} are the environments that data is collected in; expected others, "
                    + "or none (a like set is made where one can be).",
                nameof(rounds)
            );
        if (
            rounds.EvaluationEnvironments is { } given
            && !IsLike(given.Observations, environments.Observations) | !IsLike(given.Actions, environments.Actions)
        )
            throw new ArgumentException(
                $"{nameof(Rounds.EvaluationEnvironments)} show {Guard.Describe(given.Observations)} "
                    + $"and take {Guard.Describe(given.Actions)}; expected {Guard.Describe(environments.Observations)} "
                    + $"and {Guard.Describe(environments.Actions)}, as where data is collected.",
                nameof(rounds)
            );
        return rounds.EvaluationEnvironments
            ?? (rounds.EvaluationEpisodes > 0 ? (environments as IReplicableEnvironment)?.Replicate() : null);
    }

    private static bool IsLike(Space given, Space expected) =>
        (given, expected) switch
        {
            (BoxSpace, BoxSpace) => given.Width == expected.Width,
            (TupleSpace mine, TupleSpace theirs) => mine.Parts.Count == theirs.Parts.Count
                && mine.Parts.Zip(theirs.Parts).All(static pair => IsLike(pair.First.Space, pair.Second.Space)),
            _ => given == expected,
        };

    private void Reset(ulong seed)
    {
        try
        {
            _environments.Reset(seed, _observations);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failed("Reset", e);
        }
        for (var i = 0; i < _index.Length; i++)
        {
            if (_index[i] > 0) // an episode that nobody will finish
                _episode[i]++;
            _index[i] = 0;
        }
        _learner?.Begin();
        _isRunning = true;
        _rows.InOrder(1, _results.Length);
        CheckFinite();
    }

    /// <summary>After the last step of a round that evaluation interrupts, the episodes that go on are truncated.</summary>
    private void Interrupt()
    {
        if (!IsInterrupted || _rounds.EpisodesPerRound > 0 || GoesOn)
            return;
        _isRunning = false;
        var width = _environments.Observations.Width;
        for (var i = 0; i < _results.Length; i++)
        {
            if (_results[i].Terminated || _results[i].Truncated)
                continue;
            _results[i] = _results[i] with { Truncated = true };
            _observations.AsSpan(i * width, width).CopyTo(_finalObservations.AsSpan(i * width));
        }
    }

    private void EndEpisode(int environment)
    {
        _index[environment] = 0;
        _episode[environment]++;
        _expert?.EndEpisode(environment);
        _learner?.Begin(environment);
        if (_rounds.EpisodesPerRound == 0 || !_isTaken[environment])
            return;
        _open--;
        _isTaken[environment] = _unbegun-- > 0;
    }
}
