using DeclarativeIL.Checkpoints;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>What the policies share: a body that maps states to numbers, and a head that says what the numbers mean.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public abstract class PolicyNetwork : IPolicyNetwork
{
    private static readonly Scalar Two = 2.0;

    private protected PolicyNetwork(Body body, Space actions, ScalarType type, TorchSharp.torch.Device? device,
        params IEnumerable<(string Name, IReadOnlyList<long> Shape)> extra)
    {
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentOutOfRangeException(nameof(type), type, "A policy computes in Float32 or Float64.");
        Body = body;
        Actions = actions;
        Parameters = new FlatParameters([.. body.Layout, .. extra], type, device ?? CPU);
        body.Bind(Parameters);
    }

    /// <inheritdoc/>
    public FlatParameters Parameters { get; }

    /// <inheritdoc/>
    public int StateSize => Body.Inputs;

    /// <inheritdoc/>
    public Space Actions { get; }

    /// <summary>The map from states to outputs.</summary>
    internal Body Body { get; }

    /// <inheritdoc/>
    public Answers Forward(params ReadOnlySpan<Question> questions)
    {
        using var quiet = no_grad();
        var batch = QuestionBatch.Gather(questions, StateSize, Parameters);
        var body = batch.States is null ? null : Body.Forward(batch.States);
        var head = body is null ? null : CreateHead(body.Output);
        var answers = new PolicyAnswers(this, questions.ToArray(), batch, body, head);
        try
        {
            for (var i = 0; i < questions.Length; i++)
                answers.Set(i, Answer(questions[i], i, batch.Rows[i], head));
            return answers;
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Backward(Answers answers, params ReadOnlySpan<Tensor?> gradients)
    {
        if (answers is not PolicyAnswers pass || pass.Owner != this)
            throw new ArgumentException("These answers are not this network's.", nameof(answers));
        if (gradients.Length != pass.Questions.Count)
            throw new ArgumentException(
                $"Found {gradients.Length} gradients; expected {pass.Questions.Count}, one an answer.", nameof(gradients));
        using var quiet = no_grad();
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } gradient)
                continue;
            Check.Gradient(pass.Questions[i], gradient, pass[i]);
            if (pass.Questions[i] is SquaredWeightsQuestion)
                Parameters.Gradients.addcmul_(Parameters.Values, gradient, Two);
            else
                pass.Head!.Backward(pass.Questions[i], i, pass.Batch.Rows[i], gradient);
        }
        if (pass.Head?.OutputGradient is { } outputs)
            Body.Backward(pass.Body!, outputs);
    }

    /// <inheritdoc/>
    public void Mode(ReadOnlySpan<float> states, Span<float> actions)
    {
        var outputs = Act(states, actions);
        Choose(outputs, actions, null);
    }

    /// <inheritdoc/>
    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var outputs = Act(states, actions);
        Choose(outputs, actions, random);
    }

    /// <inheritdoc/>
    public Policy OneSample() => new OneSamplePolicy(this);

    /// <summary>Writes parameters and sizes to a file in the safetensors format, in place of one that is there.</summary>
    public void Save(string path) => PolicyCheckpoint.Write(path, Kind, this);

    /// <summary>Takes the parameters from a file that a policy of the same kind and sizes wrote: all, or none.</summary>
    /// <exception cref="CheckpointException">The file is malformed or does not fit; the policy stays as it was.</exception>
    public void LoadParameters(string path) => new PolicyCheckpoint(path, Kind).Fill(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the parameters; a module that the policy was built over stays usable.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Body.Dispose();
        Parameters.Dispose();
    }

    /// <summary>The word for this kind of policy in files.</summary>
    private protected abstract string Kind { get; }

    /// <summary>What the outputs of a pass mean.</summary>
    private protected abstract Head CreateHead(Tensor outputs);

    /// <summary>Actions from outputs, on the host.</summary>
    /// <param name="outputs">[n, out].</param>
    /// <param name="actions">[n, a], filled.</param>
    /// <param name="random">Where draws come from; none asks for the mode.</param>
    private protected abstract void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random);

    private Tensor Answer(Question question, int index, Rows rows, Head? head) => question switch
    {
        SquaredWeightsQuestion => Parameters.Values.dot(Parameters.Values),
        null => throw new ArgumentException($"Question {index} is null."),
        _ when head is null => throw new NotSupportedException($"{GetType().Name} does not answer {Check.Describe(question)}."),
        _ => head.Answer(question, index, rows),
    };

    /// <summary>
    /// The outputs for states on the host, in float64 so that choices do not depend on the network's number type more than
    /// they must.
    /// </summary>
    private double[] Act(ReadOnlySpan<float> states, Span<float> actions)
    {
        var rows = states.Length / StateSize;
        if (rows * StateSize != states.Length)
            throw new ArgumentException(
                $"Found {states.Length} numbers; expected a multiple of {StateSize}, the size of a state.", nameof(states));
        if (actions.Length != rows * Actions.Width)
            throw new ArgumentException($"Found room for {actions.Length} numbers; expected {rows} x {Actions.Width}.", nameof(actions));
        Check.Finite(states, StateSize, "The state", static message => new ArgumentException(message, nameof(states)));
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var pass = Body.Forward(Host.Upload(states, rows, Parameters), acting: true);
        var outputs = Host.Download(pass.Output);
        Check.Finite<double>(outputs, Body.Outputs, "The network's output", static message => new InvalidOperationException(message));
        return outputs;
    }
}
