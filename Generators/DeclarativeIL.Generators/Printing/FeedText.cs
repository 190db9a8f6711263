using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing;

/// <summary>C# about feeds of batches.</summary>
internal static class FeedText
{
    /// <summary>The data set of a source, where it is given to the epochs.</summary>
    public static string Dataset(RowSource rows) => rows.Kind != Rows.Supplied ? rows.Source + ".Rows" : Signatures.Data(rows.Source);

    /// <summary>The arguments that say whether batches of one row will do: what the losses read, and who is trained.</summary>
    public static string Compares(PhasePlan plan, RowSource rows) =>
        $"[{string.Join(", ", plan.Networks.Select(network => Signatures.Escape(network.Name)))}], {Compares(rows)}";

    /// <summary>The argument that says whether losses compare the rows of a batch.</summary>
    public static string Compares(RowSource rows) => $"comparesRows: {(rows.ComparesRows ? "true" : "false")}";

    /// <summary>The statement that shuffles the rows at the start of an epoch.</summary>
    public static string Shuffle(PhasePlan plan, RowSource rows) =>
        $"{rows.Name}Feed.Shuffle(seeds.Child((ulong)epoch){(plan.Rows.Count == 1 ? "" : $".Child(\"{rows.Name}\")")}.Stream());";

    /// <summary>The arguments that say from which rows each member of an ensemble learns; none where there is no ensemble.</summary>
    public static string OfMembers(RowSource rows) =>
        rows.Ensemble is not { } ensemble
            ? ""
            : $", {ensemble.Members}, {RuntimeTypes.Bootstrap}.{(ensemble.Bootstrap ? "WithReplacement" : "None")}, "
                + $"seeds.Child(\"{rows.Name}\"){(ensemble.Fraction == 1 ? "" : $", {CSharpText.Number(ensemble.Fraction)}")}";

    /// <summary>The arguments that say how many steps an epoch has.</summary>
    public static string Extent(PhasePlan plan) =>
        plan.Rows.Count == 0 ? "1, 1" : $"{plan.Rows[0].Name}Feed.Count, {plan.Rows[0].Name}Feed.LeastRows";
}
