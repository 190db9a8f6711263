using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>
/// The base of critics and feature networks: a map from the arguments of a question, side by side, to its answer. All distinct
/// arguments of one <see cref="Forward"/> go through the map in one pass.
/// </summary>
/// <remarks>
/// Several threads may ask at once, also while one trains: each is answered by the parameters between two steps (two epochs, where
/// they are computed on the CPU). One run at a time trains it.
/// </remarks>
public abstract partial class BodyNetwork : ICopyable, IDifferentiableArguments, ICpuTrainable, IFixedState, IModuleNetwork
{
    private static readonly Scalar Two = 2.0;

    private protected BodyNetwork(Body body, Placement at)
    {
        Body = body;
        body.TracksInput = true;
        Parameters = new FlatParameters(body.Layout, at);
        body.Bind(Parameters);
        if (Tensors.IsSupported)
            Parameters.Statistics = () => body.Statistics;
    }

    /// <summary>A view of the body of another network, and of its parameters.</summary>
    private protected BodyNetwork(Body body, FlatParameters parameters) => (Body, Parameters) = (body, parameters);

    /// <inheritdoc/>
    public FlatParameters Parameters { get; }

    /// <summary>The map from inputs to outputs.</summary>
    internal Body Body { get; }

    /// <inheritdoc/>
    public NetworkOutputs Forward(params ReadOnlySpan<Question> questions)
    {
        lock (Parameters.Gate)
            return SplitOutputs.IsNeeded(questions, Body.TellsTraining)
                ? SplitOutputs.Of(questions, Once, Parameters.CurrentStatistics())
                : Once(questions);
    }

    private BodyOutputs Once(ReadOnlySpan<Question> questions)
    {
        using var quiet = no_grad();
        var rounding = new Rounding(Parameters.Type);
        var asked = rounding.Of(questions);
        var parts = new IReadOnlyList<InputPart>?[asked.Length];
        for (var i = 0; i < asked.Length; i++)
            parts[i] = asked[i] switch
            {
                SquaredWeightsQuestion => null,
                null => throw new ArgumentException($"Question {i} is null.", nameof(questions)),
                var question => PartsOf(question)
                    ?? throw new NotSupportedException(
                        $"{GetType().Name} does not answer {Check.Describe(question)}; it answers {Answered}."
                    ),
            };
        var answers = new BodyOutputs(this, asked, rounding, parts, InputBatch.Gather(asked, parts, Parameters));
        try
        {
            if (answers.Batch.Input is { } input)
                answers.Pass = Body.Forward(input, questions is [{ Trains: true }, ..] ? PassPurpose.Training : PassPurpose.Asking);
            for (var i = 0; i < parts.Length; i++)
                answers.Set(i, parts[i] is null ? Parameters.Values.dot(Parameters.Values) : AnswerOf(answers, i));
            return answers;
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients)
    {
        if (EvaluationMode.IsOn)
            return;
        if (answers is SplitOutputs split)
        {
            split.Backward(this, gradients);
            return;
        }
        var pass = Mine(answers);
        if (gradients.Length != pass.Questions.Length)
            throw new ArgumentException(
                $"Found {gradients.Length} gradients; expected {pass.Questions.Length}, one an answer.",
                nameof(gradients)
            );
        using var quiet = no_grad();
        using var seed = new OutputGradient(pass);
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } given)
                continue;
            Check.Gradient(pass.Questions[i], given, pass[i]);
            using var gradient = Rounding.Of(given, pass[i]);
            if (pass.Parts[i] is null)
                Parameters.Gradients.addcmul_(Parameters.Values, gradient, Two);
            else
                seed.Add(i, gradient);
        }
        if (seed.Total is { } total)
            Body.Backward(pass.Pass!, total);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such question or argument, or the gradient has not the answer's shape.</exception>
    /// <exception cref="NotSupportedException">The argument is a discrete act.</exception>
    public Tensor ArgumentGradient(NetworkOutputs answers, int question, int argument, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (answers is SplitOutputs split)
        {
            var asked = (BodyOutputs)split.PartOf(question, out var place);
            return split.HasMoved(question)
                ? split.AsBefore(
                    [.. Parameters.CurrentStatistics()],
                    () =>
                    {
                        using var again = Once(asked.Questions);
                        return ArgumentGradient(again, place, argument, gradient);
                    }
                )
                : ArgumentGradient(asked, place, argument, gradient);
        }
        var pass = Mine(answers);
        Check.Argument(pass.Questions, question, argument, index => pass.Parts[index]?.Count ?? 0);
        Check.Gradient(pass.Questions[question], gradient, pass[question]);
        var parts = pass.Parts[question]!;
        var part = parts[argument];
        if (part.Form is InputForm.OneHot or InputForm.Parts)
            throw new NotSupportedException(
                $"{Check.Describe(pass.Questions[question])}: a {(part.Form == InputForm.OneHot ? "discrete" : "composed")} {part.Name} "
                    + "has no gradient."
            );
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var seed = new OutputGradient(pass);
        seed.Add(question, Rounding.Of(gradient, pass[question]));
        var rows = pass.Batch.Rows[question].Of(Body.InputGradient(pass.Pass!, seed.Total!));
        var columns = parts.Count == 1 ? rows : rows.narrow(1, parts.Take(argument).Sum(static before => before.Width), part.Width);
        return (part.Form == InputForm.Number ? columns.reshape(-1) : columns.contiguous()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Over a module: only where a function that makes another such module was given; each part of the copy is in the mode of its original.
    /// </remarks>
    /// <exception cref="NotSupportedException">It is over a module, without a factory for another one.</exception>
    public INetwork Copy()
    {
        var copy = Create(Body.Copy());
        copy.Parameters.CopyFrom(Parameters);
        Body.CopyBuffers(copy.Body);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Body.Dispose();
        Parameters.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The arguments of a question in the order of its constructor; none where it is another network's.</summary>
    private protected abstract IReadOnlyList<InputPart>? PartsOf(Question question);

    /// <summary>The question that it answers beside that about its weights.</summary>
    internal abstract Type Asked { get; }

    /// <summary>Whether it answers a question.</summary>
    internal bool CanAnswer(Type question) => question == Asked || question == typeof(SquaredWeightsQuestion);

    /// <summary>That question, as in declarations.</summary>
    private protected abstract string Answered { get; }

    /// <summary>True if an answer is [n] instead of [n, out].</summary>
    private protected abstract bool IsNumber { get; }

    /// <inheritdoc/>
    string IFixedState.Kind => Body.Kind + ObservationScaler.Describe(Parameters);

    string? IModuleNetwork.BatchNorm => Body.BatchNorm;

    int IModuleNetwork.MemorySize => Body.MemorySize;

    IEnumerable<(string Name, Tensor Value)> IFixedState.Fixed => Body.Buffers;

    CpuNetwork? ICpuTrainable.OnCpu(Optimization.OptimizerOptions? optimizer, int threads) =>
        CpuBackend.TryCreate(Body, Parameters, CreateCpuHead, 0, optimizer, threads);

    /// <summary>The head for a pass without tensors; null where the network needs them.</summary>
    private protected virtual CpuHead? CreateCpuHead() => null;

    /// <summary>A network of the same kind over a body of the same shape.</summary>
    private protected abstract BodyNetwork Create(Body body);

    private Tensor AnswerOf(BodyOutputs pass, int index)
    {
        var outputs = pass.Pass!.Output;
        if (!IsNumber)
            return pass.Batch.Rows[index] is { IsAll: false } some ? some.Of(outputs) : outputs.alias();
        using var part = pass.Batch.Rows[index] is { IsAll: false } rows ? rows.Of(outputs) : null;
        return (part ?? outputs).view(-1);
    }

    private BodyOutputs Mine(NetworkOutputs answers) =>
        answers is BodyOutputs pass && pass.Owner == this
            ? pass
            : throw new ArgumentException("These answers are not this network's.", nameof(answers));
}
