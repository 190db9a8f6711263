using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// A network of any kind without tensors: answers from the field, and keeps the gradient that comes back for each answer.
/// </summary>
public sealed class BookCpuNetwork(Player player, Widths widths) : CpuNetwork
{
    public List<(AnswerKey Key, double Gradient)> Gradients { get; private init; } = [];

    protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
    {
        foreach (var answer in answers)
        {
            var question = Of(answer);
            var (width, step) = Places(question);
            answer.Resize(answer.Arguments.Length == 0 ? 1 : answer.Arguments[0].Rows, (width - 1) * step + 1);
            answer.Values.Clear();
            for (var row = 0; row < answer.Count; row++)
            for (var k = 0; k < width; k++)
                answer.Values[row * answer.Width + k * step] = AnswerField.At(player.Id, question, k, About(answer, row));
        }
    }

    protected override void Backward(IReadOnlyList<RowOutputs> answers)
    {
        foreach (var answer in answers.Where(static answer => !answer.IsDetached))
            for (var i = 0; i < answer.Gradients.Length; i++)
            {
                var row = i / answer.Width;
                Gradients.Add(
                    (
                        new(player.Id, Of(answer), answer.Arguments.Length == 0 ? -1 : row, About(answer, row), i % answer.Width),
                        answer.Gradients[i]
                    )
                );
                for (var k = 0; IsOfSample(answer) && k < widths.Act; k++) // on which the gradient goes
                    Gradients.Add(
                        (
                            new(player.Id, QuestionKind.Sample, row, Asked(answer, row), k),
                            answer.Gradients[i] * AnswerField.Slope(player.Id, Of(answer), 0, About(answer, row), k)
                        )
                    );
            }
    }

    protected override void BackwardToArguments(IReadOnlyList<RowOutputs> answers)
    {
        foreach (var answer in answers)
            for (int argument = 0, before = 0; argument < answer.Arguments.Length; before += answer.Arguments[argument++].Width)
                if (answer.Given(argument) is { } column)
                    BackwardToArguments(answer, column, answer.Arguments[argument].Width, before);
    }

    protected override CpuNetwork Again() => new BookCpuNetwork(player, widths) { Gradients = Gradients };

    private void BackwardToArguments(RowOutputs answer, CpuColumn column, int width, int before)
    {
        column.Resize(width);
        var (count, step) = Places(Of(answer));
        for (var row = 0; row < answer.Count; row++)
        for (var i = 0; i < width; i++)
            column.Set(
                row,
                i,
                Enumerable.Range(0, count).Sum(k => answer.Gradients[row * answer.Width + k * step] * Slope(answer, row, k, before + i))
            );
    }

    /// <summary>Of the likelihood of a sample, the slope goes through the state and through the sample of that state.</summary>
    private double Slope(RowOutputs answer, int row, int component, int place)
    {
        double Direct(int at) => AnswerField.Slope(player.Id, Of(answer), component, About(answer, row), at);
        double OfSample(int k) => AnswerField.Slope(player.Id, QuestionKind.Sample, k, Asked(answer, row), place);
        return IsOfSample(answer)
            ? Direct(widths.Act + place) + Enumerable.Range(0, widths.Act).Sum(k => Direct(k) * OfSample(k))
            : Direct(place);
    }

    /// <summary>How many numbers an answer has, and how far apart they stand: those of a covariance on the diagonal.</summary>
    private (int Count, int Step) Places(QuestionKind question) =>
        question.Kind == Kind.Number ? (1, 1) : (widths.Of(question.Kind), question.Kind == Kind.Covariance ? widths.Act + 1 : 1);

    private static double[] Asked(RowOutputs answer, int row) =>
        [
            .. answer
                .Arguments.ToArray()
                .SelectMany(
                    (column, i) =>
                        i == 1 && answer.Question.Name.StartsWith(QuestionKind.Sample.Name, StringComparison.Ordinal)
                            ? [Place(column.Draw(row))]
                            : Enumerable.Range(0, column.Width).Select(k => column[row, k])
                ),
        ];

    /// <summary>What is asked about: of the likelihood of a sample, the sample and the state.</summary>
    private double[] About(RowOutputs answer, int row) =>
        IsOfSample(answer)
            ?
            [
                .. Enumerable.Range(0, widths.Act).Select(k => AnswerField.At(player.Id, QuestionKind.Sample, k, Asked(answer, row))),
                .. Asked(answer, row).SkipLast(1),
            ]
            : Asked(answer, row);

    private static bool IsOfSample(RowOutputs answer) => answer.Question == typeof(SampleLogProbQuestion);

    private static double Place(Draw draw) => draw.Stream().UniformAt(draw.Row, 0);

    private static QuestionKind Of(RowOutputs answer) => IsOfSample(answer) ? QuestionKind.LogProb : QuestionKind.Of(answer.Question);
}
