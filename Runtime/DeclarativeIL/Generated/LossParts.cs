using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>The losses of one step by name: each the mean over its batch, unweighted, still on the device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LossParts
{
    private readonly LossPart[] _parts;

    /// <summary>Pairs names with means.</summary>
    /// <param name="names">Names of the declared members.</param>
    /// <param name="parts">As many as names.</param>
    public LossParts(IReadOnlyList<string> names, params LossPart[] parts)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(parts);
        if (names.Count != parts.Length)
            throw new ArgumentException($"Found {parts.Length} means for {names.Count} names.", nameof(parts));
        Names = names;
        _parts = parts;
    }

    /// <summary>Names of the declared members, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The declared metrics, which are reported beside the losses and are no part of them; null where there are none.</summary>
    public LossParts? Metrics { get; init; }

    /// <summary>The mean of loss <paramref name="index"/>.</summary>
    public Tensor this[int index] => _parts[index].Value;

    internal LossPart Part(int index) => _parts[index];

    /// <summary>The mean of that name, of a loss or of a metric, read from the device.</summary>
    /// <exception cref="ArgumentException">There is neither.</exception>
    public double Read(string name)
    {
        foreach (var parts in (ReadOnlySpan<LossParts?>)[this, Metrics])
            for (var i = 0; i < (parts?.Names.Count ?? 0); i++)
                if (parts!.Names[i] == name)
                    return parts.Read(i);
        throw new ArgumentException(
            $"Found no loss and no metric named '{name}'; expected one of {string.Join(", ", Names.Concat(Metrics?.Names ?? []))}.",
            nameof(name)
        );
    }

    private double Read(int index)
    {
        using var scope = NewDisposeScope();
        return this[index].to(ScalarType.Float64).cpu().item<double>();
    }
}
