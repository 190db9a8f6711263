using System.Collections;
using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>Several acts of equal size, in order.</summary>
public readonly partial struct Acts : IEquatable<Acts>, IReadOnlyList<Act>
{
    private readonly Act[]? _acts;

    /// <summary>The given acts; their list is copied.</summary>
    public Acts(params Act[] acts)
    {
        ArgumentNullException.ThrowIfNull(acts);
        _acts = [.. acts];
    }

    /// <summary>The number of acts.</summary>
    [Operation(nameof(Counted), Latex = @"\left| {0} \right|")]
    public int Count => _acts?.Length ?? 0;

    /// <summary>The batched form of <see cref="Count"/>: [..., K, a] -> [...].</summary>
    public static Tensor Counted(Tensor acts)
    {
        ArgumentNullException.ThrowIfNull(acts);
        return TensorArithmetic.Full([.. acts.shape[..^2]], acts.size(-2), acts.dtype, acts.device);
    }

    /// <summary>Act <paramref name="index"/>, counted from 0.</summary>
    public Act this[int index] => _acts![index];

    /// <inheritdoc/>
    public IEnumerator<Act> GetEnumerator() => ((IEnumerable<Act>)(_acts ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Acts other) => this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Acts other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(17, HashCode.Combine);

    /// <summary>Equal acts in equal order.</summary>
    public static bool operator ==(Acts left, Acts right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(Acts left, Acts right) => !left.Equals(right);
}
