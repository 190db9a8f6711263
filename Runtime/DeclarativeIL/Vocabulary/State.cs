namespace DeclarativeIL;

/// <summary>The policy's view of one moment: an observation, a bandit's context, a prompt. A point, not a displacement.</summary>
public readonly struct State : IEquatable<State>
{
    private readonly ReadOnlyMemory<double> _values;

    /// <summary>Copies <paramref name="values"/>.</summary>
    public State(double[] values) => _values = Elementwise.Copy(values);

    /// <summary>A view of <paramref name="values"/>, which are not copied: it changes when they do.</summary>
    public State(ReadOnlyMemory<double> values) => _values = values;

    /// <summary>A state of the given numbers, which are copied.</summary>
    public static State Of(params double[] values) => new(values);

    /// <summary>A copy of an observation as environments hand it out.</summary>
    public static State From(ReadOnlySpan<float> observation)
    {
        var values = new double[observation.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = observation[i];
        return new State(values.AsMemory());
    }

    /// <summary>Number of components.</summary>
    [Operation(nameof(Sizes), Latex = @"\left| {0} \right|")]
    public int Size => _values.Length;

    /// <summary>The batched form of <see cref="Size"/>: [..., s] -> [...]. What is no number is padding, and does not count.</summary>
    public static TorchSharp.torch.Tensor Sizes(TorchSharp.torch.Tensor state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.isnan().logical_not().sum(-1).to(state.dtype);
    }

    /// <summary>The components, in order.</summary>
    public ReadOnlySpan<double> Span => _values.Span;

    /// <summary>The components, to keep.</summary>
    public ReadOnlyMemory<double> Memory => _values;

    /// <summary>Component <paramref name="index"/>, counted from 0.</summary>
    public double this[int index] => _values.Span[index];

    /// <summary>Components that follow each other, as a state of their own. A view.</summary>
    /// <param name="first">The first, counted from 0: a constant or a hyperparameter.</param>
    /// <param name="count">How many: a constant or a hyperparameter.</param>
    /// <exception cref="ArgumentException">There are no such components.</exception>
    public State Part(int first, int count = 1) => new(Functions.Part(this, first, count).Memory);

    /// <summary>The components of a vector behind these: of a mask in a row, beside what is seen.</summary>
    /// <param name="last">What stands behind.</param>
    public State Join(Vector last) => new(Functions.Join(this, last).Memory);

    /// <summary>The components as a displacement from the origin.</summary>
    public static implicit operator Vector(State state) => new(state._values);

    /// <summary>The state displaced.</summary>
    public static State operator +(State state, Vector displacement) => new(((Vector)state + displacement).Span.ToArray().AsMemory());

    /// <summary>The displacement from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static Vector operator -(State left, State right) => (Vector)left - (Vector)right;

    /// <inheritdoc/>
    public bool Equals(State other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is State other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Elementwise.Hash(Span);

    /// <summary>Equal size and equal components.</summary>
    public static bool operator ==(State left, State right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(State left, State right) => !left.Equals(right);

    /// <summary>The components, as read by people.</summary>
    public override string ToString() => Elementwise.Print(Span);
}
