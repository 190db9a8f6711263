using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>A displacement: the difference of two <see cref="State"/>s or of two <see cref="Act"/>s, or any list of numbers.</summary>
/// <remarks>
/// Points and differences are kept apart (Act - Act = Vector, Act + Vector = Act), so that an equation that adds two
/// actions does not compile. This is the one-sample face of the language: plain float64 arithmetic, allocated freely.
/// </remarks>
public readonly partial struct Vector : IEquatable<Vector>
{
    private readonly ReadOnlyMemory<double> _values;

    /// <summary>Copies <paramref name="values"/>.</summary>
    public Vector(double[] values) => _values = Elementwise.Copy(values);

    /// <summary>A view of <paramref name="values"/>, which are not copied: it changes when they do.</summary>
    public Vector(ReadOnlyMemory<double> values) => _values = values;

    /// <summary>A vector of the given numbers, which are copied.</summary>
    public static Vector Of(params double[] values) => new(values);

    /// <summary>Number of components.</summary>
    [Operation(nameof(Sizes), Latex = @"\left| {0} \right|")]
    [Gradient("this", nameof(SizeGradient))]
    public int Size => _values.Length;

    /// <summary>The batched form of <see cref="Size"/>: [..., k] -> [...].</summary>
    public static Tensor Sizes(Tensor vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return Arithmetic.TensorArithmetic.Full([.. vector.shape[..^1]], vector.shape[^1], vector.dtype, vector.device);
    }

    /// <summary>No component changes how many there are.</summary>
    public static Vector SizeGradient(Vector vector, double gradient) => Functions.Repeat(0, vector);

    /// <summary>The components, in order.</summary>
    public ReadOnlySpan<double> Span => _values.Span;

    /// <summary>The components, to keep.</summary>
    public ReadOnlyMemory<double> Memory => _values;

    /// <summary>Component <paramref name="index"/>, counted from 0.</summary>
    [Operation(nameof(Component), Latex = @"\left( {0} \right)_{{{1}}}")]
    [Gradient("this", nameof(ComponentGradient))]
    public double this[int index] => _values.Span[index];

    /// <summary>The component of a discrete action: <c>logits[action]</c>.</summary>
    [Operation(nameof(Component), Latex = @"\left( {0} \right)_{{{1}}}")]
    [Gradient("this", nameof(ChosenGradient))]
    public double this[Act action] => _values.Span[action.Index];

    /// <summary>The batched form of both: [..., k] and a number [...] or a discrete act [..., 1] -> [...].</summary>
    public static Tensor Component(Tensor vector, Tensor index) => vector.gather(-1, Places(vector, index)).squeeze(-1);

    /// <summary>Where one component of each row is, [..., 1].</summary>
    internal static Tensor Places(Tensor vector, Tensor index)
    {
        var places = Functions.PerRow(index, vector).to(ScalarType.Int64);
        return places.dim() == vector.dim() && places.numel() * vector.size(-1) == vector.numel()
            ? places
            : places.expand([.. vector.shape[..^1], 1]);
    }

    /// <summary>The gradient goes to the component taken.</summary>
    public static Vector ComponentGradient(Vector vector, int index, double gradient) => Functions.OneHotLike(vector, index, gradient);

    /// <summary>The gradient goes to the component taken.</summary>
    public static Vector ChosenGradient(Vector vector, Act action, double gradient) => Functions.OneHotLike(vector, action, gradient);

    /// <summary>Components that follow each other, as a vector of their own. A view.</summary>
    /// <param name="first">The first, counted from 0: a constant or a hyperparameter.</param>
    /// <param name="count">How many: a constant or a hyperparameter.</param>
    /// <exception cref="ArgumentException">There are no such components.</exception>
    public Vector Part(int first, int count = 1) => Functions.Part(this, first, count);

    /// <summary>The components of another vector behind these.</summary>
    /// <param name="last">What stands behind.</param>
    public Vector Join(Vector last) => Functions.Join(this, last);

    /// <summary>Componentwise sum.</summary>
    public static Vector operator +(Vector left, Vector right) => Elementwise.Zip(left, right, static (x, y) => x + y);

    /// <summary>Componentwise difference.</summary>
    public static Vector operator -(Vector left, Vector right) => Elementwise.Zip(left, right, static (x, y) => x - y);

    /// <summary>Every component's negative.</summary>
    public static Vector operator -(Vector vector) => Elementwise.Map(vector, static (x, _) => -x, 0);

    /// <summary>Every component times <paramref name="factor"/>.</summary>
    public static Vector operator *(double factor, Vector vector) => Elementwise.Map(vector, static (x, c) => c * x, factor);

    /// <summary>Componentwise product.</summary>
    public static Vector operator *(Vector left, Vector right) => Elementwise.Zip(left, right, static (x, y) => x * y);

    /// <summary>Componentwise quotient.</summary>
    public static Vector operator /(Vector left, Vector right) => Elementwise.Zip(left, right, static (x, y) => x / y);

    /// <summary>Every component less <paramref name="amount"/>.</summary>
    public static Vector operator -(Vector vector, double amount) => Elementwise.Map(vector, static (x, c) => x - c, amount);

    /// <summary><paramref name="amount"/> less every component.</summary>
    public static Vector operator -(double amount, Vector vector) => Elementwise.Map(vector, static (x, c) => c - x, amount);

    /// <summary>Every component and <paramref name="amount"/>.</summary>
    public static Vector operator +(Vector vector, double amount) => Elementwise.Map(vector, static (x, c) => x + c, amount);

    /// <summary>Every component and <paramref name="amount"/>.</summary>
    public static Vector operator +(double amount, Vector vector) => Elementwise.Map(vector, static (x, c) => c + x, amount);

    /// <summary>Every component divided by <paramref name="divisor"/>.</summary>
    public static Vector operator /(Vector vector, double divisor) => Elementwise.Map(vector, static (x, c) => x / c, divisor);

    /// <inheritdoc/>
    public bool Equals(Vector other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Vector other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Elementwise.Hash(Span);

    /// <summary>Equal size and equal components.</summary>
    public static bool operator ==(Vector left, Vector right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(Vector left, Vector right) => !left.Equals(right);

    /// <summary>The components, as read by people.</summary>
    public override string ToString() => Elementwise.Print(Span);
}
