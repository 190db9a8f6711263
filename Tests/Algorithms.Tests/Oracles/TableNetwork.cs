using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>The batched face: answers from the same table, and keeps the gradient that comes back for each answer.</summary>
public sealed class TableNetwork(AnswerTable table, string name, int stateSize, Space actions, ScalarType type)
    : ILogProbPolicy, IEntropyPolicy, IMeanPolicy
{
    /// <summary>The gradient of the loss with respect to each answer, summed over the rows that asked for it.</summary>
    public Dictionary<string, double> Gradients { get; } = [];

    /// <summary>How often <see cref="Forward"/> was called.</summary>
    public int Forwards { get; private set; }

    public FlatParameters Parameters { get; } = new([("weight", [1])], type, CPU);

    public int StateSize => stateSize;

    public Space Actions => actions;

    public Answers Forward(params ReadOnlySpan<Question> questions)
    {
        Forwards++;
        return new TableAnswers([.. questions.ToArray().Select(Answer)]);
    }

    public void Backward(Answers answers, params ReadOnlySpan<Tensor?> gradients)
    {
        var table = (TableAnswers)answers;
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } gradient)
                continue;
            Assert.Equal(table[i].shape, gradient.shape);
            Assert.Equal(table[i].dtype, gradient.dtype);
            var values = gradient.to(ScalarType.Float64).contiguous().data<double>().ToArray();
            for (var j = 0; j < values.Length; j++)
                Gradients[table.Keys[i][j]] = Gradients.GetValueOrDefault(table.Keys[i][j]) + values[j];
        }
    }

    private (Tensor, string[]) Answer(Question question) => question switch
    {
        LogProbQuestion ask => Rows("LogProb", 1, false, ask.Action, ask.State),
        EntropyQuestion ask => Rows("Entropy", 1, false, ask.State),
        MeanQuestion ask => Rows("Mean", actions.Width, true, ask.State),
        SquaredWeightsQuestion => (tensor(table.Answer(name, "SquaredWeights", [], 0), type), [AnswerTable.Key(name, "SquaredWeights", [], 0)]),
        _ => throw new NotSupportedException(question.GetType().Name),
    };

    private (Tensor, string[]) Rows(string question, int width, bool isWide, params Tensor[] arguments)
    {
        var columns = arguments.Select(argument => (Width: (int)argument.shape[1], Values: argument.to(ScalarType.Float64).contiguous().data<double>().ToArray())).ToList();
        var count = (int)arguments[0].shape[0];
        var (values, keys) = (new double[count * width], new string[count * width]);
        for (var row = 0; row < count; row++)
        {
            double[] given = [.. columns.SelectMany(column => column.Values.Skip(row * column.Width).Take(column.Width))];
            for (var i = 0; i < width; i++)
            {
                values[row * width + i] = table.Answer(name, question, given, i);
                keys[row * width + i] = AnswerTable.Key(name, question, given, i);
            }
        }
        return (isWide ? tensor(values, [count, width], type) : tensor(values, type), keys);
    }

    public void Mode(ReadOnlySpan<float> states, Span<float> actions) => throw new NotSupportedException();

    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) => throw new NotSupportedException();

    public Policy OneSample() => new TablePolicy(table, name, actions.Width);

    public void Dispose() => Parameters.Dispose();

    private sealed class TableAnswers((Tensor Values, string[] Keys)[] answers) : Answers
    {
        public override Tensor this[int index] => answers[index].Values;

        public IReadOnlyList<string[]> Keys { get; } = [.. answers.Select(answer => answer.Keys)];

        protected override void Dispose(bool disposing)
        {
            foreach (var (values, _) in answers)
                values.Dispose();
        }
    }
}
