using DeclarativeIL.Environments;

namespace DeclarativeIL.Training;

/// <summary>The amount to collect where data is aggregated.</summary>
/// <remarks>
/// Episodes go on from round to round: environments are reset once, when <c>Train</c> starts, and the first step of a round
/// follows the last one of the round before. With N environments, a round of n N steps is what others call n_steps = n. An episode
/// that goes on at the end of a round is cut there for what is computed from the round's rows alone: its last row is not terminal, its
/// next state is there to be valued, and a scan begins at it. <see cref="OfEpisodes"/> asks for rounds in whole episodes instead.
/// <para>While <c>Train</c> runs, the environments are its own: stepping or resetting them in between changes what is collected.</para>
/// </remarks>
public sealed record Rounds
{
    /// <summary>Rounds of so many steps, through which episodes go on.</summary>
    /// <param name="count">Rounds of collecting and training.</param>
    /// <param name="stepsPerRound">
    /// Environment steps of each round, over all environments together; rounded up to a multiple of their number.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 1.</exception>
    public Rounds(int count, int stepsPerRound)
        : this(count, Hyperparameter.Checked(stepsPerRound, 1, int.MaxValue, nameof(stepsPerRound)), 0) { }

    private Rounds(int count, int steps, int episodes) =>
        (Count, StepsPerRound, EpisodesPerRound) = (Hyperparameter.Checked(count, 1, int.MaxValue, nameof(count)), steps, episodes);

    /// <summary>Rounds of collecting and training, 1 or more.</summary>
    public int Count { get; }

    /// <summary>Environment steps of each round, over all environments together; 0 where rounds are in whole episodes.</summary>
    public int StepsPerRound { get; }

    /// <summary>Whole episodes of each round, over all environments together; 0 where episodes go on from round to round.</summary>
    public int EpisodesPerRound { get; }

    /// <summary>
    /// The most transitions of earlier rounds that <c>[Replay]</c> losses learn from, 2 or more; all unless set. Where more have come the
    /// oldest go, a quarter of them at once, so that between three quarters of it and all of it are there. Of no effect where nothing
    /// is replayed.
    /// </summary>
    public int? ReplayCapacity
    {
        get;
        init => field = value is { } rows ? Hyperparameter.Checked(rows, 2, int.MaxValue, nameof(ReplayCapacity)) : null;
    }

    /// <summary>Episodes of the learner alone after each round; none unless set.</summary>
    public int EvaluationEpisodes
    {
        get;
        init => field = Hyperparameter.Checked(value, 0, int.MaxValue, nameof(EvaluationEpisodes));
    }

    /// <summary>
    /// The environments in which the learner is evaluated after each round, so that evaluation changes nothing of what is collected; a like
    /// set of the environments unless set.
    /// </summary>
    /// <remarks>
    /// A like set is made by <see cref="IReplicableEnvironment"/>, once, and only where <see cref="EvaluationEpisodes"/> is above 0. Where
    /// neither is there, evaluation takes place in the environments themselves and interrupts the running episodes: they are truncated at
    /// the end of each round (their last rows are not terminal), and the next round begins with a reset.
    /// </remarks>
    public IVectorEnvironment? EvaluationEnvironments { get; init; }

    /// <summary>
    /// Whether the learner acts by its mode while data is collected, as it does in use, and samples nothing: for those who watch it. Runs
    /// that learn from what it did (rollouts) need samples and are refused. It samples unless set.
    /// </summary>
    public bool ActsByMode { get; init; }

    /// <summary>
    /// Whether each <see cref="RoundSummary"/> says who acted in each step (<see cref="RoundSummary.Acted"/>), such as for a picture of
    /// where the expert took over; a byte for each step of the run. Not unless set.
    /// </summary>
    public bool KeepsActed { get; init; }

    /// <summary>
    /// Rounds in whole episodes: each begins with a reset of all environments and holds episodes from their first to their last step, and
    /// no other.
    /// </summary>
    /// <remarks>
    /// The episodes of a round are fixed as they begin: with N environments the first N, then the next in whichever environment has
    /// finished one (in the order of their numbers where several do), until as many have begun as were asked for; all of these are
    /// waited for. So long episodes count as much as short ones, which the first episodes to end would not give. An environment
    /// that has no more episode to begin is stepped on beside the others, as they are stepped together, but no expert is asked about
    /// it and its steps are neither kept nor counted. An environment that never ends an episode would never end a round: give it a limit.
    /// </remarks>
    /// <param name="count">Rounds of collecting and training.</param>
    /// <param name="episodesPerRound">Episodes of each round, over all environments together.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 1.</exception>
    public static Rounds OfEpisodes(int count, int episodesPerRound) =>
        new(count, 0, Hyperparameter.Checked(episodesPerRound, 1, int.MaxValue, nameof(episodesPerRound)));
}
