using DeclarativeIL.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The distinct states that a set of questions asks about, put one under the other, so that one pass answers them all.</summary>
internal sealed class QuestionBatch : IDisposable
{
    private readonly bool _concatenated;

    private QuestionBatch(Tensor? states, bool concatenated, Rows[] rows)
    {
        States = states;
        _concatenated = concatenated;
        Rows = rows;
    }

    /// <summary>[n, s]; none where no question is about states.</summary>
    public Tensor? States { get; }

    /// <summary>What each question is about.</summary>
    public IReadOnlyList<Rows> Rows { get; }

    /// <summary>Gathers the states. Tensors count as one when they are the same object.</summary>
    public static QuestionBatch Gather(ReadOnlySpan<Question> questions, int stateSize, FlatParameters parameters)
    {
        var distinct = new List<Tensor>(1);
        var starts = new List<long>(1);
        var rows = new Rows[questions.Length];
        long total = 0;
        for (var i = 0; i < questions.Length; i++)
        {
            if (StatesOf(questions[i]) is not { } states)
                continue;
            var known = distinct.FindIndex(other => ReferenceEquals(other, states));
            if (known < 0)
            {
                Check.Matrix(questions[i], "State", states, null, stateSize, parameters);
                known = distinct.Count;
                distinct.Add(states);
                starts.Add(total);
                total += states.size(0);
            }
            rows[i] = new Rows(starts[known], states.size(0), IsAll: false);
        }
        for (var i = 0; i < rows.Length; i++)
            rows[i] = rows[i] with { IsAll = rows[i].Count == total };
        return distinct.Count switch
        {
            0 => new QuestionBatch(null, false, rows),
            1 => new QuestionBatch(distinct[0], false, rows),
            _ => new QuestionBatch(cat(distinct), true, rows),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_concatenated)
            States?.Dispose();
    }

    private static Tensor? StatesOf(Question question) => question switch
    {
        LogProbQuestion asked => asked.State,
        EntropyQuestion asked => asked.State,
        MeanQuestion asked => asked.State,
        _ => null,
    };
}
