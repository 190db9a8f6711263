using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing;

/// <summary>C# about feeds of batches that both forms write alike.</summary>
internal static class FeedText
{
    /// <summary>The data set of a source, where it is given to the epochs.</summary>
    public static string Dataset(RowSource rows) => rows.Kind != Rows.Supplied ? rows.Source + ".Rows" : Signatures.Data(rows.Source);

    /// <summary>What says how many rows a batch must have at least; nothing where that is one.</summary>
    public static string Least(RowSource rows) => rows.ComparesRows ? " { LeastRows = 2 }" : "";

    /// <summary>The arguments that say whether batches of one row will do: what the losses read, and who is trained.</summary>
    public static string Compares(PhasePlan plan, RowSource rows) =>
        $"[{string.Join(", ", plan.Networks.Select(network => Signatures.Escape(network.Name)))}], "
        + $"comparesRows: {(rows.ComparesRows ? "true" : "false")}";

    /// <summary>The statement that shuffles the rows at the start of an epoch; both forms draw the same order.</summary>
    public static string Shuffle(PhasePlan plan, RowSource rows) =>
        $"{rows.Name}Feed.Shuffle(seeds.Child((ulong)epoch){(plan.Rows.Count == 1 ? "" : $".Child(\"{rows.Name}\")")}.Stream());";

    /// <summary>The argument that says from which rows each member of an ensemble learns.</summary>
    public static string Resampling(TrainedNetwork ensemble) =>
        $"{RuntimeTypes.Bootstrap}.{(ensemble.Bootstrap ? "WithReplacement" : "None")}";

    /// <summary>The arguments that say how many steps an epoch has.</summary>
    public static string Extent(PhasePlan plan) =>
        plan.Rows.Count == 0 ? "1" : $"{plan.Rows[0].Name}Feed.Count, {plan.Rows[0].Name}Feed.LeastRows";

    /// <summary>The argument that says how many of the rows each member learns from; none where it is all of them.</summary>
    public static string Fraction(TrainedNetwork ensemble) => ensemble.Fraction == 1 ? "" : $", {CSharpText.Number(ensemble.Fraction)}";
}
