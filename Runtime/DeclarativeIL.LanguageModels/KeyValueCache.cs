using DeclarativeIL.Arithmetic;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>
/// Keys and values of the tokens that a model has seen, layer by layer, so that each new token costs one position. Prompts
/// of unequal length are filled up on their right; what stands there is never attended to, and a row's next token has the
/// position behind its own last one, so that each row gets what it would get alone.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly Tensor _lengths; // [n, 1], of the prompts
    private readonly Tensor? _seen; // [n, capacity]; none where all prompts are as long
    private readonly List<(Tensor Keys, Tensor Values)> _layers = [];
    private readonly int _capacity,
        _longest;

    /// <summary>An empty cache.</summary>
    /// <param name="promptLengths">Tokens of each row's prompt, 1 or more.</param>
    /// <param name="capacity">Columns: the longest prompt's, and one for each token that follows.</param>
    /// <param name="device">Where the model is.</param>
    public KeyValueCache(IReadOnlyList<int> promptLengths, int capacity, TorchSharp.torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(promptLengths);
        if (promptLengths.Count == 0 || promptLengths.Min() < 1 || promptLengths.Max() > capacity)
            throw new ArgumentException($"Expected one prompt or more, each of 1 to {capacity} tokens.", nameof(promptLengths));
        (_longest, _capacity) = (promptLengths.Max(), capacity);
        using var scope = NewDisposeScope();
        _lengths = tensor([.. promptLengths.Select(static length => (long)length)], [promptLengths.Count, 1])
            .to(device)
            .DetachFromDisposeScope();
        if (promptLengths.Min() < _longest)
        {
            var columns = Columns(_capacity, device);
            _seen = columns.lt(_lengths).logical_or_(columns.AtLeast(_longest)).DetachFromDisposeScope();
        }
    }

    /// <summary>Columns filled by the passes before the present one.</summary>
    public int Filled { get; private set; }

    /// <summary>The positions of the present pass's tokens: [1, t] in the first pass, which holds the prompts, later [n, 1].</summary>
    /// <param name="count">Columns of the pass: in the first the longest prompt's, later 1.</param>
    /// <exception cref="ArgumentException">The pass is of another number of columns, or the cache is full.</exception>
    public Tensor Positions(long count)
    {
        if (count != (Filled == 0 ? _longest : 1) || Filled + count > _capacity)
            throw new ArgumentException(
                $"Found {count} columns after {Filled}; expected {(Filled == 0 ? _longest : 1)}, and {_capacity} in all at most.",
                nameof(count)
            );
        if (Filled == 0)
            return Columns(count, _lengths.device);
        using Scalar since = Filled - _longest;
        return _lengths.add(since, Alpha.One);
    }

    /// <summary>
    /// The tokens that each token of the present pass may attend to, [n, 1, 1, columns]; none in the first pass (its own past), or where it
    /// is all.
    /// </summary>
    public Tensor? Mask()
    {
        if (Filled == 0 || _seen is null)
            return null;
        using var columns = _seen.narrow(1, 0, Filled + 1);
        using var heads = columns.unsqueeze(1);
        return heads.unsqueeze(1);
    }

    /// <summary>Adds one layer's keys and values of the present pass.</summary>
    /// <param name="layer">The layer; each in turn, counted from 0.</param>
    /// <param name="keys">[n, heads, t, d].</param>
    /// <param name="values">[n, heads, t, d].</param>
    /// <returns>Those of all passes so far, [n, heads, columns, d]: views that the caller disposes.</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        if (layer == _layers.Count)
            _layers.Add((Allocate(keys), Allocate(values)));
        var (allKeys, allValues) = _layers[layer];
        var count = keys.size(2);
        using (var place = allKeys.narrow(2, Filled, count))
            place.copy_(keys);
        using (var place = allValues.narrow(2, Filled, count))
            place.copy_(values);
        return (allKeys.narrow(2, 0, Filled + count), allValues.narrow(2, 0, Filled + count));
    }

    /// <summary>Ends a pass.</summary>
    /// <param name="count">Its columns.</param>
    public void Advance(int count) => Filled += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        _lengths.Dispose();
        _seen?.Dispose();
        foreach (var (keys, values) in _layers)
        {
            keys.Dispose();
            values.Dispose();
        }
    }

    /// <summary>0, 1, ..., [1, count].</summary>
    private static Tensor Columns(long count, Device device)
    {
        using Scalar first = 0L;
        using Scalar end = count;
        return arange(first, end, Alpha.One, ScalarType.Int64, device).unsqueeze(0);
    }

    private Tensor Allocate(Tensor like) =>
        zeros([like.size(0), like.size(1), _capacity, like.size(3)], like.dtype, like.device).DetachFromDisposeScope();
}
