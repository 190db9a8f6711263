using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.LanguageModels.Tokenizers;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>A prompt and what follows it.</summary>
internal readonly record struct SequenceRow(int[] Prompt, int[] Completion)
{
    public int Length => Prompt.Length + Completion.Length;
}

/// <summary>
/// The distinct pairs of prompt and completion that a set of questions is about, as rows of one batch: chosen and rejected
/// go through the model together. Read on the host, where they are checked too, and where the rows of a data set are anyway.
/// </summary>
internal sealed class SequenceBatch(int vocabulary, int context)
{
    private readonly Dictionary<Tensor, int[][]> _read = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Tensor Action, Tensor State, Rows Rows)> _known = [];
    private readonly List<SequenceRow> _rows = [];

    /// <summary>The rows.</summary>
    public IReadOnlyList<SequenceRow> Rows => _rows;

    /// <summary>Adds the rows of a question about completions.</summary>
    /// <param name="question">The question, for messages.</param>
    /// <param name="action">[n, a], or [n, K, a] for K completions of each prompt.</param>
    /// <param name="state">[n, s].</param>
    /// <param name="dimensions">Of the actions: 2 or 3.</param>
    public Rows Add(Question question, Tensor action, Tensor state, int dimensions)
    {
        foreach (var (knownAction, knownState, known) in _known)
            if (ReferenceEquals(knownAction, action) && ReferenceEquals(knownState, state))
                return known;
        if (action is null || action.dim() != dimensions || state is null || state.dim() != 2 || action.size(0) != state.size(0))
            throw new ArgumentException(
                $"{Check.Describe(question)}: found {Shape(action)} and {Shape(state)}; expected "
                    + $"{(dimensions == 2 ? "[n, a]" : "[n, K, a]")} and [n, s], actions and states."
            );
        var several = dimensions == 3 ? (int)action.size(1) : 1;
        var (prompts, completions) = (Prompts(question, state), Read(question, "Action", action));
        var start = _rows.Count;
        for (var i = 0; i < completions.Length; i++)
        {
            var row = new SequenceRow(prompts[i / several], completions[i]);
            if (row.Length > context)
                throw new ArgumentException(
                    $"{Check.Describe(question)}: row {i} has {row.Prompt.Length} + {row.Completion.Length} tokens; "
                        + $"expected at most {context}, the model's context."
                );
            _rows.Add(row);
        }
        var rows = new Rows(start, completions.Length, IsAll: false);
        _known.Add((action, state, rows));
        return rows;
    }

    /// <summary>The prompts of a question, [n, s].</summary>
    public int[][] Prompts(Question question, Tensor state)
    {
        if (state is null || state.dim() != 2)
            throw new ArgumentException($"{Check.Describe(question)}: State is {Shape(state)}; expected [n, s].");
        return Read(question, "State", state);
    }

    private int[][] Read(Question question, string name, Tensor tensor)
    {
        if (_read.TryGetValue(tensor, out var before))
            return before;
        var width = (int)tensor.size(-1);
        var numbers = HostCopies.Of(tensor) is { } known
            ? Array.ConvertAll(known, static value => (double)value)
            : DeviceTransfer.Download(tensor);
        var rows = new int[width == 0 ? 0 : numbers.Length / width][];
        for (var row = 0; row < rows.Length; row++)
        {
            var some = numbers.AsSpan(row * width, width);
            if (TokenRow.Fault<double>(some, vocabulary) is { } fault)
                throw new ArgumentException($"{Check.Describe(question)}: {name} in row {row} {fault}.");
            rows[row] = new int[TokenRow.Length<double>(some)];
            for (var i = 0; i < rows[row].Length; i++)
                rows[row][i] = (int)some[i];
        }
        return _read[tensor] = rows;
    }

    private static string Shape(Tensor? tensor) => tensor is null ? "null" : Check.Shape(tensor);
}
