using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The distinct states that a set of questions asks about, put one under the other, so that one pass answers them all.</summary>
internal sealed class QuestionBatch : IDisposable
{
    private readonly List<Tensor> _owned = [];

    /// <summary>[n, s], or [members, n, s]; none where no question is about states.</summary>
    public Tensor? States { get; private set; }

    /// <summary>The rows that each question is about.</summary>
    public Rows[] Rows { get; private init; } = [];

    /// <summary>Gathers the states. Tensors count as one when they are the same object.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="parameters">Whose number type and device the states must have.</param>
    /// <param name="members">Of an ensemble: every question brings a batch for each, except those that ask all about the same.</param>
    public static QuestionBatch Gather(ReadOnlySpan<Question> questions, int stateSize, FlatParameters parameters, int? members)
    {
        var distinct = new List<(Tensor States, long Start, bool IsShared)>(1);
        var batch = new QuestionBatch { Rows = new Rows[questions.Length] };
        long total = 0;
        for (var i = 0; i < questions.Length; i++)
        {
            if (questions[i] is not IPolicyQuestion { State: { } states })
                continue;
            var shared = AnsweredByAttribute.Of(questions[i].GetType()) is { IsWhole: true };
            var rowAxis = shared || members is null ? 0 : 1;
            var known = distinct.FindIndex(other => ReferenceEquals(other.States, states));
            if (known < 0)
            {
                if (rowAxis == 0)
                    Check.Tensor(questions[i], "State", states, parameters, Dimension.Any, stateSize);
                else
                    Check.Tensor(questions[i], "State", states, parameters, members, Dimension.Any, stateSize);
                known = distinct.Count;
                distinct.Add((states, total, shared && members is not null));
                total += states.size(rowAxis);
            }
            batch.Rows[i] = new Rows(distinct[known].Start, states.size(rowAxis), IsAll: false);
        }
        for (var i = 0; i < questions.Length; i++)
            batch.Rows[i] = batch.Rows[i] with { IsAll = batch.Rows[i].Count == total };
        batch.Join(distinct, members);
        return batch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _owned)
            tensor.Dispose();
        _owned.Clear();
    }

    /// <summary>One under the other; what is asked of all members is repeated for each, without a copy of its own.</summary>
    private void Join(List<(Tensor States, long Start, bool IsShared)> distinct, int? members)
    {
        if (distinct.Count == 0)
            return;
        var parts = distinct.ConvertAll(part => part.IsShared ? Own(part.States.expand(members!.Value, -1, -1)) : part.States);
        States = parts.Count == 1 ? parts[0] : Own(RowOrder.Join(parts, cat(parts, members is null ? 0 : 1)));
    }

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}
