using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// An action at one moment: a discrete choice, a continuous command or a sequence of tokens. A point, not a displacement.
/// </summary>
public readonly partial struct Act : IEquatable<Act>
{
    private readonly ReadOnlyMemory<double> _values;

    /// <summary>Copies <paramref name="values"/> (a discrete action is one whole number).</summary>
    public Act(double[] values) => _values = Elementwise.Copy(values);

    /// <summary>
    /// A view of <paramref name="values"/> (a discrete action is one whole number), which are not copied: it changes when they do.
    /// </summary>
    public Act(ReadOnlyMemory<double> values) => _values = values;

    /// <summary>The discrete action number <paramref name="index"/>, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is negative, or above 16,777,216 (2^24): data sets and environments hold actions as floats, which tell no more whole numbers
    /// apart.
    /// </exception>
    public static Act Discrete(int index)
    {
        if (index is < 0 or >= DiscreteSpace.MostElements)
            throw new ArgumentOutOfRangeException(
                nameof(index),
                index,
                $"Expected a number from 0 to {DiscreteSpace.MostElements - 1}: a float tells no more whole numbers apart."
            );
        return new(new double[] { index }.AsMemory());
    }

    /// <summary>A continuous action of the given components, which are copied.</summary>
    public static Act Continuous(params double[] values) => new(values);

    /// <summary>The action at a displacement from the origin: the other way of the conversion to <see cref="Vector"/>.</summary>
    public static Act At(Vector displacement) => new(displacement.Memory);

    /// <summary>A copy of an action as environments take it.</summary>
    public static Act From(ReadOnlySpan<float> action)
    {
        var values = new double[action.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = action[i];
        return new Act(values.AsMemory());
    }

    /// <summary>Number of stored components: 1 for a discrete action.</summary>
    [Operation(nameof(Tokens), Latex = @"\left| {0} \right|")]
    public int Size => _values.Length;

    /// <summary>Number of tokens of a sequence; 1 for a single discrete action.</summary>
    [Operation(nameof(Tokens), Latex = @"\left| {0} \right|")]
    public double Length => _values.Length;

    /// <summary>The batched form of <see cref="Length"/>: [..., a] -> [...]. What is no number is padding, and does not count.</summary>
    public static Tensor Tokens(Tensor act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return act.isnan().logical_not().sum(-1).to(act.dtype);
    }

    /// <summary>The components, in order.</summary>
    public ReadOnlySpan<double> Span => _values.Span;

    /// <summary>The components, to keep.</summary>
    public ReadOnlyMemory<double> Memory => _values;

    /// <summary>Component <paramref name="index"/>, counted from 0.</summary>
    public double this[int index] => _values.Span[index];

    /// <summary>
    /// Components that follow each other, as an act of their own; one component of a multi-discrete act is a discrete act. A view.
    /// </summary>
    /// <param name="first">The first, counted from 0: a constant or a hyperparameter.</param>
    /// <param name="count">How many: a constant or a hyperparameter.</param>
    /// <exception cref="ArgumentException">There are no such components.</exception>
    public Act Part(int first, int count = 1) => new(Functions.Part(this, first, count).Memory);

    /// <summary>The components of a vector behind these: of a mask in a row, beside what is seen.</summary>
    /// <param name="last">What stands behind.</param>
    public Act Join(Vector last) => new(Functions.Join(this, last).Memory);

    /// <summary>The number of a discrete action.</summary>
    /// <exception cref="InvalidOperationException">The action is not one whole number.</exception>
    public int Index
    {
        get
        {
            var span = _values.Span;
            if (span.Length != 1 || span[0] != Math.Floor(span[0]) || span[0] < 0 || span[0] > int.MaxValue)
                throw new InvalidOperationException($"A discrete action is one whole number that is not negative; found {this}.");
            return (int)span[0];
        }
    }

    /// <summary>The components as a displacement from the origin.</summary>
    public static implicit operator Vector(Act action) => new(action._values);

    /// <summary>The action displaced.</summary>
    public static Act operator +(Act action, Vector displacement) => new(((Vector)action + displacement).Span.ToArray().AsMemory());

    /// <summary>The action displaced the other way.</summary>
    public static Act operator -(Act action, Vector displacement) => new(((Vector)action - displacement).Span.ToArray().AsMemory());

    /// <summary>The displacement from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static Vector operator -(Act left, Act right) => (Vector)left - (Vector)right;

    /// <inheritdoc/>
    public bool Equals(Act other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Act other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Elementwise.Hash(Span);

    /// <summary>Equal size and equal components.</summary>
    public static bool operator ==(Act left, Act right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(Act left, Act right) => !left.Equals(right);

    /// <summary>The components, as read by people.</summary>
    public override string ToString() => Elementwise.Print(Span);
}
