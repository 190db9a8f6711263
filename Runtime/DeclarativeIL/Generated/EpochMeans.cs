using DeclarativeIL.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>Means over an epoch by name: of the means of its steps, each counted by its rows.</summary>
internal sealed class EpochMeans : IDisposable
{
    private Dictionary<string, (Tensor Sum, long Rows)>? _sums; // of steps by tensors
    private readonly List<(string Name, double Sum, long Rows)> _cpuSums = [];
    private readonly Dictionary<string, double> _last = [];

    /// <summary>The means of the last epoch that each name was part of.</summary>
    public IReadOnlyDictionary<string, double> Last => _last;

    /// <summary>Writes <see cref="Last"/>.</summary>
    public void Save(BinaryWriter state) => state.WriteNamed(_last);

    /// <summary>Takes <see cref="Last"/> back.</summary>
    public void Restore(BinaryReader state) => state.ReadNamed(_last, "means");

    /// <summary>Takes in one step; nothing is read from the device.</summary>
    public void Add(LossParts parts, int rows)
    {
        _sums ??= [];
        for (var i = 0; i < parts.Names.Count; i++)
        {
            var (mean, factor) = parts.Part(i);
            if (!_sums.TryGetValue(parts.Names[i], out var sum))
                sum = (zeros_like(mean).DetachFromDisposeScope(), 0);
            using Scalar weight = factor * rows;
            sum.Sum.add_(mean, weight);
            _sums[parts.Names[i]] = (sum.Sum, sum.Rows + rows);
        }
    }

    /// <summary>Takes in one step that was computed by rows.</summary>
    public void Add(string[] names, ReadOnlySpan<double> means, int rows)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Length != means.Length)
            throw new ArgumentException($"Found {means.Length} means for {names.Length} names.", nameof(means));
        for (var i = 0; i < means.Length; i++)
        {
            var place = _cpuSums.Count - 1;
            while (place >= 0 && _cpuSums[place].Name != names[i])
                place--;
            if (place < 0)
                _cpuSums.Add((names[i], means[i] * rows, rows));
            else
                _cpuSums[place] = (names[i], _cpuSums[place].Sum + (means[i] * rows), _cpuSums[place].Rows + rows);
        }
    }

    /// <summary>Reads what has gathered, and begins anew.</summary>
    public void Read()
    {
        if (Tensors.IsSupported)
            ReadTensors();
        foreach (var (name, sum, rows) in _cpuSums)
            _last[name] = sum / rows;
        _cpuSums.Clear();
    }

    private void ReadTensors()
    {
        if (_sums is not { Count: > 0 })
            return; // nothing by tensors: libtorch is not needed
        using var scope = NewDisposeScope();
        foreach (var (name, (sum, rows)) in _sums)
        {
            _last[name] = sum.to(ScalarType.Float64).cpu().item<double>() / rows;
            sum.Dispose();
        }
        _sums.Clear();
    }

    /// <summary>Whether what has gathered is finite.</summary>
    public bool IsFinite()
    {
        foreach (var (_, sum, _) in _cpuSums)
            if (!double.IsFinite(sum))
                return false;
        return !Tensors.IsSupported || AreTensorsFinite();
    }

    private bool AreTensorsFinite()
    {
        if (_sums is null)
            return true;
        foreach (var (sum, _) in _sums.Values)
        {
            using var host = sum.to(ScalarType.Float64);
            if (!double.IsFinite(host.item<double>()))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Tensors.IsSupported || _sums is null)
            return;
        foreach (var (sum, _) in _sums.Values)
            sum.Dispose();
        _sums.Clear();
    }
}
