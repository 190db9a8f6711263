using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>One trained number, such as the logarithm of a temperature.</summary>
public sealed class CoefficientNetwork : ICoefficient, ICopyable, ICpuTrainable
{
    private static readonly Scalar Two = 2.0;

    /// <summary>A number that starts with a value.</summary>
    /// <param name="value">Where it starts.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it is; none means the CPU.</param>
    public CoefficientNetwork(double value, ScalarType type = ScalarType.Float32, TorchSharp.torch.Device? device = null)
        : this(value, Placement.Of(type, device)) { }

    /// <summary>A number in float32 on the CPU that starts with a value.</summary>
    /// <param name="value">Where it starts.</param>
    public CoefficientNetwork(double value)
        : this(value, default(Placement)) { }

    private CoefficientNetwork(double value, Placement at)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a finite number.");
        Parameters = new FlatParameters([("value", [1L])], at);
        Parameters.Write(Parameters.Slots[0], [value]);
    }

    /// <inheritdoc/>
    public FlatParameters Parameters { get; }

    /// <inheritdoc/>
    public NetworkOutputs Forward(params ReadOnlySpan<Question> questions)
    {
        using var quiet = no_grad();
        foreach (var question in questions)
            if (question is not (CoefficientQuestion or SquaredWeightsQuestion))
                throw new NotSupportedException(
                    $"{nameof(CoefficientNetwork)} does not answer {(question is null ? "null" : Check.Describe(question))}; "
                        + "it answers Value."
                );
        var answers = new Tensor[questions.Length];
        lock (Parameters.Gate)
            for (var i = 0; i < answers.Length; i++)
                answers[i] = questions[i] is CoefficientQuestion ? Parameters.Values.sum() : Parameters.Values.dot(Parameters.Values);
        return new Values(this, questions.ToArray(), answers);
    }

    /// <inheritdoc/>
    public void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients)
    {
        if (answers is not Values pass || pass.Owner != this)
            throw new ArgumentException("These answers are not this network's.", nameof(answers));
        if (gradients.Length != pass.Questions.Length)
            throw new ArgumentException(
                $"Found {gradients.Length} gradients; expected {pass.Questions.Length}, one an answer.",
                nameof(gradients)
            );
        using var quiet = no_grad();
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } given)
                continue;
            Check.Gradient(pass.Questions[i], given, pass[i]);
            using var gradient = Rounding.Of(given, pass[i]);
            if (pass.Questions[i] is CoefficientQuestion)
                Parameters.Gradients.add_(gradient, Alpha.One);
            else
                Parameters.Gradients.addcmul_(Parameters.Values, gradient, Two);
        }
    }

    /// <inheritdoc/>
    public Coefficient OneSample() => new Face(this);

    /// <inheritdoc/>
    CpuNetwork? ICpuTrainable.OnCpu(Optimization.OptimizerOptions? optimizer, int threads) =>
        Parameters.IsHere<float>() ? new CpuCoefficient<float>(Parameters, optimizer)
        : Parameters.IsHere<double>() ? new CpuCoefficient<double>(Parameters, optimizer)
        : null;

    /// <inheritdoc/>
    public INetwork Copy()
    {
        var copy = new CoefficientNetwork(0, Parameters.Placement);
        copy.Parameters.CopyFrom(Parameters);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose() => Parameters.Dispose();

    private sealed class Face(CoefficientNetwork network) : Coefficient
    {
        public override double Value
        {
            get
            {
                Span<double> value = stackalloc double[1];
                network.Parameters.Read(network.Parameters.Slots[0], value);
                return value[0];
            }
        }
    }

    private sealed class Values(CoefficientNetwork owner, Question[] questions, Tensor[] answers) : NetworkOutputs
    {
        public CoefficientNetwork Owner => owner;

        public Question[] Questions => questions;

        /// <inheritdoc/>
        public override int Count => questions.Length;

        public override Tensor this[int index] => answers[index];

        protected override void Dispose(bool disposing)
        {
            foreach (var answer in answers)
                answer.Dispose();
        }
    }
}
