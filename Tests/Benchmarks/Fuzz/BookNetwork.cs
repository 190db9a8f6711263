using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// The batched face of a network of any kind: answers from the field, and keeps the gradient that comes back for each answer.
/// </summary>
public sealed class BookNetwork(Player player, Widths widths, ScalarType type)
    : ILogProbPolicy,
        IEntropyPolicy,
        IMeanPolicy,
        IDiscretePolicy,
        IReparameterisedPolicy,
        IStateCriticNetwork,
        IActCriticNetwork,
        IStepCriticNetwork,
        IFeatureNetwork,
        IFieldNetwork,
        ICoefficient,
        IDifferentiableArguments,
        IDiscreteEnsemble,
        ICopyable
{
    /// <summary>The gradient of the loss with respect to answers; the same answer may be there several times.</summary>
    public List<(AnswerKey Key, double Gradient)> Gradients { get; } = [];

    /// <summary>How often it was asked.</summary>
    public int Questions { get; private set; }

    public FlatParameters Parameters { get; } = new([("weight", [1])], type, CPU);

    public int Members => 2;

    public Ensemble OneSampleEnsemble() => new BookEnsemble(new AnswerBook(), player, widths);

    public int StateSize => widths.State;

    public Space Actions { get; } = new BoxSpace([.. Enumerable.Repeat(-1f, widths.Act)], [.. Enumerable.Repeat(1f, widths.Act)]);

    public NetworkOutputs Forward(params ReadOnlySpan<Question> questions)
    {
        Questions++;
        return new Given([.. questions.ToArray().Select(Answer)]);
    }

    /// <summary>What it does when it acts: a function of the state, whatever is drawn; often beyond the bounds.</summary>
    public static Act SampleOf(Player player, ReadOnlySpan<double> state, int width)
    {
        var act = new double[width];
        for (var i = 0; i < width; i++)
            act[i] = (float)AnswerField.At(player.Id, QuestionKind.Mean, i + 10, state);
        return new(act);
    }

    public void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients)
    {
        var given = (Given)answers;
        if (given.Count != gradients.Length)
            throw new InvalidOperationException($"{gradients.Length} gradients for {given.Count} answers.");
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } gradient)
                continue;
            var asked = given.Part(i);
            if (!gradient.shape.SequenceEqual(asked.Values.shape))
                throw new InvalidOperationException(
                    $"The gradient for {asked.Question.Name} is [{string.Join(", ", gradient.shape)}], the answer "
                        + $"[{string.Join(", ", asked.Values.shape)}]."
                );
            var values = Plain(gradient);
            for (var j = 0; j < values.Length; j++)
                Add(asked, j, values[j]);
        }
    }

    /// <summary>Of what was asked about an answer of its own, the gradient goes on to that.</summary>
    private void Add(Part asked, int place, double gradient)
    {
        var row = place / asked.Components;
        var isOfRow = asked.Rows[row].Length > 0;
        Gradients.Add((new(player.Id, asked.Question, isOfRow ? row : -1, asked.Rows[row], place % asked.Components), gradient));
        for (var i = 0; asked.Of is { } of && i < of.Components; i++)
            Add(of, (row * of.Components) + i, gradient * AnswerField.Slope(player.Id, asked.Question, 0, asked.Rows[row], i));
    }

    public Tensor ArgumentGradient(NetworkOutputs answers, int question, int argument, Tensor gradient)
    {
        var asked = ((Given)answers).Part(question);
        var about = asked.Of ?? asked;
        var (upstream, width, before) = (
            Plain(gradient.dim() == 3 ? gradient.diagonal(0, -2, -1) : gradient),
            about.Widths[argument],
            about.Widths.Take(argument).Sum()
        );
        var values = new double[asked.Rows.Length * width];
        for (var row = 0; row < asked.Rows.Length; row++)
        for (var i = 0; i < width; i++)
        for (var component = 0; component < asked.Components; component++)
            values[row * width + i] += upstream[row * asked.Components + component] * Slope(asked, row, component, before + i);
        return tensor(values, about.IsFlat[argument] ? [asked.Rows.Length] : [asked.Rows.Length, width], type);
    }

    /// <summary>Of the likelihood of a sample, the slope goes through the state and through the sample of that state.</summary>
    private double Slope(Part asked, int row, int component, int place)
    {
        double Direct(int at) => AnswerField.Slope(player.Id, asked.Question, component, asked.Rows[row], at);
        return asked.Of is { } of
            ? Direct(of.Components + place) + Enumerable.Range(0, of.Components).Sum(k => Direct(k) * Slope(of, row, k, place))
            : Direct(place);
    }

    public INetwork Copy() => throw new NotSupportedException("Copies are handed in.");

    public void Mode(ReadOnlySpan<float> states, Span<float> actions) => throw new NotSupportedException();

    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random)
    {
        for (var row = 0; row < states.Length / widths.State; row++)
        for (var i = 0; i < widths.Act; i++)
            actions[row * widths.Act + i] = (float)
                SampleOf(player, [.. states.Slice(row * widths.State, widths.State).ToArray().Select(value => (double)value)], widths.Act)[
                    i
                ];
    }

    public Policy OneSample() => new BookPolicy(new AnswerBook(), player, widths);

    Critic ICriticNetwork.OneSample() => new BookCritic(new AnswerBook(), player);

    Features IFeatureNetwork.OneSample() => new BookFeatures(new AnswerBook(), player, widths);

    Features IFieldNetwork.OneSample() => new BookFeatures(new AnswerBook(), player, widths);

    Coefficient ICoefficient.OneSample() => throw new NotSupportedException();

    public void Dispose() => Parameters.Dispose();

    private Part Answer(Question question)
    {
        if (question is SampleLogProbQuestion ofSample)
        {
            var sample = Answer(new SampleQuestion(ofSample.State, ofSample.Draws));
            return Rows(QuestionKind.LogProb, sample.Values, ofSample.State) with { Of = sample };
        }
        var kind = QuestionKind.Of(question.GetType());
        List<Tensor> about = [];
        question.With(tensor =>
        {
            about.Add(tensor.dim() == 3 ? tensor.flatten(-2) : tensor);
            return tensor;
        });
        if (question is SampleQuestion drawn)
            about.Add(Places(drawn));
        if (about.Count == 0)
            return Whole(kind);
        var part = Rows(kind, [.. about]);
        return kind.Kind == Kind.Covariance ? part with { Values = part.Values.diag_embed() } : part;
    }

    private Tensor Places(SampleQuestion ask) =>
        tensor(
            Enumerable.Range(0, (int)ask.State.shape[0]).Select(row => ask.Draws.Stream.UniformAt(ask.Draws.PlaceOf(row), 0)).ToArray(),
            type
        );

    private Part Whole(QuestionKind question) =>
        new(
            tensor(AnswerField.At(player.Id, question, 0, []), type),
            question,
            [
                [],
            ],
            [],
            [],
            1
        );

    private Part Rows(QuestionKind question, params Tensor[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
            if (
                arguments[i].dim() != (question.Arguments[i] is Kind.Number or Kind.Draw ? 1 : 2)
                || arguments[i].shape[0] != arguments[0].shape[0]
                || (arguments[i].dim() == 2 && arguments[i].shape[1] != widths.Of(question.Arguments[i]))
            )
                throw new InvalidOperationException(
                    $"Argument {i} of {question.Name} is {arguments[i].dtype} [{string.Join(", ", arguments[i].shape)}]."
                );
        var sizes = arguments.Select(argument => argument.dim() == 1 ? 1 : (int)argument.shape[1]).ToArray();
        var numbers = arguments.Select(Rounded).ToArray();
        var (count, isSingle) = ((int)arguments[0].shape[0], question.Kind == Kind.Number);
        var width = isSingle ? 1 : widths.Of(question.Kind);
        var (values, rows) = (new double[count * width], new double[count][]);
        for (var row = 0; row < count; row++)
        {
            rows[row] = [.. numbers.SelectMany((each, i) => each.AsSpan(row * sizes[i], sizes[i]).ToArray())];
            for (var i = 0; i < width; i++)
                values[row * width + i] = AnswerField.At(player.Id, question, i, rows[row]);
        }
        return new(
            tensor(values, isSingle ? [count] : [count, width], type),
            question,
            rows,
            sizes,
            [.. arguments.Select(argument => argument.dim() == 1)],
            width
        );
    }

    /// <summary>What is asked, as a network of the type takes it.</summary>
    private double[] Rounded(Tensor tensor) => Plain(tensor.to(type));

    private static double[] Plain(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private sealed record Part(Tensor Values, QuestionKind Question, double[][] Rows, int[] Widths, bool[] IsFlat, int Components)
    {
        /// <summary>The answer that was asked about; none where that came from elsewhere.</summary>
        public Part? Of { get; init; }
    }

    private sealed class Given(Part[] parts) : NetworkOutputs
    {
        public override int Count => parts.Length;

        public override Tensor this[int index] => parts[index].Values;

        public Part Part(int index) => parts[index];

        protected override void Dispose(bool disposing)
        {
            foreach (var part in parts)
            {
                part.Of?.Values.Dispose();
                part.Values.Dispose();
            }
        }
    }
}
