using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>
/// One forward pass over rows of prompt and completion. Rows are filled up on their right, behind the last token, where
/// causal attention never looks: no mask, and positions count from 0. Hidden states go through the vocabulary only where
/// a token of a completion is predicted, m places in all.
/// </summary>
/// <remarks>
/// With z the logits of such a place, log p(y) = z_y - log sum exp z and d log p(y) / dz = [y] - softmax(z). The logits are
/// turned into exp(z - max z) where they lie, and later into the gradient: [m, vocabulary] is held once.
/// </remarks>
internal sealed class CompletionPass : IDisposable
{
    private readonly List<Tensor> _kept = [];
    private readonly Tensor _logits,
        _weights,
        _totals,
        _targets,
        _owners;
    private readonly bool _keepsGraph;
    private bool _isSpent;

    /// <param name="model">The model.</param>
    /// <param name="rows">One row or more.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="keepsGraph">Whether <see cref="Backward"/> may follow.</param>
    public CompletionPass(CausalLanguageModel model, IReadOnlyList<SequenceRow> rows, FlatParameters parameters, bool keepsGraph)
    {
        _keepsGraph = keepsGraph;
        using var mode = set_grad_enabled(keepsGraph);
        using var scope = NewDisposeScope();
        var layout = new Layout(rows, parameters.Device);
        var hidden = model.Hidden(layout.Tokens);
        var asked = hidden.reshape(-1, hidden.size(2)).index_select(0, layout.Places);
        var logits = model.Logits(asked);
        if (logits.dim() != 2 || logits.size(0) != layout.Places.size(0) || logits.size(1) != model.Vocabulary)
            throw new InvalidOperationException(
                $"The model gave logits of {Check.Shape(logits)}; expected [{layout.Places.size(0)}, {model.Vocabulary}]."
            );
        _logits = Own(logits.dtype == parameters.Type ? logits : logits.to(parameters.Type));
        (_targets, _owners) = (Own(layout.Targets), Own(layout.Owners));
        using var quiet = no_grad();
        _weights = Own(_logits.detach());
        var largest = _weights.amax([1], keepdim: true);
        var chosen = _weights.gather(1, _targets).add_(largest, Alpha.MinusOne);
        _weights.add_(largest, Alpha.MinusOne).exp_();
        _totals = Own(_weights.sum(dim: 1, keepdim: true));
        var each = chosen.add_(_totals.log(), Alpha.MinusOne).squeeze(1);
        TokenLogProbs = Own(each);
        var table = zeros([(long)rows.Count * layout.Longest], parameters.Type, parameters.Device);
        LogProbs = Own(table.scatter_(0, layout.Cells, each).view(rows.Count, layout.Longest).sum(dim: 1));
    }

    /// <summary>[n], log p(completion | prompt).</summary>
    public Tensor LogProbs { get; }

    /// <summary>[m], of each token of the completions, row after row.</summary>
    public Tensor TokenLogProbs { get; }

    /// <summary>Adds to the model's gradients; once.</summary>
    /// <param name="gradient">[n], with respect to <see cref="LogProbs"/>.</param>
    public void Backward(Tensor gradient)
    {
        if (!_keepsGraph || _isSpent)
            throw new InvalidOperationException(
                _isSpent ? "These answers were used for a gradient already." : "These answers were asked for without a gradient."
            );
        _isSpent = true;
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var each = gradient.index_select(0, _owners).unsqueeze(1);
        var seed = _weights.mul_(each.neg().div_(_totals)).scatter_add_(1, _targets, each);
        autograd.backward(_logits, [seed]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _kept)
            tensor.Dispose();
    }

    private Tensor Own(Tensor tensor)
    {
        _kept.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    /// <summary>The positions of all tokens in a pass, made on the host and sent in one piece.</summary>
    private sealed class Layout
    {
        public Layout(IReadOnlyList<SequenceRow> rows, TorchSharp.torch.Device device)
        {
            var (count, columns) = (rows.Sum(static row => row.Completion.Length), rows.Max(static row => row.Length) - 1);
            Longest = rows.Max(static row => row.Completion.Length);
            long[] tokens = new long[rows.Count * columns],
                places = new long[count],
                targets = new long[count],
                owners = new long[count],
                cells = new long[count];
            var next = 0;
            for (var row = 0; row < rows.Count; row++)
            {
                var (prompt, completion) = rows[row];
                for (var i = 0; i < prompt.Length + completion.Length - 1; i++) // nothing is predicted from the last token
                    tokens[(row * columns) + i] = i < prompt.Length ? prompt[i] : completion[i - prompt.Length];
                for (var i = 0; i < completion.Length; i++, next++)
                {
                    (places[next], targets[next]) = ((row * columns) + prompt.Length + i - 1, completion[i]);
                    (owners[next], cells[next]) = (row, (row * Longest) + i);
                }
            }
            var all = DeviceTransfer.Send<long>(
                [.. tokens, .. places, .. targets, .. owners, .. cells],
                [tokens.Length + (4L * count)],
                device
            );
            Tokens = all.narrow(0, 0, tokens.Length).view(rows.Count, columns);
            (Places, Targets) = (Part(0), Part(1).unsqueeze(1));
            (Owners, Cells) = (Part(2), Part(3));

            Tensor Part(int index) => all.narrow(0, tokens.Length + ((long)index * count), count);
        }

        public int Longest { get; }

        /// <summary>[n, t].</summary>
        public Tensor Tokens { get; }

        /// <summary>[m], rows of the hidden states.</summary>
        public Tensor Places { get; }

        /// <summary>[m, 1].</summary>
        public Tensor Targets { get; }

        /// <summary>[m], the row that each place belongs to.</summary>
        public Tensor Owners { get; }

        /// <summary>[m], each place's cell in [n, longest].</summary>
        public Tensor Cells { get; }
    }
}
