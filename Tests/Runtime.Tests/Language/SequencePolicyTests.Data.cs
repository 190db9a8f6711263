using DeclarativeIL.Data;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed partial class SequencePolicyTests
{
    /// <summary>Far from the start, where all completions are about as likely.</summary>
    private static void Magnify(SequencePolicy policy, float factor = 8)
    {
        using var quiet = no_grad();
        policy.Parameters.Values.mul_(Held.Of(factor));
    }

    private static (Question[] Questions, Tensor[] Weights) Asked(ScalarType type = ScalarType.Float64)
    {
        var batch = Batch.From(Ragged, type, sequences: true);
        var random = new RandomStream(2);
        var candidates = stack([batch["Chosen"], batch["Chosen"].flip(0)], 1);
        return (
            [
                new LogProbQuestion(batch["Chosen"], batch["Context"]),
                new LogProbQuestion(batch["Rejected"], batch["Context"]),
                new LogProbsOfQuestion(candidates, batch["Context"]),
                new LogProbQuestion(batch["Chosen"], batch["Context"]),
            ],
            [
                Gradients.Random(random, 3).to(type),
                Gradients.Random(random, 3).to(type),
                Gradients.Random(random, 3, 2).to(type),
                Gradients.Random(random, 3).to(type),
            ]
        );
    }

    /// <summary>The next token depends on the last alone; remembers the memory that its logits lay in.</summary>
    private sealed class Watched : CausalLanguageModel
    {
        private readonly TorchSharp.Modules.Parameter _table;

        public Watched()
            : base("watched")
        {
            _table = new TorchSharp.Modules.Parameter(Gradients.Random(new RandomStream(4), 11, 11));
            _table.DetachFromDisposeScope();
            register_parameter("table", _table);
        }

        public Tensor? Seen { get; private set; }

        public override int Vocabulary => 11;

        public override int ContextLength => 12;

        public override Tensor Hidden(Tensor tokens) => _table.index_select(0, tokens.reshape(-1)).view(tokens.size(0), tokens.size(1), 11);

        public override Tensor Logits(Tensor hidden)
        {
            var logits = hidden.neg();
            Seen = logits.detach().DetachFromDisposeScope();
            return logits;
        }

        public override CausalLanguageModel Another() => new Watched();
    }

    private sealed class LogitsOf : nn.Module<Tensor, Tensor>
    {
        private readonly Gpt2 _model;

        public LogitsOf(Gpt2 model)
            : base("logits")
        {
            _model = model;
            RegisterComponents();
        }

        public override Tensor forward(Tensor tokens) =>
            _model.Logits(_model.Hidden(tokens).reshape(-1, Small.Width)).view(tokens.size(0), tokens.size(1), Small.VocabSize);
    }
}
