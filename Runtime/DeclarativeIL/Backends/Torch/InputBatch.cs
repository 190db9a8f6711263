using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>The distinct inputs that a set of questions is about, put one under the other, so that one pass answers them all.</summary>
internal sealed class InputBatch : IDisposable
{
    private readonly List<IReadOnlyList<InputPart>> _distinct = [];
    private readonly List<long> _starts = [];
    private long _total;
    private bool _owned;

    /// <summary>[n, in]; none where no question has an input.</summary>
    public Tensor? Input { get; private set; }

    /// <summary>The rows that each question is about.</summary>
    public Rows[] Rows { get; private set; } = [];

    /// <summary>Gathers the inputs. Two are one where all their tensors are the same objects.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="parts">The arguments of each; none where it is not about an input.</param>
    /// <param name="parameters">Whose number type and device the arguments must have.</param>
    public static InputBatch Gather(
        ReadOnlySpan<Question> questions,
        ReadOnlySpan<IReadOnlyList<InputPart>?> parts,
        FlatParameters parameters
    )
    {
        var batch = new InputBatch { Rows = new Rows[questions.Length] };
        for (var i = 0; i < questions.Length; i++)
            if (parts[i] is { } asked)
                batch.Rows[i] = batch.Add(questions[i], asked, parameters);
        for (var i = 0; i < questions.Length; i++)
            batch.Rows[i] = batch.Rows[i] with { IsAll = batch.Rows[i].Count == batch._total };
        batch.Join();
        return batch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_owned)
            Input?.Dispose();
    }

    private Rows Add(Question question, IReadOnlyList<InputPart> parts, FlatParameters parameters)
    {
        var known = _distinct.FindIndex(other => other.Zip(parts).All(static pair => ReferenceEquals(pair.First.Value, pair.Second.Value)));
        if (known >= 0)
            return new Rows(_starts[known], parts[0].Value.size(0), IsAll: false);
        parts[0].Check(question, null, parameters);
        var count = parts[0].Value.size(0);
        for (var i = 1; i < parts.Count; i++)
            parts[i].Check(question, count, parameters);
        _distinct.Add(parts);
        _starts.Add(_total);
        _total += count;
        return new Rows(_starts[^1], count, IsAll: false);
    }

    /// <summary>Columns side by side, then inputs one under the other.</summary>
    private void Join()
    {
        if (_distinct.Count == 0)
            return;
        if (_distinct is [[{ Form: InputForm.Vector } only]])
        {
            Input = only.Value;
            return;
        }
        using var scope = NewDisposeScope();
        var inputs = _distinct.ConvertAll(static parts =>
            parts.Count == 1 ? parts[0].Encode() : cat([.. parts.Select(static part => part.Encode())], 1)
        );
        Input = (inputs.Count == 1 ? inputs[0] : cat(inputs)).MoveToOuterDisposeScope();
        if (_distinct.TrueForAll(static parts => parts.Count == 1)) // of states alone it is known what came before
            RowOrder.Join(_distinct.ConvertAll(static parts => parts[0].Value), Input);
        _owned = true;
    }
}
