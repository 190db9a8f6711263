using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>A data set's columns as tensors on a device, in batches of whole windows of its episodes.</summary>
/// <remarks>
/// A batch has as many windows as give the batch size, or more rows, at the most by a window. Its states come with their order
/// (<see cref="RowOrder"/>); all else is as in a <see cref="BatchFeed{TRow}"/>.
/// </remarks>
/// <typeparam name="TRow">The row.</typeparam>
internal sealed class WindowFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : ITensorFeed<TRow>
    where TRow : struct
{
    private const int AskedAtOnce = 1024;

    private readonly DeviceColumns<TRow> _columns;
    private readonly WindowRows[] _windows,
        _order;
    private readonly (int State, int Next) _states = RowStates.Of<TRow>();
    private readonly List<WindowOrder> _present = [];
    private int _next,
        _left;

    /// <param name="data">One row or more, of known episodes.</param>
    /// <param name="windows">The windows; none takes those of <see cref="WindowRows.Usual"/>.</param>
    /// <param name="type">The number type of the networks that are asked about the rows.</param>
    /// <param name="device">Where.</param>
    /// <exception cref="ArgumentException">Nothing is known of the episodes, or all are shorter than a window.</exception>
    public WindowFeed(Dataset<TRow> data, EpisodeWindows? windows, ScalarType type, TorchSharp.torch.Device device)
    {
        _windows = WindowRows.Of(data, windows);
        _order = [.. _windows];
        _columns = new(data, type, device);
        _left = Count;
    }

    /// <inheritdoc/>
    public int Count => _columns.Count;

    /// <inheritdoc/>
    public int LeastRows
    {
        get;
        init => field = BatchRows.Checked<TRow>(value, Count);
    } = 1;

    /// <inheritdoc/>
    public void Attach(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) => _columns.Attach(name, values, shape);

    /// <inheritdoc/>
    public void Shuffle(RandomStream random)
    {
        _windows.CopyTo(_order, 0);
        random.Shuffle<WindowRows>(_order);
        (_next, _left) = (0, Count);
    }

    /// <inheritdoc/>
    public Batch<TRow>? Next(int batchSize)
    {
        if (_next == _order.Length)
            return null;
        if (batchSize < LeastRows)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"Expected a batch size of {LeastRows} or more.");
        var (first, count) = (_next, 0);
        while (_next < _order.Length && (count < batchSize || _left < LeastRows))
        {
            count += _order[_next].Rows.Length;
            _left -= _order[_next++].Rows.Length;
        }
        return Pick(_order.AsSpan(first, _next - first), count);
    }

    /// <inheritdoc/>
    public Batch<TRow> NextCyclic(int batchSize)
    {
        if (_next == _order.Length)
            (_next, _left) = (0, Count);
        return Next(batchSize)!;
    }

    /// <summary>
    /// Asks a network that does not change about every row, once, in the windows in which others are trained; batches carry its answers.
    /// </summary>
    public void Cache(string network, Func<Batch<TRow>, NetworkOutputs> ask)
    {
        using var scope = NewDisposeScope();
        var (parts, places) = (new List<List<Tensor>>(), new long[Count]);
        _windows.CopyTo(_order, 0);
        (_next, _left) = (0, Count);
        long place = 0;
        while (_next < _order.Length)
        {
            var first = _next;
            using var batch = Next(Math.Max(LeastRows, AskedAtOnce))!;
            for (var window = first; window < _next; window++)
                foreach (var row in _order[window].Rows)
                    places[row] = place++;
            using var answers = ask(batch);
            for (var i = 0; i < answers.Count; i++)
            {
                if (parts.Count == i)
                    parts.Add([]);
                parts[i].Add(answers[i].clone());
            }
        }
        using var order = tensor(places, ScalarType.Int64, _columns.Device);
        for (var i = 0; i < parts.Count; i++)
            _columns.Attach(CachedOutputs.Column(network, i), cat(parts[i]).index_select(0, order), asIs: true);
        (_next, _left) = (0, Count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _columns.Dispose();
    }

    private Batch<TRow> Pick(ReadOnlySpan<WindowRows> windows, int count)
    {
        var rows = new long[count];
        var place = 0;
        foreach (var window in windows)
        foreach (var row in window.Rows)
            rows[place++] = row;
        using var quiet = no_grad();
        using var picked = Arithmetic.DeviceTransfer.Send<long>(rows, [count], _columns.Device);
        var batch = _columns.Pick(count, column => column.index_select(0, picked), row => rows[row]);
        Forget();
        Say(batch, _states.State, windows);
        if (_states.Next >= 0)
            Say(batch, _states.Next, [.. windows.ToArray().Select(static window => window.Later)]);
        return batch;
    }

    /// <summary>Says in which order the states of a column came.</summary>
    private void Say(Batch<TRow> batch, int column, ReadOnlySpan<WindowRows> windows)
    {
        _present.Add(WindowRows.OrderOf(windows, false, _columns.Device, before => _columns.PickColumn(_states.State, before)));
        RowOrder.Add(batch.Column(column), _present[^1]);
    }

    private void Forget()
    {
        _present.ForEach(static order => order.Dispose());
        _present.Clear();
    }
}
