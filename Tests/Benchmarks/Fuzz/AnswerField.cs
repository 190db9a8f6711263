namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Answers that look random but are smooth functions of what was asked: middle + spread sin(phase + w x).</summary>
public static class AnswerField
{
    public static double Phase(int player, QuestionKind question, int component) => 10 * Unit(player, question.Id, component, -1);

    public static double Weight(int player, QuestionKind question, int component, int argument) =>
        2 * Unit(player, question.Id, component, argument) - 1;

    public static double At(int player, QuestionKind question, int component, ReadOnlySpan<double> asked) =>
        question.Middle + question.Spread * Math.Sin(Angle(player, question, component, asked));

    public static double Slope(int player, QuestionKind question, int component, ReadOnlySpan<double> asked, int argument) =>
        question.Spread * Math.Cos(Angle(player, question, component, asked)) * Weight(player, question, component, argument);

    private static double Angle(int player, QuestionKind question, int component, ReadOnlySpan<double> asked)
    {
        var angle = Phase(player, question, component);
        for (var i = 0; i < asked.Length; i++)
            angle += Weight(player, question, component, i) * asked[i];
        return angle;
    }

    private static double Unit(int player, int question, int component, int argument)
    {
        var z = (ulong)(((player * 31 + question) * 31 + component) * 31 + argument + 17) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>One answer of a trained network, in one row; -1 for answers about the network as a whole.</summary>
public sealed record AnswerKey(int Player, QuestionKind Question, int Row, double[] Asked, int Component)
{
    /// <summary>
    /// The same answer, as far as rounding lets one tell: two ways to compute what is asked may differ in the last digits.
    /// </summary>
    public bool Is(int player, QuestionKind question, int row, ReadOnlySpan<double> asked, int component)
    {
        if (Player != player || Question.Id != question.Id || (Row != row && Asked.Length > 0) || Component != component)
            return false;
        for (var i = 0; i < Asked.Length; i++)
            if (Math.Abs(Asked[i] - asked[i]) > 1e-8 * Math.Max(1, Math.Abs(asked[i])))
                return false;
        return true;
    }

    public override string ToString()
    {
        var asked = Asked.Select(value => value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture));
        return $"{Fuzz.Player.All[Player].Name}.{Question.Name}({string.Join(", ", asked)})[{Component}] in row {Row}";
    }
}

/// <summary>The answers of a run: which were given, and one that is moved, for central differences.</summary>
public sealed class AnswerBook
{
    private readonly List<AnswerKey> _given = [];
    private AnswerKey? _moved;
    private double _by;

    /// <summary>The row that is being computed.</summary>
    public int Row { get; set; }

    /// <summary>Whether answers are written down.</summary>
    public bool Notes { get; set; }

    public IReadOnlyList<AnswerKey> Given => _given;

    public void Forget() => _given.Clear();

    public void Move(AnswerKey? key, double by) => (_moved, _by) = (key, by);

    public double Answer(Player player, QuestionKind question, ReadOnlySpan<double> asked, int component)
    {
        var answer = AnswerField.At(player.Id, question, component, asked);
        if (!player.IsTrained)
            return answer;
        if (Notes)
            Note(player.Id, question, asked, component);
        return _moved is { } moved && moved.Is(player.Id, question, Row, asked, component) ? answer + _by : answer;
    }

    private void Note(int player, QuestionKind question, ReadOnlySpan<double> asked, int component)
    {
        foreach (var known in _given)
            if (known.Is(player, question, Row, asked, component))
                return;
        _given.Add(new(player, question, question.Arguments.Length == 0 ? -1 : Row, asked.ToArray(), component));
    }
}
