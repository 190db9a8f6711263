using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Training;

/// <summary>
/// Measures what policies and rewards make of comparisons: on pairs that were not trained on, and on answers of their own.
/// </summary>
/// <remarks>Everything is asked in batches and without gradients, summed in float64. Same seeds, same result, bit for bit.</remarks>
public static partial class PreferenceEvaluation
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
        using CpuNetwork mine = ForInference(policy),
            theirs = ForInference(reference);
        return Margins(
            pairs,
            confidence,
            batchSize,
            rows => LogRatios(mine, rows).Zip(LogRatios(theirs, rows), (ours, others) => beta * (ours - others))
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
        using var asked = ForInference(score);
        return Margins(
            pairs,
            confidence,
            batchSize,
            rows =>
                Difference(
                    asked,
                    asked.Ask<ActValueQuestion>(rows["Context"], rows["Chosen"]),
                    asked.Ask<ActValueQuestion>(rows["Context"], rows["Rejected"])
                )
        );
    }

    /// <summary>
    /// Measures how often a judge prefers a policy's sampled answer to another's in the same context; equal answers count as half.
    /// </summary>
    /// <remarks>The order in which the two are shown is drawn, so that a judge who prefers the first (or second) place favours neither
    /// policy.</remarks>
    /// <param name="policy">The policy.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="contexts">Where contexts come from.</param>
    /// <param name="judge">The expert that compares.</param>
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
        using CpuNetwork asked = ForInference(policy),
            askedOther = ForInference(other);
        using var asking = ExpertCancellation.Until(cancellation);
        var (judged, first) = (new List<double>(), seeds.Child("first").Stream());
        try
        {
            foreach (var (states, rows, from) in ContextBatches(contexts, count, seeds, batchSize))
            {
                var (mine, theirs) = (
                    Sampled(asked, states, seeds.Child("policy"), from),
                    Sampled(askedOther, states, seeds.Child("other"), from)
                );
                for (var i = 0; i < rows.Length; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    judged.Add(Judged(judge, Kept(mine.Act(i)), Kept(theirs.Act(i)), rows[i], first));
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
        using CpuNetwork mine = ForInference(policy),
            theirs = ForInference(reference);
        var ratios = new List<double>();
        foreach (var (states, _, from) in ContextBatches(contexts, count, seeds, batchSize))
        {
            var answers = Sampled(mine, states, seeds.Child("policy"), from);
            var sampled = states.Computed(0);
            sampled.Resize(answers.Width);
            sampled.Set(answers.Values);
            var (ours, others) = (LogProbs(mine, sampled, states), LogProbs(theirs, sampled, states));
            ratios.AddRange(ours.Zip(others, static (one, other) => one - other));
        }
        return MeanResult.Of(ratios, confidence);
    }
}
