using DeclarativeIL.Networks;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>The face on the host of a network of any kind: answers from the field, and keeps the gradient that comes back for each answer.</summary>
public sealed class BookHost(Player player, Widths widths) : HostNetwork
{
    public List<(AnswerKey Key, double Gradient)> Gradients { get; } = [];

    protected override void AnswerAll(IReadOnlyList<RowAnswers> answers)
    {
        foreach (var answer in answers)
        {
            var question = Of(answer);
            answer.Open(answer.Arguments.Length == 0 ? 1 : answer.Arguments[0].Rows, question.Kind == Kind.Number ? 1 : widths.Of(question.Kind));
            for (var row = 0; row < answer.Count; row++)
                for (var k = 0; k < answer.Width; k++)
                    answer.Values[row * answer.Width + k] = AnswerField.At(player.Id, question, k, Asked(answer, row));
        }
    }

    protected override void HandBack(IReadOnlyList<RowAnswers> answers)
    {
        foreach (var answer in answers)
            for (var i = 0; i < answer.Gradients.Length; i++)
            {
                var row = i / answer.Width;
                Gradients.Add((new(player.Id, Of(answer), answer.Arguments.Length == 0 ? -1 : row, Asked(answer, row), i % answer.Width), answer.Gradients[i]));
            }
    }

    private static double[] Asked(RowAnswers answer, int row)
        => [.. answer.Arguments.ToArray().SelectMany(column => Enumerable.Range(0, column.Width).Select(k => column[row, k]))];

    private Question Of(RowAnswers answer)
        => Question.For(player).First(question => question.Name + "Question" == answer.Question.Name);
}
