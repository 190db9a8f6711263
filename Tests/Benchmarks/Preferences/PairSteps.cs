using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Optimization;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Preferences;

/// <summary>16 pairs of 32 + 32 tokens, a GPT-2 of 4 layers of 128 over 1,000 tokens, and what is done with them.</summary>
internal sealed class PairSteps : IDisposable
{
    private const int Pairs = 16,
        Prompt = 32,
        Completion = 32,
        Words = 1000,
        Width = 128,
        Texts = 2 * Pairs,
        Columns = Prompt + Completion - 1;

    private static readonly Gpt2Configuration Sizes = new(Words, 64, Width, 4, 4);
    private static readonly LanguageModels.Generation Acting = new() { MaxTokens = Completion };

    private readonly Dpo _loss = new();
    private readonly SequencePolicy _pi = new(new Gpt2(Sizes, new SeedSequence(1)), Acting);
    private readonly SequencePolicy _reference,
        _idle = new(new Idle(), Acting),
        _idleReference = new(new Idle(), Acting) { IsFrozen = true };
    private readonly Optimizer _optimizer;
    private readonly BatchFeed<Preference> _plain,
        _kept;
    private readonly Tensor _tokens,
        _places,
        _everywhere,
        _seed,
        _fullSeed;

    public PairSteps()
    {
        _reference = (SequencePolicy)_pi.Copy();
        _optimizer = new AdamOptions().Create(_pi.Parameters);
        var random = new RandomStream(2);
        var data = Dataset.OfSequences(
            Enumerable
                .Range(0, Pairs)
                .Select(_ => new Preference(new State(Text(Prompt)), new Act(Text(Completion)), new Act(Text(Completion))))
        );
        (_plain, _kept) = (new BatchFeed<Preference>(data, ScalarType.Float32), new BatchFeed<Preference>(data, ScalarType.Float32));
        _kept.Cache(
            "reference",
            rows =>
                _reference.Forward(
                    new LogProbQuestion(rows["Chosen"], rows["Context"]),
                    new LogProbQuestion(rows["Rejected"], rows["Context"])
                )
        );
        var rows = data.Select(static pair => pair.Chosen)
            .Concat(data.Select(static pair => pair.Rejected))
            .Select(
                (act, i) =>
                    data[i % Pairs].Context.Span.ToArray().Concat(act.Span.ToArray()).Take(Columns).Select(static token => (long)token)
            );
        _tokens = tensor(rows.SelectMany(static row => row).ToArray(), [Texts, Columns]);
        _places = tensor(
            Enumerable
                .Range(0, Texts * Completion)
                .Select(static i => (long)(i / Completion * Columns) + Prompt - 1 + i % Completion)
                .ToArray()
        );
        _everywhere = arange(Texts * Columns, ScalarType.Int64);
        (_seed, _fullSeed) = (full([Texts * Completion, Words], 1e-4f), full([Texts * Columns, Words], 1e-4f));

        double[] Text(int length) => [.. Enumerable.Range(0, length).Select(_ => (double)random.NextInt(Words))];
    }

    /// <summary>Every contestant.</summary>
    public IReadOnlyList<(string Name, Action Step)> All =>
        [
            ("bare forward and backward, logits everywhere", () => Bare(_everywhere, _fullSeed)),
            ("bare forward and backward, logits of completions", () => Bare(_places, _seed)),
            ("DPO step, reference cached", () => Step(_kept, _pi, _reference, true)),
            ("DPO step, reference asked", () => Step(_plain, _pi, _reference, true)),
            ("all of it but the model and the update", () => Step(_kept, _idle, _idleReference, false)),
            ("update (Adam)", Update),
        ];

    public void Dispose()
    {
        foreach (var policy in (SequencePolicy[])[_pi, _reference, _idle, _idleReference])
            policy.Dispose();
        (_optimizer as IDisposable)?.Dispose();
        _plain.Dispose();
        _kept.Dispose();
    }

    /// <summary>The model alone: tokens to logits, and back from a gradient that is there.</summary>
    private void Bare(Tensor places, Tensor seed)
    {
        using var scope = NewDisposeScope();
        using var graph = enable_grad();
        _pi.Parameters.Gradients.zero_();
        var hidden = _pi.Model.Hidden(_tokens);
        var logits = _pi.Model.Logits(hidden.view(-1, Width).index_select(0, places));
        autograd.backward(logits, [seed]);
    }

    private void Step(BatchFeed<Preference> feed, SequencePolicy pi, SequencePolicy reference, bool moves)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var rows = feed.NextCyclic(Pairs);
        if (moves)
            _optimizer.ZeroGradients();
        _loss.Accumulate(pi, reference, rows);
        if (moves)
            _optimizer.Step(1e-6);
    }

    private void Update()
    {
        using var scope = NewDisposeScope();
        _optimizer.ZeroGradients();
        _optimizer.Step(1e-6);
    }

    /// <summary>A model that does nothing: what is left is the cost of everything else.</summary>
    private sealed class Idle : CausalLanguageModel
    {
        private readonly Tensor _hidden = zeros(Texts, Columns, 1).DetachFromDisposeScope(),
            _logits;

        public Idle()
            : base(nameof(Idle))
        {
            _logits = zeros(Texts * Completion, Words).requires_grad_(true).DetachFromDisposeScope();
            register_parameter("scale", new TorchSharp.Modules.Parameter(ones(1)));
        }

        public override int Vocabulary => Words;

        public override int ContextLength => Prompt + Completion;

        public override Tensor Hidden(Tensor tokens) => _hidden.alias();

        public override Tensor Logits(Tensor hidden)
        {
            _logits.grad?.zero_();
            return _logits.alias();
        }

        public override CausalLanguageModel Another() => new Idle();
    }
}
