using DeclarativeIL.Arithmetic;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>
/// The batched face of a network of any kind: answers from the table, and keeps the gradient that comes back for each answer.
/// </summary>
public sealed class TableNetwork(AnswerTable table, string name, int stateSize, Space actions, ScalarType type, int members = 0)
    : ILogProbPolicy,
        IFitPolicy,
        IEntropyPolicy,
        IMeanPolicy,
        IDiscretePolicy,
        IReparameterisedPolicy,
        IDiscreteEnsemble,
        IStateCriticNetwork,
        IActCriticNetwork,
        IStepCriticNetwork,
        IFeatureNetwork,
        IFieldNetwork,
        ICoefficient,
        IDifferentiableArguments,
        ICopyable
{
    /// <summary>The gradient of the loss with respect to each answer, summed over the rows that asked for it.</summary>
    public Dictionary<string, double> Gradients { get; } = [];

    /// <summary>How often <see cref="Forward"/> was called.</summary>
    public int Forwards { get; private set; }

    public string Name => name;

    public int Members => members;

    public FlatParameters Parameters { get; } = new([("weight", [1])], type, CPU);

    public int StateSize => stateSize;

    public Space Actions => actions;

    public NetworkOutputs Forward(params ReadOnlySpan<Question> questions)
    {
        Forwards++;
        return new TableOutputs([.. questions.ToArray().Select(Answer)]);
    }

    public void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients)
    {
        var table = (TableOutputs)answers;
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } gradient)
                continue;
            Assert.Equal(table[i].shape, gradient.shape);
            // equations are in float64; a network rounds what it takes in
            Assert.True(gradient.dtype == ScalarType.Float64 || gradient.dtype == table[i].dtype, $"{gradient.dtype}");
            var values = Host(gradient);
            for (var j = 0; j < values.Length; j++)
                Add(table.All[i], j, values[j]);
        }
    }

    /// <summary>Of what was asked about an answer of its own, the gradient goes on to that.</summary>
    private void Add(TableAnswer answer, int place, double gradient)
    {
        Gradients[answer.Keys[place]] = Gradients.GetValueOrDefault(answer.Keys[place]) + gradient;
        for (var i = 0; answer.Of is { } of && i < of.Components; i++)
            Add(
                of,
                place * of.Components + i,
                gradient * AnswerTable.Slope(name, answer.Question, answer.Rows[place], component: 0, argument: i)
            );
    }

    public Tensor ArgumentGradient(NetworkOutputs answers, int question, int argument, Tensor gradient)
    {
        var asked = ((TableOutputs)answers).All[question];
        var (upstream, width) = (Host(gradient), asked.Widths[argument]);
        var values = new double[asked.Rows.Length * width];
        for (var row = 0; row < asked.Rows.Length; row++)
        for (var i = 0; i < width; i++)
        for (var component = 0; component < asked.Components; component++)
            values[row * width + i] +=
                upstream[row * asked.Components + component]
                * AnswerTable.Slope(name, asked.Question, asked.Rows[row], component, asked.Widths.Take(argument).Sum() + i);
        return tensor(values, [asked.Rows.Length, width], type);
    }

    public INetwork Copy() => throw new NotSupportedException("Tests hand copies in by themselves.");

    public void Mode(ReadOnlySpan<float> states, Span<float> actions) => throw new NotSupportedException();

    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) => throw new NotSupportedException();

    public Policy OneSample() => new TablePolicy(table, name, actions.Width);

    public Policy Member(int member) => new TablePolicy(table, $"{name}[{member}]", actions.Width);

    public Ensemble OneSampleEnsemble() => new TableEnsemble(table, name, actions.Width);

    Critic ICriticNetwork.OneSample() => new TableCritic(table, name);

    Features IFeatureNetwork.OneSample() => new TableFeatures(table, name, actions.Width);

    Features IFieldNetwork.OneSample() => new TableFeatures(table, name, actions.Width);

    Coefficient ICoefficient.OneSample() => new TableCoefficient(table, name);

    public void Dispose() => Parameters.Dispose();

    private TableAnswer Answer(Question question) =>
        question switch
        {
            LogProbQuestion ask => Rows("LogProb", 0, ask.Action, ask.State),
            LogProbsOfQuestion ask => Rows("LogProbsOf", (int)ask.Actions.shape[1], ask.Actions.flatten(1), ask.State),
            LogProbsQuestion ask => Rows("LogProbs", actions.Width, ask.State),
            EntropyQuestion ask => Rows("Entropy", 0, ask.State),
            MeanQuestion ask => Rows("Mean", actions.Width, ask.State),
            ModeQuestion ask => Rows("Mode", actions.Width, ask.State),
            SampleQuestion ask => Rows("Sample", actions.Width, ask.State, Draws(ask.State, ask.Draws)),
            FitQuestion ask => Rows("Fit", 0, ask.Action, ask.State, Draws(ask.State, ask.Draws)),
            SampleLogProbQuestion ask when Answer(new SampleQuestion(ask.State, ask.Draws)) is var sample => Rows(
                "LogProb",
                0,
                sample.Values,
                ask.State
            ) with
            {
                Of = sample,
            },
            ValueQuestion ask => Rows("Value", 0, ask.State),
            ActValueQuestion ask => Rows("ActValue", 0, ask.State, ask.Act),
            StepValueQuestion ask => Rows("StepValue", 0, ask.State, ask.Act, ask.Next),
            FeaturesQuestion ask => Rows("Features", actions.Width, ask.State),
            FieldQuestion ask => Rows("Field", actions.Width, ask.State, ask.Point, ask.Time.unsqueeze(-1)),
            EnsembleMeanQuestion ask => Rows("EnsembleMean", actions.Width, ask.State),
            EnsembleCovarianceQuestion ask => Covariance(Rows("EnsembleCovariance", actions.Width, ask.State)),
            EnsembleDisagreementQuestion ask => Rows("EnsembleDisagreement", 0, ask.State),
            EnsembleLogProbsQuestion ask => Rows("EnsembleLogProbs", actions.Width, ask.State),
            SquaredWeightsQuestion => Whole("SquaredWeights"),
            CoefficientQuestion => Whole("Coefficient"),
            _ => throw new NotSupportedException(question.GetType().Name),
        };

    private static Tensor Draws(Tensor states, DrawBatch draws) =>
        tensor(
            Enumerable
                .Range(0, (int)states.shape[0])
                .SelectMany(row => new double[] { draws.Stream.Key % 1000, (draws.First + (ulong)row) % 1000 })
                .ToArray(),
            [states.shape[0], 2],
            ScalarType.Float64
        );

    /// <summary>One number, or the same one for every member.</summary>
    private TableAnswer Whole(string question)
    {
        var value = tensor(table.Answer(name, question, [], 0), type);
        return new(
            members == 0 ? value : value.expand(members).clone(),
            [.. Enumerable.Repeat(AnswerTable.Key(name, question, [], 0), Math.Max(1, members))],
            question,
            [
                [],
            ],
            [],
            1
        );
    }

    private static TableAnswer Covariance(TableAnswer diagonal) => diagonal with { Values = diagonal.Values.Plus(2.5).diag_embed() };

    /// <param name="components">Numbers per answer; 0 for a single one without a dimension of its own.</param>
    private TableAnswer Rows(string question, int components, params Tensor[] arguments)
    {
        var leading = arguments[0].shape[..^1];
        var widths = arguments.Select(argument => (int)argument.shape[^1]).ToArray();
        var hosts = arguments.Select(Host).ToArray();
        var count = (int)leading.Aggregate(1L, (product, size) => product * size);
        var (width, rows) = (Math.Max(1, components), new double[count][]);
        var (values, keys) = (new double[count * width], new string[count * width]);
        for (var row = 0; row < count; row++)
        {
            rows[row] =
            [
                .. hosts.SelectMany((host, i) => host.Skip(row * widths[i]).Take(widths[i])).Where(number => !double.IsNaN(number)),
            ]; // NaN stands behind short sequences
            var asked = leading.Length == 2 ? $"{name}[{row / leading[1]}]" : name;
            for (var i = 0; i < width; i++)
            {
                values[row * width + i] = table.Answer(asked, question, rows[row], i);
                keys[row * width + i] = AnswerTable.Key(asked, question, rows[row], i);
            }
        }
        return new(tensor(values, components == 0 ? leading : [.. leading, components], type), keys, question, rows, widths, width);
    }

    private static double[] Host(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private sealed record TableAnswer(Tensor Values, string[] Keys, string Question, double[][] Rows, int[] Widths, int Components)
    {
        /// <summary>The answer that was asked about; none where that came from elsewhere.</summary>
        public TableAnswer? Of { get; init; }
    }

    private sealed class TableOutputs(TableAnswer[] answers) : NetworkOutputs
    {
        public override int Count => answers.Length;

        public override Tensor this[int index] => answers[index].Values;

        public TableAnswer[] All => answers;

        protected override void Dispose(bool disposing)
        {
            foreach (var answer in answers)
            {
                answer.Of?.Values.Dispose();
                answer.Values.Dispose();
            }
        }
    }
}
