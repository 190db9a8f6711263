using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>The losses of one step by name: each the mean over its batch, unweighted, still on the device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LossParts
{
    private readonly Tensor[] _means;

    /// <summary>Pairs names with means.</summary>
    /// <param name="names">Names of the declared members.</param>
    /// <param name="means">0-dimensional tensors, as many as names.</param>
    public LossParts(IReadOnlyList<string> names, params Tensor[] means)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(means);
        if (names.Count != means.Length)
            throw new ArgumentException($"Found {means.Length} means for {names.Count} names.", nameof(means));
        Names = names;
        _means = means;
    }

    /// <summary>Names of the declared members, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The mean of loss <paramref name="index"/>.</summary>
    public Tensor this[int index] => _means[index];

    /// <summary>The mean of that name, read from the device.</summary>
    /// <exception cref="ArgumentException">There is no such loss.</exception>
    public double Read(string name)
    {
        for (var i = 0; i < Names.Count; i++)
            if (Names[i] == name)
                return Read(i);
        throw new ArgumentException($"Found no loss named '{name}'; expected one of {string.Join(", ", Names)}.", nameof(name));
    }

    private double Read(int index)
    {
        using var scope = NewDisposeScope();
        return _means[index].to(ScalarType.Float64).cpu().item<double>();
    }
}
