using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <summary>The method of a helper over lanes.</summary>
/// <param name="Name">Its name, which no other has.</param>
/// <param name="Model">What it computes.</param>
internal sealed record LaneMethod(string Name, HelperModel Model)
{
    /// <summary>The methods of the helpers of dynamics, by documentation id.</summary>
    public static Dictionary<string, LaneMethod> Of(DynamicsModel model)
    {
        var taken = new HashSet<string> { "T", DynamicsModel.Equations };
        return model.Helpers.ToDictionary(helper => helper.Id, helper => new LaneMethod(Fresh(helper.Name, taken), helper));
    }

    public void Emit(SourceWriter writer, DynamicsModel model, IReadOnlyDictionary<string, LaneMethod> methods)
    {
        var lanes = new LanesWriter(writer, Model.Body, model, methods, Model.Arguments);
        writer.Line();
        writer.Line($"private static {Returned()} {Name}<T>({string.Join(", ", lanes.Arguments.Select(argument => "T " + argument))})");
        using (writer.Indent())
            writer.Line($"where T : unmanaged, {RuntimeTypes.IExactLanes}<T>");
        using (writer.Braces())
        {
            var written = lanes.Write([.. Model.Values]);
            writer.Line($"return {(written.Count == 1 ? written[0].Text : $"({string.Join(", ", written)})")};");
        }
    }

    private string Returned() => Model.Columns.Count > 1 ? $"({string.Join(", ", Model.Columns.Select(_ => "T"))})" : "T";

    private static string Fresh(string preferred, HashSet<string> taken)
    {
        var name = CSharpText.Pascal(preferred);
        for (var number = 2; !taken.Add(name); number++)
            name = CSharpText.Pascal(preferred) + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }
}
