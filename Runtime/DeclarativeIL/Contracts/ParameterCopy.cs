using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>A network's parameters and running statistics as they were at some time.</summary>
internal sealed class ParameterCopy : IDisposable
{
    private readonly Dictionary<string, Tensor>? _statistics;
    private readonly HashSet<string> _finite = [];

    /// <param name="values">The parameters: an array or a tensor, which this owns.</param>
    /// <param name="of">Whose statistics are copied.</param>
    /// <param name="before">An earlier copy, whose memory is used again.</param>
    public ParameterCopy(object values, FlatParameters of, ParameterCopy? before)
    {
        Values = values;
        if (!Tensors.IsSupported)
            return;
        _statistics = before?._statistics ?? [];
        foreach (var (name, value) in of.CurrentStatistics())
        {
            using var quiet = no_grad();
            if (_statistics.TryGetValue(name, out var kept) && kept.shape.SequenceEqual(value.shape))
                kept.copy_(value);
            else
                _statistics[name] = value.detach().clone().DetachFromDisposeScope();
            if (IsFinite(value))
                _finite.Add(name);
        }
    }

    /// <summary>The parameters.</summary>
    public object Values { get; }

    /// <summary>The running statistics by name, where there are tensors.</summary>
    public IReadOnlyDictionary<string, Tensor> Statistics => _statistics!;

    /// <summary>A statistic that was finite when the copy was taken and is not any more; none where there is none.</summary>
    public string? Fault(FlatParameters of) => Tensors.IsSupported ? FaultOf(of) : null;

    private string? FaultOf(FlatParameters of) =>
        of.CurrentStatistics()
            .Where(one => _finite.Contains(one.Name) && !IsFinite(one.Value))
            .Select(static one => one.Name)
            .FirstOrDefault();

    /// <summary>Writes the statistics back.</summary>
    public void RestoreStatistics(FlatParameters of)
    {
        if (!Tensors.IsSupported || _statistics is not { Count: > 0 })
            return;
        using var quiet = no_grad();
        foreach (var (name, value) in of.CurrentStatistics())
            if (_statistics.TryGetValue(name, out var kept))
                value.copy_(kept);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (Values as IDisposable)?.Dispose();
        if (!Tensors.IsSupported)
            return;
        foreach (var kept in _statistics!.Values)
            kept.Dispose();
    }

    private static bool IsFinite(Tensor value)
    {
        using var finite = value.isfinite();
        using var all = finite.all();
        return all.item<bool>();
    }
}
