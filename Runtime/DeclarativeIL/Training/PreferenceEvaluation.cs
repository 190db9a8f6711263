using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Training;

/// <summary>
/// Measures what policies and rewards make of comparisons: on pairs that were not trained on, and on answers of their own.
/// </summary>
/// <remarks>Everything is asked in batches and without gradients, summed in float64. Same seeds, same result, bit for bit.</remarks>
public static class PreferenceEvaluation
{
    /// <summary>
    /// The implicit reward of a policy (Rafailov et al. 2023): beta (log pi(y|x) - log pi_ref(y|x)), compared within
    /// every pair.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="pairs">One pair or more.</param>
    /// <param name="beta">The beta of training, above 0.</param>
    /// <param name="confidence">Of the intervals, between 0 and 1.</param>
    /// <param name="batchSize">Pairs asked about at a time, 1 or more.</param>
    /// <exception cref="ArgumentException">There is no pair, or a number is out of range.</exception>
    /// <exception cref="InvalidOperationException">A margin is not finite.</exception>
    public static PairResult OfPolicy(
        ILogProbPolicy policy,
        ILogProbPolicy reference,
        Dataset<Preference> pairs,
        double beta,
        double confidence = 0.95,
        int batchSize = 64
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(reference);
        if (!(beta > 0 && double.IsFinite(beta)))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "Expected a beta above 0.");
        ArgumentNullException.ThrowIfNull(pairs);
        DataFit.Check(policy, pairs);
        DataFit.Check(reference, pairs);
        return Margins(
            policy,
            pairs,
            confidence,
            batchSize,
            rows => LogRatios(policy, rows).Zip(LogRatios(reference, rows), (mine, theirs) => beta * (mine - theirs))
        );
    }

    /// <summary>A reward (a critic of context and answer), compared within every pair.</summary>
    /// <param name="score">The reward.</param>
    /// <param name="pairs">One pair or more.</param>
    /// <param name="confidence">Of the intervals, between 0 and 1.</param>
    /// <param name="batchSize">Pairs asked about at a time, 1 or more.</param>
    /// <exception cref="ArgumentException">There is no pair, or a number is out of range.</exception>
    /// <exception cref="InvalidOperationException">A margin is not finite.</exception>
    public static PairResult OfReward(IActCriticNetwork score, Dataset<Preference> pairs, double confidence = 0.95, int batchSize = 64)
    {
        ArgumentNullException.ThrowIfNull(score);
        return Margins(
            score,
            pairs,
            confidence,
            batchSize,
            rows =>
                Difference(
                    score,
                    new ActValueQuestion(rows["Context"], rows["Chosen"]),
                    new ActValueQuestion(rows["Context"], rows["Rejected"])
                )
        );
    }

    /// <summary>
    /// Measures how often a judge prefers a policy's sampled answer to another's in the same context; equal answers count as half.
    /// </summary>
    /// <remarks>Which of the two is shown first is drawn, so that a judge who favours a place favours nobody.</remarks>
    /// <param name="policy">The policy.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="contexts">Where contexts come from.</param>
    /// <param name="judge">Who compares.</param>
    /// <param name="count">Comparisons, 1 or more.</param>
    /// <param name="seeds">Where contexts and answers come from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="batchSize">Contexts answered at a time, 1 or more.</param>
    /// <param name="cancellation">
    /// Stops between two comparisons, or while the judge is waited for; the exception carries what was judged
    /// (<see cref="StoppedEvaluation.Of"/>).
    /// </param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Proportion WinRate(
        ISampledPolicy policy,
        ISampledPolicy other,
        IContexts contexts,
        IPreferenceExpert judge,
        int count,
        SeedSequence seeds,
        double confidence = 0.95,
        int batchSize = 64,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(seeds);
        using var quiet = no_grad();
        using var asking = ExpertCancellation.Until(cancellation);
        var (judged, first) = (new List<double>(), seeds.Child("first").Stream());
        try
        {
            foreach (var (states, rows, from) in ContextBatches(policy, contexts, count, seeds, batchSize))
            {
                using var scope = NewDisposeScope();
                var (mine, theirs) = (
                    new HostAnswer(Sampled(policy, states, seeds.Child("policy"), from)),
                    new HostAnswer(Sampled(other, states, seeds.Child("other"), from))
                );
                for (var i = 0; i < rows.Length; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    judged.Add(Judged(judge, mine.Act(i), theirs.Act(i), rows[i], first));
                }
            }
        }
        catch (Exception e)
        {
            new StoppedEvaluation(judged).AttachTo(e);
            throw;
        }
        return Proportion.Of(judged.Sum(), count, confidence);
    }

    /// <summary>1 where the first answer is preferred, 0 where the second is, 0.5 where they are equal.</summary>
    private static double Judged(IPreferenceExpert judge, Act mine, Act theirs, State context, RandomStream first)
    {
        if (mine == theirs)
            return 0.5;
        return first.NextUniform() < 0.5
            ? judge.Prefers(mine, theirs, context)
                ? 1
                : 0
            : judge.Prefers(theirs, mine, context)
                ? 0
                : 1;
    }

    /// <summary>KL(pi | pi_ref) in nats an answer: the mean of log pi(y|x) - log pi_ref(y|x) over the policy's own answers.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="contexts">Where contexts come from.</param>
    /// <param name="count">Answers, 2 or more.</param>
    /// <param name="seeds">Where contexts and answers come from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="batchSize">Contexts answered at a time, 1 or more.</param>
    /// <returns>Estimate and interval; small ones may be estimated below 0.</returns>
    public static MeanResult KlFromReference<TPolicy>(
        TPolicy policy,
        ILogProbPolicy reference,
        IContexts contexts,
        int count,
        SeedSequence seeds,
        double confidence = 0.95,
        int batchSize = 64
    )
        where TPolicy : class, ILogProbPolicy, ISampledPolicy
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(seeds);
        using var quiet = no_grad();
        var ratios = new List<double>();
        foreach (var (states, _, from) in ContextBatches(policy, contexts, count, seeds, batchSize))
        {
            using var scope = NewDisposeScope();
            var answers = Sampled(policy, states, seeds.Child("policy"), from);
            using var mine = policy.Forward(new LogProbQuestion(answers, states));
            using var theirs = reference.Forward(new LogProbQuestion(answers, states));
            ratios.AddRange(HostAnswer.Read(mine[0]).Zip(HostAnswer.Read(theirs[0]), static (one, other) => one - other));
        }
        return MeanResult.Of(ratios, confidence);
    }

    /// <summary>log pi(chosen) - log pi(rejected), row by row.</summary>
    private static IEnumerable<double> LogRatios(ILogProbPolicy policy, Batch<Preference> rows) =>
        Difference(policy, new LogProbQuestion(rows["Chosen"], rows["Context"]), new LogProbQuestion(rows["Rejected"], rows["Context"]));

    private static IEnumerable<double> Difference(INetwork network, Question chosen, Question rejected)
    {
        using var answers = network.Forward(chosen, rejected);
        return HostAnswer.Read(answers[0]).Zip(HostAnswer.Read(answers[1]), static (one, other) => one - other);
    }

    private static PairResult Margins(
        INetwork network,
        Dataset<Preference> pairs,
        double confidence,
        int batchSize,
        Func<Batch<Preference>, IEnumerable<double>> margin
    )
    {
        ArgumentNullException.ThrowIfNull(pairs);
        using var quiet = no_grad();
        using var feed = new BatchFeed<Preference>(pairs, network.Parameters.Type, network.Parameters.Device);
        var margins = new List<double>(pairs.Count);
        while (feed.Next(batchSize) is { } batch)
        {
            using var scope = NewDisposeScope();
            using var rows = batch;
            margins.AddRange(margin(rows));
        }
        var odd = margins.FindIndex(static value => !double.IsFinite(value));
        return odd < 0
            ? PairResult.Of(margins, confidence)
            : throw new InvalidOperationException($"Pair {odd}: found a margin of {margins[odd]}; expected a finite number.");
    }

    private static Tensor Sampled(ISampledPolicy policy, Tensor states, SeedSequence seeds, int from)
    {
        using var answers = policy.Forward(new SampleQuestion(states, new DrawBatch(seeds.Stream(), (ulong)from)));
        return answers[0].alias();
    }

    private static IEnumerable<(Tensor States, State[] Rows, int From)> ContextBatches(
        INetwork network,
        IContexts contexts,
        int count,
        SeedSequence seeds,
        int batchSize
    )
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return Batches();

        IEnumerable<(Tensor, State[], int)> Batches()
        {
            var drawing = seeds.Child("contexts").Stream();
            for (var from = 0; from < count; from += batchSize)
            {
                var rows = new State[Math.Min(batchSize, count - from)];
                for (var i = 0; i < rows.Length; i++)
                    rows[i] = contexts.Draw(drawing);
                using var states = HostAnswer.Upload(rows, network.Parameters.Type, network.Parameters.Device);
                yield return (states, rows, from);
            }
        }
    }
}
