namespace DeclarativeIL;

/// <summary>A multilayer perceptron in numbers.</summary>
/// <param name="Inputs">Numbers per row taken.</param>
/// <param name="Hidden">Width of each hidden layer; none makes the map linear.</param>
/// <param name="Outputs">Numbers per row given; the last layer has no activation.</param>
/// <param name="Activation">What the hidden layers apply.</param>
internal sealed record PerceptronShape(int Inputs, IReadOnlyList<int> Hidden, int Outputs, Activation Activation)
{
    /// <summary>Width of each hidden layer; a copy, since the caller's list may change.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = Hidden is null ? null! : Array.AsReadOnly(Hidden.ToArray());

    /// <summary>Number of layers with weights.</summary>
    public int Depth => Hidden.Count + 1;

    /// <summary>Numbers per row that layer <paramref name="layer"/> takes.</summary>
    public int InputsOf(int layer) => layer == 0 ? Inputs : Hidden[layer - 1];

    /// <summary>Numbers per row that layer <paramref name="layer"/> gives.</summary>
    public int OutputsOf(int layer) => layer == Hidden.Count ? Outputs : Hidden[layer];

    /// <summary>Throws where a size is not positive or the activation does not exist.</summary>
    public PerceptronShape Checked()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Inputs, "stateSize");
        ArgumentNullException.ThrowIfNull(Hidden, "hidden");
        for (var i = 0; i < Hidden.Count; i++)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Hidden[i], $"hidden[{i}]");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Outputs, "actions");
        if (!Enum.IsDefined(Activation))
            throw new ArgumentOutOfRangeException("activation", Activation, "No such activation.");
        return this;
    }
}
