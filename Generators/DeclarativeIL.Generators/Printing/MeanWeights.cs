using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Printing;

/// <summary>What one row counts in the mean of a loss; both forms write it alike.</summary>
internal static class MeanWeights
{
    /// <summary>Writes the local that holds it.</summary>
    public static string Local(SourceWriter writer, LocalNames names, Input.MeanWeight weight)
    {
        var local = names.Fresh("meanWeight");
        writer.Line(
            weight.Batch.Length == 0
                ? $"var {local} = 1.0;"
                : $"var {local} = 1.0 / {Signatures.Data(weight.Batch)}.Count;    // of one row in the mean"
        );
        return local;
    }
}
