using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>
/// A causal language model as a policy: a state is a prompt, an act the tokens that follow it. Everything declared over
/// <c>LogProb</c> and <c>Sample</c> trains it: supervised fine-tuning, DPO and its family, offline and online.
/// </summary>
/// <remarks>
/// In tensors NaN stands behind what is shorter than the widest; see <see cref="Data.Dataset.OfSequences"/>. Log-probabilities are the
/// model's own, whatever <see cref="Generation"/> says about drawing. Several threads may act by it and ask it at once, also while one
/// trains: they take turns, between two steps. One run at a time trains it.
/// </remarks>
public sealed partial class SequencePolicy : ICopyable, ILogProbPolicy, ISampledPolicy, IFixedState, IModuleNetwork, IChecksRows
{
    private const int FrozenRows = 64; // logits of so many rows are held at once where no gradient is wanted
    private static readonly Scalar Two = 2.0;

    private readonly ModuleParameters _trained;
    private readonly ModuleGuard _guard;
    private readonly int? _rowsPerPass;
    private bool _owns;

    /// <summary>A policy over a model, whose parameters it takes into its own.</summary>
    /// <param name="model">The model; it stays the caller's. Parameters that require no gradient are not trained.</param>
    /// <param name="generation">How it acts; the defaults if null.</param>
    /// <exception cref="ArgumentException">
    /// Nothing fits before a continuation of that length, or the parameters are of several number types.
    /// </exception>
    public SequencePolicy(CausalLanguageModel model, Generation? generation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Generation = generation ?? new Generation { MaxTokens = Math.Min(32, Math.Max(1, model.ContextLength - 1)) };
        if (Generation.MaxTokens >= model.ContextLength)
            throw new ArgumentException(
                $"Found {Generation.MaxTokens} tokens to be drawn; expected fewer than {model.ContextLength}, the model's context.",
                nameof(generation)
            );
        if (Generation.EndToken >= model.Vocabulary)
            throw new ArgumentException(
                $"Found the end token {Generation.EndToken}; expected one from 0 to {model.Vocabulary - 1}.",
                nameof(generation)
            );
        Actions = new TokenSpace(model.Vocabulary, Generation.MaxTokens);
        _trained = new ModuleParameters(model);
        Parameters = new FlatParameters(_trained.Layout, _trained.Type, _trained.Device);
        _trained.Bind(Parameters);
        Parameters.Statistics = () => _trained.Statistics;
        _guard = new ModuleGuard(model);
    }

    /// <summary>The model.</summary>
    public CausalLanguageModel Model { get; }

    /// <summary>The settings by which the policy acts.</summary>
    public Generation Generation { get; }

    /// <summary>
    /// The most rows (pairs of prompt and completion) that go through the model at once; none = all of a batch. Where a batch has
    /// more, its gradient is gathered from passes of so many rows: the same sums, for the memory of one pass and the time of a
    /// second forward pass (Gao et al. 2021). That is exact for every loss, those that compare the rows of a batch included.
    /// </summary>
    public int? RowsPerPass
    {
        get => _rowsPerPass;
        init =>
            _rowsPerPass = value is null or > 0
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected 1 or more.");
    }

    /// <summary>True if the policy is only asked: no pass keeps what a gradient needs. Copies start like that.</summary>
    public bool IsFrozen { get; set; }

    /// <inheritdoc/>
    public FlatParameters Parameters { get; }

    /// <summary>The longest prompt that leaves room for a continuation.</summary>
    public int StateSize => Model.ContextLength - Generation.MaxTokens;

    /// <inheritdoc/>
    public Space Actions { get; }

    string IFixedState.Kind => $"{Model.GetType()} {(Model as Gpt2)?.Configuration} {(Model as Gpt2)?.Computation}";

    IEnumerable<(string Name, Tensor Value)> IFixedState.Fixed => _trained.Buffers;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A prompt or a completion is empty, has a token that is none, or both are too long together.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model was moved or converted, or its parameters replaced, since the policy was made over it.
    /// </exception>
    public NetworkOutputs Forward(params ReadOnlySpan<Question> questions)
    {
        lock (Parameters.Gate)
            return !IsFrozen && SplitOutputs.IsNeeded(questions, _guard.TellsTraining)
                ? SplitOutputs.Of(questions, Once, [])
                : Once(questions);
    }

    private SequenceOutputs Once(ReadOnlySpan<Question> questions)
    {
        _trained.Check();
        using var quiet = no_grad();
        var batch = new SequenceBatch(Model.Vocabulary, Model.ContextLength);
        var rows = new Rows[questions.Length];
        for (var i = 0; i < questions.Length; i++)
            rows[i] = questions[i] switch
            {
                LogProbQuestion asked => batch.Add(asked, asked.Action, asked.State, dimensions: 2),
                LogProbsOfQuestion asked => batch.Add(asked, asked.Actions, asked.State, dimensions: 3),
                SampleQuestion or SampleLogProbQuestion or SquaredWeightsQuestion => default,
                null => throw new ArgumentException($"Question {i} is null.", nameof(questions)),
                var question => throw new NotSupportedException(
                    $"A language model does not answer {Check.Describe(question)}; it answers LogProb, Sample and SquaredWeights."
                ),
            };
        var answers = new SequenceOutputs(this, questions.ToArray(), rows, batch.Rows);
        try
        {
            answers.Ask(IsFrozen, questions is [{ Trains: true }, ..]);
            for (var i = 0; i < questions.Length; i++)
                if (questions[i] is SquaredWeightsQuestion)
                    answers.Set(i, Parameters.Values.dot(Parameters.Values));
            Sample(questions, batch, answers);
            SampleLogProbs(questions, answers);
            return answers;
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The answers were a frozen policy's, or were used for a gradient already.</exception>
    public void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients)
    {
        if (EvaluationMode.IsOn)
            return;
        if (answers is SplitOutputs split)
        {
            split.Backward(this, gradients);
            return;
        }
        if (answers is not SequenceOutputs pass || pass.Owner != this)
            throw new ArgumentException("These answers are not this network's.", nameof(answers));
        if (gradients.Length != pass.Count)
            throw new ArgumentException($"Found {gradients.Length} gradients; expected {pass.Count}, one an answer.", nameof(gradients));
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        Tensor? total = null;
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } given)
                continue;
            Check.Gradient(pass.Questions[i], given, pass[i]);
            var gradient = Rounding.Of(given, pass[i]);
            if (pass.Questions[i] is SquaredWeightsQuestion)
                Parameters.Gradients.addcmul_(Parameters.Values, gradient, Two);
            else if (pass.Questions[i] is SampleQuestion or SampleLogProbQuestion)
                throw new NotSupportedException("Sample: drawn tokens have no gradient.");
            else
            {
                total ??= zeros([pass.Sequences.Count], Parameters.Type, Parameters.Device);
                total.narrow(0, pass.Rows[i].Start, pass.Rows[i].Count).add_(gradient.reshape(-1), Alpha.One);
            }
        }
        if (total is not null)
            pass.Backward(total);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The copy is frozen: it is asked, and keeps nothing for a gradient. Each part of its model is in the mode of its original.
    /// </remarks>
    public INetwork Copy()
    {
        _trained.Check();
        var model = Model.Another();
        model.to(Parameters.Type).to(Parameters.Device);
        _guard.CopyTo(model);
        var copy = new SequencePolicy(model, Generation)
        {
            RowsPerPass = RowsPerPass,
            IsFrozen = true,
            _owns = true,
        };
        copy.Parameters.CopyFrom(Parameters);
        using var quiet = no_grad();
        var targets = copy._trained.Buffers.ToDictionary(static buffer => buffer.Name, static buffer => buffer.Value);
        foreach (var (name, value) in _trained.Buffers)
            if (targets.TryGetValue(name, out var target))
                target.copy_(value);
        return copy;
    }

    /// <inheritdoc/>
    public Policy OneSample() => new OneSampleSequence(this);

    /// <summary>Frees the parameters: the model cannot be used any more.</summary>
    public void Dispose()
    {
        if (_owns)
            Model.Dispose();
        Parameters.Dispose();
    }

    string? IModuleNetwork.BatchNorm => _guard.BatchNorm;

    /// <summary>The one way in which the model is asked.</summary>
    internal ModuleGuard Guard => _guard;

    /// <summary>The number of rows that go through the model at once.</summary>
    internal int PassRows(bool frozen) => frozen ? Math.Min(RowsPerPass ?? FrozenRows, FrozenRows) : RowsPerPass ?? int.MaxValue;
}
