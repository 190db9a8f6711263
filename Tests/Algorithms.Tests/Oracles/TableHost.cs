using DeclarativeIL.Networks;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>The face on the host of a network of any kind: answers from the table, in float64, and keeps the gradient that comes back.</summary>
public sealed class TableHost(AnswerTable table, string name, int actionSize, int members = 1) : HostNetwork
{
    /// <summary>The gradient of the losses with respect to each answer, summed over the rows that asked for it.</summary>
    public Dictionary<string, double> Gradients { get; } = [];

    protected override void AnswerAll(IReadOnlyList<RowAnswers> answers)
    {
        foreach (var answer in answers)
        {
            var count = answer.Arguments.Length == 0 ? members : answer.Arguments[0].Rows;
            answer.Open(count, Width(answer));
            Each(answer, (key, at) => answer.Values[at] = table.Answer(key.Network, key.Question, key.Arguments, key.Component));
        }
    }

    protected override void HandBack(IReadOnlyList<RowAnswers> answers)
    {
        foreach (var answer in answers)
            Each(answer, (key, at) =>
            {
                var place = AnswerTable.Key(key.Network, key.Question, key.Arguments, key.Component);
                Gradients[place] = Gradients.GetValueOrDefault(place) + answer.Gradients[at];
            });
    }

    private int Width(RowAnswers answer) => Name(answer) switch
    {
        "LogProbs" or "Mean" or "Features" or "Field" => actionSize,
        "LogProbsOf" => answer.Arguments[0].Parts,
        _ => 1,
    };

    private void Each(RowAnswers answer, Action<(string Network, string Question, double[] Arguments, int Component), int> visit)
    {
        for (var row = 0; row < answer.Count; row++)
        {
            var arguments = answer.Arguments.ToArray().SelectMany(column => Enumerable.Range(0, column.Width).Select(k => column[row, k])).Where(static number => !double.IsNaN(number)).ToArray();
            var isOfMember = answer.Arguments.Length > 0 && answer.Arguments[0].Rows > answer.Arguments[0].Count;
            for (var k = 0; k < answer.Width; k++)
                visit((isOfMember ? $"{name}[{row / answer.Arguments[0].Count}]" : name, Name(answer), arguments, k), (row * answer.Width) + k);
        }
    }

    private static string Name(RowAnswers answer) => answer.Question.Name[..^"Question".Length];
}
