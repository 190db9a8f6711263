using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The batch that a phase's losses read.</summary>
/// <param name="Name">Name of the batch: that of its data set, after the ensemble whose members each have a batch of their own.</param>
/// <param name="Source">Name of the data set.</param>
/// <param name="Type">Fully qualified row type.</param>
/// <param name="Ensemble">The ensemble that is trained on it; null if none.</param>
/// <param name="ComparesRows">Whether a loss says something of one row by others of its batch: a statistic, the next row, the whole
/// batch.</param>
internal sealed record RowSource(string Name, string Source, Rows Kind, string Type, TrainedNetwork? Ensemble, bool ComparesRows)
{
    /// <summary>The batch as a parameter of a method.</summary>
    /// <param name="type">The generic type of batches.</param>
    public MethodParameter As(string type) => new(ParameterKind.Batch, Name, $"{type}<{Type}>");
}
