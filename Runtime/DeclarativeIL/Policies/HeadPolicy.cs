using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>A policy of a body that maps states to numbers, and a head that says what the numbers mean.</summary>
public abstract partial class HeadPolicy : PolicyNetwork
{
    private static readonly Scalar Two = 2.0;

    private protected HeadPolicy(Body body, Space actions, Placement at, params IEnumerable<(string Name, IReadOnlyList<long> Shape)> extra)
        : base(body, actions, at, extra) { }

    /// <inheritdoc/>
    public override NetworkOutputs Forward(params ReadOnlySpan<Question> questions)
    {
        lock (Parameters.Gate)
            return SplitOutputs.IsNeeded(questions, Body.TellsTraining) ? SplitOutputs.Of(questions, Once, []) : Once(questions);
    }

    private PolicyOutputs Once(ReadOnlySpan<Question> questions)
    {
        using var quiet = no_grad();
        var rounding = new Rounding(Parameters.Type);
        var asked = rounding.Of(questions);
        var batch = QuestionBatch.Gather(asked, StateSize, Parameters, Stack);
        var body = batch.States is null
            ? null
            : Body.Forward(batch.States, asked is [{ Trains: true }, ..] ? PassPurpose.Training : PassPurpose.Asking);
        var head = body is null ? null : CreateHead(body.Output);
        var answers = new PolicyOutputs(this, asked, rounding, batch, body, head);
        try
        {
            for (var i = 0; i < asked.Length; i++)
                answers.Set(i, Answer(asked[i], i, batch.Rows[i], head));
            return answers;
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients)
    {
        if (EvaluationMode.IsOn)
            return;
        if (answers is SplitOutputs split)
        {
            split.Backward(this, gradients);
            return;
        }
        var pass = Mine(answers);
        if (gradients.Length != pass.Questions.Count)
            throw new ArgumentException(
                $"Found {gradients.Length} gradients; expected {pass.Questions.Count}, one an answer.",
                nameof(gradients)
            );
        using var quiet = no_grad();
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } given)
                continue;
            Check.Gradient(pass.Questions[i], given, pass[i]);
            using var rounded = Rounding.OfOther(given, pass[i]);
            var gradient = rounded ?? given;
            if (pass.Questions[i] is SquaredWeightsQuestion)
                SquaredWeightsBackward(gradient);
            else
                pass.Head!.Backward(pass.Questions[i], i, pass.Batch.Rows[i], gradient);
        }
        if (pass.Head?.OutputGradient is { } outputs)
            Body.Backward(pass.Body!, outputs);
    }

    private protected override CpuNetwork? OnCpu(Optimization.OptimizerOptions? optimizer, int threads) =>
        CpuBackend.TryCreate(Body, Parameters, CreateCpuHead, CpuExtra, optimizer, threads);

    /// <summary>The head for a pass without tensors; null where the policy needs them.</summary>
    private protected abstract CpuHead? CreateCpuHead();

    /// <summary>Number of parameters behind the layers, of each member.</summary>
    private protected virtual int CpuExtra => 0;

    /// <summary>The head for the outputs of a pass.</summary>
    private protected abstract Head CreateHead(Tensor outputs);

    /// <summary>The sum of the squares of all parameters, or [members].</summary>
    private protected virtual Tensor SquaredWeights() => Parameters.Values.dot(Parameters.Values);

    /// <summary>Adds the gradient of <see cref="SquaredWeights"/>.</summary>
    private protected virtual void SquaredWeightsBackward(Tensor gradient) =>
        Parameters.Gradients.addcmul_(Parameters.Values, gradient, Two);

    /// <summary>The pass, where it is one of this network.</summary>
    private protected PolicyOutputs Mine(NetworkOutputs answers) =>
        answers is PolicyOutputs pass && pass.Owner == this
            ? pass
            : throw new ArgumentException("These answers are not this network's.", nameof(answers));

    /// <summary>The answer to one question, for some of the rows.</summary>
    private protected virtual Tensor Answer(Question question, int index, Rows rows, Head? head) =>
        question switch
        {
            SquaredWeightsQuestion => SquaredWeights(),
            null => throw new ArgumentException($"Question {index} is null."),
            _ when head is null => throw new NotSupportedException($"{GetType().Name} does not answer {Check.Describe(question)}."),
            _ => head.Answer(question, index, rows),
        };
}
