using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>The head of discrete choices without tensors, against its formulas row by row.</summary>
public sealed class CpuCategoricalTests
{
    private const int Actions = 3,
        Rows = 3;

    /// <summary>Among them a choice that cannot be, and one that all but must be.</summary>
    private static readonly double[] Logits = [1, double.NegativeInfinity, 2, 0.5, -3, 700, 0.25, 0.5, -1];

    private readonly CpuCategorical _head = new();

    [Fact]
    public void Log_probabilities_are_those_of_each_row()
    {
        var answer = Answer(typeof(LogProbsQuestion), Actions);
        for (var row = 0; row < Rows; row++)
        for (var action = 0; action < Actions; action++)
            Assert.Equal(Log(row, action), answer[row, action], 1e-12);
    }

    [Fact]
    public void Entropies_count_what_cannot_be_as_nothing()
    {
        var answer = Answer(typeof(EntropyQuestion), 1);
        for (var row = 0; row < Rows; row++)
            Assert.Equal(Entropy(row), answer[row], 1e-12);
    }

    [Fact]
    public void Gradients_of_log_probabilities_and_of_the_entropy_add_up()
    {
        RowOutputs logs = Answer(typeof(LogProbsQuestion), Actions),
            entropy = Answer(typeof(EntropyQuestion), 1);
        for (var row = 0; row < Rows; row++)
        {
            logs.AddGradient(row, 2, 0.5 + row);
            entropy.AddGradient(row, -0.25);
        }
        var gradients = Enumerable.Repeat(1.0, Logits.Length).ToArray();
        var part = new CpuPart(0, 0, 0, Rows);
        _head.Backward(logs, part, Logits, gradients, []);
        _head.Backward(entropy, part, Logits, gradients, []);
        _head.End(gradients);
        for (var row = 0; row < Rows; row++)
        for (var action = 0; action < Actions; action++)
            Assert.Equal(1 + Slope(row, action), gradients[(row * Actions) + action], 1e-12);

        var again = new double[Logits.Length];
        _head.End(again);
        Assert.All(again, static slope => Assert.Equal(0, slope));
    }

    private static double Slope(int row, int action)
    {
        var (log, p) = (Log(row, action), Math.Exp(Log(row, action)));
        return ((0.5 + row) * ((action == 2 ? 1 : 0) - p)) + (p == 0 ? 0 : 0.25 * p * (log + Entropy(row)));
    }

    private static double Log(int row, int action)
    {
        var logits = Logits.AsSpan(row * Actions, Actions).ToArray();
        var highest = logits.Max();
        return logits[action] - highest - Math.Log(logits.Sum(logit => Math.Exp(logit - highest)));
    }

    private static double Entropy(int row) =>
        -Enumerable
            .Range(0, Actions)
            .Select(action => Log(row, action))
            .Sum(static log => double.IsNegativeInfinity(log) ? 0 : Math.Exp(log) * log);

    private RowOutputs Answer(Type question, int width)
    {
        var answer = new RowOutputs(question, []);
        answer.Resize(Rows, width);
        _head.Begin(Logits, Actions, []);
        _head.Answer(answer, new CpuPart(0, 0, 0, Rows), Logits);
        return answer;
    }
}
