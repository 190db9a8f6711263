using System.Diagnostics;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Consoles;
using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.LanguageModels.Tokenizers;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Preferences;

/// <summary>A small GPT-2 learns a text; then DPO, offline and online, teaches it to go on in shorter words.</summary>
internal sealed class ShorterWords(PreferencesSettings settings, ConsoleProgress view)
{
    private const int Shown = 3,
        CheckpointComparisons = 128;

    private readonly SeedSequence _seeds = new(settings.Seed);

    /// <summary>The whole comparison.</summary>
    public PreferencesResult Run(CancellationToken cancellation)
    {
        var corpus = Corpus.Read(settings.Text, settings.Vocabulary);
        var rule = new ShortWords(corpus.Tokenizer);
        var judge = PreferenceExpert.FromReward(rule.Reward);
        var (contexts, unseen) = (
            Contexts.OfSequences(corpus.Prompts(settings.Prompt)),
            Contexts.OfSequences(corpus.UnseenPrompts(settings.Prompt))
        );

        using var model = new Gpt2(settings.Model(corpus.Tokenizer.Count), _seeds.Child("model"));
        using var reference = new SequencePolicy(model, settings.Generation);
        var loss = Pretrain(reference, corpus, cancellation);
        reference.IsFrozen = true;

        var trial = new Trial(reference, unseen, judge, corpus.Tokenizer, settings, _seeds.Child("trial"));
        var held = Compare(reference, unseen, rule, settings.Comparisons, _seeds.Child("held"));
        using var offline = Learner(reference);
        var (offlineCurve, offlineSeconds) = Offline(offline, reference, contexts, rule, trial, cancellation);
        using var online = Learner(reference);
        var (onlineCurve, onlineSeconds) = Online(online, contexts, judge, trial, cancellation);
        return new(
            corpus.Count,
            loss,
            trial.Measure("reference", reference, null, [], 0),
            trial.Measure("DPO, offline", offline, held, offlineCurve, offlineSeconds),
            trial.Measure("DPO, online", online, held, onlineCurve, onlineSeconds),
            trial.Examples(Shown, offline, online)
        );
    }

    private double Pretrain(SequencePolicy policy, Corpus corpus, CancellationToken cancellation)
    {
        using var stage = view.Begin("Pre-training", settings.PretrainingEpochs);
        return new NextTokens()
            .Train(policy, corpus.Pieces(settings.Prompt + settings.Completion), settings.Pretraining, stage, cancellation)
            .Losses["PerToken"];
    }

    /// <summary>Two continuations of each prompt by the reference, the better one first; where the rule sees no difference, none.</summary>
    private static Dataset<Preference> Compare(SequencePolicy policy, IContexts contexts, ShortWords rule, int count, SeedSequence seeds)
    {
        var (drawing, random) = (seeds.Child("contexts").Stream(), seeds.Child("answers").Stream());
        var prompts = Enumerable.Range(0, count).Select(_ => contexts.Draw(drawing)).ToArray();
        var (first, second) = (policy.Sample(prompts, random), policy.Sample(prompts, random));
        return Dataset.OfSequences(
            prompts
                .Select((prompt, i) => (prompt, first[i], second[i], rule.Reward(prompt, first[i]) - rule.Reward(prompt, second[i])))
                .Where(static pair => pair.Item4 != 0)
                .Select(static pair =>
                    pair.Item4 > 0
                        ? new Preference(pair.prompt, pair.Item2, pair.Item3)
                        : new Preference(pair.prompt, pair.Item3, pair.Item2)
                )
        );
    }

    /// <summary>Trains on what the reference wrote.</summary>
    private (IReadOnlyList<Checkpoint> Curve, double Seconds) Offline(
        SequencePolicy policy,
        SequencePolicy reference,
        IContexts contexts,
        ShortWords rule,
        Trial trial,
        CancellationToken cancellation
    )
    {
        using var stage = view.Begin("DPO, offline", settings.Rounds);
        var (clock, curve) = (Stopwatch.StartNew(), new Curve(stage, () => trial.Check(policy), perRound: false));
        var pairs = Compare(reference, contexts, rule, settings.Pairs, _seeds.Child("pairs"));
        new Dpo { Beta = settings.Beta }.Train(policy, pairs, settings.Preferring(settings.Rounds), curve, cancellation);
        return (curve.Points, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Each round the learner writes, the rule compares, and the learner trains on all pairs so far.</summary>
    private (IReadOnlyList<Checkpoint> Curve, double Seconds) Online(
        SequencePolicy policy,
        IContexts contexts,
        PreferenceExpert judge,
        Trial trial,
        CancellationToken cancellation
    )
    {
        using var stage = view.Begin("DPO, online", 1, settings.Rounds);
        var (clock, curve) = (Stopwatch.StartNew(), new Curve(stage, () => trial.Check(policy), perRound: true));
        new OnlineDpo { Beta = settings.Beta }.Train(
            policy,
            Dataset.OfSequences<Preference>(),
            contexts,
            judge,
            new Rounds(settings.Rounds, Math.Max(1, settings.Pairs / settings.Rounds)),
            settings.Preferring(1),
            curve,
            cancellation
        );
        return (curve.Points, clock.Elapsed.TotalSeconds);
    }

    private static SequencePolicy Learner(SequencePolicy reference)
    {
        var learner = (SequencePolicy)reference.Copy();
        learner.IsFrozen = false;
        return learner;
    }

    /// <summary>Passes reports on, and looks at the policy after every round.</summary>
    private sealed class Curve(RunProgress stage, Func<Checkpoint> check, bool perRound) : IProgress<TrainingProgress>
    {
        private readonly List<Checkpoint> _points = [];

        public IReadOnlyList<Checkpoint> Points => _points;

        public void Report(TrainingProgress value)
        {
            stage.Report(value);
            if (value.Ended is not null == perRound)
                _points.Add(check());
        }
    }

    /// <summary>Measures on prompts that no model was trained on, always the same.</summary>
    private sealed class Trial(
        SequencePolicy reference,
        IContexts contexts,
        PreferenceExpert judge,
        Tokenizer tokenizer,
        PreferencesSettings settings,
        SeedSequence seeds
    )
    {
        public Checkpoint Check(SequencePolicy policy, int count = CheckpointComparisons) =>
            new(
                PreferenceEvaluation.WinRate(policy, reference, contexts, judge, count, seeds),
                PreferenceEvaluation.KlFromReference(policy, reference, contexts, count, seeds)
            );

        public Writer Measure(
            string name,
            SequencePolicy policy,
            Dataset<Preference>? held,
            IReadOnlyList<Checkpoint> curve,
            double seconds
        )
        {
            var end = Check(policy, settings.Comparisons);
            double[] letters =
            [
                .. policy
                    .Sample(Prompts(settings.Comparisons), seeds.Child("letters").Stream())
                    .Select(act => ShortWords.LettersPerWord(tokenizer.Decode(act))),
            ];
            return new(
                name,
                letters,
                end.WinRate,
                end.Kl,
                held is null ? null : PreferenceEvaluation.OfPolicy(policy, reference, held, settings.Beta),
                curve,
                seconds
            );
        }

        public IReadOnlyList<Example> Examples(int count, SequencePolicy offline, SequencePolicy online)
        {
            var prompts = Prompts(count);
            string[] Written(SequencePolicy policy) =>
                [.. policy.Sample(prompts, seeds.Child("examples").Stream()).Select(tokenizer.Decode)];
            var (before, after, also) = (Written(reference), Written(offline), Written(online));
            return [.. prompts.Select((prompt, i) => new Example(tokenizer.Decode(new Act(prompt.Memory)), before[i], after[i], also[i]))];
        }

        private State[] Prompts(int count)
        {
            var random = seeds.Child("prompts").Stream();
            return [.. Enumerable.Range(0, count).Select(_ => contexts.Draw(random))];
        }
    }
}
