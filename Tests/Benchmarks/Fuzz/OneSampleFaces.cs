namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>The one-sample faces of networks that answer from a book.</summary>
public sealed class BookPolicy(AnswerBook book, Player player, Widths widths) : Policy
{
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        book.Answer<TQuestion>(player, widths, about);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookCritic(AnswerBook book, Player player) : Critic
{
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        book.Answer<TQuestion>(player, new(1, 1, 1), about);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookFeatures(AnswerBook book, Player player, Widths widths) : Features
{
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        book.Answer<TQuestion>(player, widths, about);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookCoefficient(AnswerBook book, Player player) : Coefficient
{
    public override double Value => book.Answer(player, QuestionKind.Coefficient, [], 0);
}

/// <inheritdoc cref="BookPolicy"/>
public sealed class BookEnsemble(AnswerBook book, Player player, Widths widths) : Ensemble
{
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        book.Answer<TQuestion>(player, widths, about);
}

internal static class OneSampleAnswers
{
    /// <summary>The numbers of the answer to a question; a covariance is one on the diagonal alone.</summary>
    public static double[] Answer<TQuestion>(
        this AnswerBook book,
        Player player,
        Widths widths,
        params ReadOnlySpan<OneSampleArgument> about
    )
        where TQuestion : Question
    {
        var question = QuestionKind.Of(typeof(TQuestion));
        List<double> asked = [];
        foreach (var argument in about)
            if (argument.Draw is { } draw)
                asked.Add(draw.Stream().UniformAt(draw.Row, 0));
            else
                asked.AddRange(argument.Numbers.Span);
        var width = question.Kind == Kind.Number ? 1 : widths.Of(question.Kind);
        var step = question.Kind == Kind.Covariance ? width + 1 : 1;
        var answer = new double[(width - 1) * step + 1];
        for (var i = 0; i < width; i++)
            answer[i * step] = book.Answer(player, question, [.. asked], i);
        return answer;
    }
}
