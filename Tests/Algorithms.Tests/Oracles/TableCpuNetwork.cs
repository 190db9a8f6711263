using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>
/// A network of any kind without tensors: answers from the table, in float64, and keeps the gradient that comes back.
/// </summary>
public sealed class TableCpuNetwork(AnswerTable table, string name, int actionSize, int members = 1) : CpuNetwork
{
    /// <summary>The gradient of the losses with respect to each answer, summed over the rows that asked for it.</summary>
    public Dictionary<string, double> Gradients { get; private init; } = [];

    protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
    {
        foreach (var answer in answers)
        {
            var count = answer.Arguments.Length == 0 ? members : answer.Arguments[0].Rows;
            answer.Resize(count, Width(answer));
            answer.Values.Clear();
            Each(
                answer,
                (key, at) =>
                    answer.Values[at] =
                        table.Answer(key.Network, key.Question, key.Arguments, key.Component)
                        + (Name(answer) == "EnsembleCovariance" ? 2.5 : 0)
            );
        }
    }

    protected override void Backward(IReadOnlyList<RowOutputs> answers)
    {
        foreach (var answer in answers.Where(static answer => !answer.IsDetached))
            Each(
                answer,
                (key, at) =>
                {
                    Add(key, answer.Gradients[at]);
                    if (Name(answer) == "SampleLogProb") // which goes on to the sample
                        for (var i = 0; i < actionSize; i++)
                            Add(
                                (key.Network, "Sample", AskedOf(answer, at), i),
                                answer.Gradients[at] * AnswerTable.Slope(key.Network, key.Question, key.Arguments, 0, i)
                            );
                }
            );
    }

    private void Add((string Network, string Question, double[] Arguments, int Component) key, double gradient)
    {
        var place = AnswerTable.Key(key.Network, key.Question, key.Arguments, key.Component);
        Gradients[place] = Gradients.GetValueOrDefault(place) + gradient;
    }

    protected override void BackwardToArguments(IReadOnlyList<RowOutputs> answers)
    {
        foreach (var answer in answers)
            for (int argument = 0, before = 0; argument < answer.Arguments.Length; before += answer.Arguments[argument++].Width)
                if (answer.Given(argument) is { } column)
                {
                    column.Resize(answer.Arguments[argument].Width);
                    var first = before;
                    Each(
                        answer,
                        (key, at) =>
                        {
                            for (var i = 0; i < column.Width; i++)
                                column.Set(
                                    at / answer.Width,
                                    i,
                                    (at % answer.Width == 0 ? 0 : column[at / answer.Width, i])
                                        + (
                                            answer.Gradients[at]
                                            * AnswerTable.Slope(key.Network, key.Question, key.Arguments, key.Component, first + i)
                                        )
                                );
                        }
                    );
                }
    }

    protected override CpuNetwork Again() => new TableCpuNetwork(table, name, actionSize, members) { Gradients = Gradients };

    private int Width(RowOutputs answer) =>
        Name(answer) switch
        {
            "EnsembleCovariance" => actionSize * actionSize,
            "LogProbs" or "Mean" or "Mode" or "Features" or "Field" or "Sample" or "EnsembleMean" or "EnsembleLogProbs" => actionSize,
            "LogProbsOf" => answer.Arguments[0].Parts,
            _ => 1,
        };

    private void Each(RowOutputs answer, Action<(string Network, string Question, double[] Arguments, int Component), int> visit)
    {
        for (var row = 0; row < answer.Count; row++)
        {
            var arguments = AskedOf(answer, row);
            if (Name(answer) == "SampleLogProb")
            {
                visit((name, "LogProb", LikelyOf(arguments, answer.Arguments[0].Width), 0), row);
                continue;
            }
            var isOfMember = answer.Arguments.Length > 0 && answer.Arguments[0].Rows > answer.Arguments[0].Count;
            if (Name(answer) == "EnsembleCovariance")
                for (var k = 0; k < actionSize; k++)
                    visit((name, Name(answer), arguments, k), (row * answer.Width) + (k * (actionSize + 1)));
            else
                for (var k = 0; k < answer.Width; k++)
                    visit(
                        (isOfMember ? $"{name}[{row / answer.Arguments[0].Count}]" : name, Name(answer), arguments, k),
                        (row * answer.Width) + k
                    );
        }
    }

    /// <summary>The sample of a state and a draw, and the state.</summary>
    private double[] LikelyOf(double[] asked, int state) =>
        [.. Enumerable.Range(0, actionSize).Select(i => table.Answer(name, "Sample", asked, i)), .. asked.Take(state)];

    private static double[] AskedOf(RowOutputs answer, int row) =>
        [
            .. answer
                .Arguments.ToArray()
                .SelectMany(
                    (column, i) => i == DrawsOf(answer) ? Drawn(column, row) : Enumerable.Range(0, column.Width).Select(k => column[row, k])
                )
                .Where(static number => !double.IsNaN(number)),
        ];

    /// <summary>The place of the draws among the arguments.</summary>
    private static int DrawsOf(RowOutputs answer) =>
        Name(answer) switch
        {
            "Sample" or "SampleLogProb" => 1,
            "Fit" => 2,
            _ => -1,
        };

    private static double[] Drawn(CpuColumn draws, int row) => [draws.Draw(row).Key % 1000, draws.Draw(row).Row % 1000];

    private static string Name(RowOutputs answer) => answer.Question.Name[..^"Question".Length];
}
