namespace DeclarativeIL.Training;

/// <summary>What a declared class computes, in words: generated code says it of every one.</summary>
/// <remarks>Checkpoints and sweeps keep it, and refuse to go on with what another declaration left.</remarks>
public interface IDeclaredAlgorithm
{
    /// <summary>The name of the class, then its equations as the generator reads them, one a line.</summary>
    string Declaration { get; }

    /// <summary>The hyperparameters as they are set, by name.</summary>
    (string Name, object? Value)[] Hyperparameters();
}
