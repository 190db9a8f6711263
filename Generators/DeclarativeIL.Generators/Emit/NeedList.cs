using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>Something that a generated method is given; its argument has the same name wherever the method is called.</summary>
internal sealed record Need(string Kind, string Name, string Type)
{
    /// <summary>C# for it: networks and given values are called as the user calls them.</summary>
    public string Text =>
        Kind switch
        {
            Inputs.Player => Signatures.Escape(Name),
            Inputs.Given => Type == NeedList.Tensor ? Name : Signatures.Escape(Name),
            Inputs.Rows => Signatures.Data(Name),
            _ => Name,
        };
}

/// <summary>What the used nodes of a lifted body need from outside, in the order of parameters.</summary>
internal static class NeedList
{
    /// <summary>C# for the type of what lies on a device.</summary>
    public const string Tensor = WellKnownNames.Torch + ".Tensor";

    private static readonly List<string> Order = [Inputs.Player, Inputs.Rows, Inputs.Given, Inputs.Statistic, Inputs.Draw, Inputs.Clock];

    /// <param name="onDevice">Whether given vectors and matrices are wanted as tensors.</param>
    public static IReadOnlyList<Need> Of(IReadOnlyList<Node> nodes, Func<int, bool> isUsed, Cast cast, bool onDevice) =>
        Sort(
            nodes.Where((node, i) => node is Node.Input && isUsed(i)).Select(node => Of((Node.Input)node, cast, onDevice)).OfType<Need>(),
            cast
        );

    /// <summary>Name of a given vector or matrix that lies on the network's device.</summary>
    public static string OnDevice(string given) => given + "Tensor";

    public static IReadOnlyList<Need> Sort(IEnumerable<Need> needs, Cast cast) =>
        [
            .. needs
                .Distinct()
                .OrderBy(need => Order.IndexOf(need.Kind))
                .ThenBy(need => need.Kind == Inputs.Player ? cast.Variables.ToList().IndexOf(need.Name) : 0),
        ];

    public static IEnumerable<string> Declarations(IEnumerable<Need> needs) => needs.Select(need => $"{need.Type} {need.Text}");

    public static IEnumerable<string> Arguments(IEnumerable<Need> needs) => needs.Select(need => need.Text);

    public static IEnumerable<string> Networks(IEnumerable<Need> needs) =>
        needs.Where(need => need.Kind == Inputs.Player).Select(need => need.Name);

    private static Need? Of(Node.Input input, Cast cast, bool onDevice)
    {
        var (kind, name) = Inputs.Split(input.Name);
        return kind switch
        {
            Inputs.Player or Inputs.Still => new(Inputs.Player, name, cast.TypeOf(name)),
            Inputs.Rows or Inputs.Other => new(Inputs.Rows, name, $"{WellKnownNames.Batch}<{input.Type.Name}>"),
            Inputs.Given => onDevice && input.Type.Rank > 0
                ? new(kind, OnDevice(name), Tensor)
                : new(kind, name, Signatures.GivenType(name, cast.Model)),
            Inputs.Statistic => new(
                kind,
                Signatures.Statistic(name, cast.Model),
                input.Type.Kind == ValueKind.Matrix ? WellKnownNames.DslRoot + ".Matrix" : "double"
            ),
            Inputs.Draw => new(kind, "draws", WellKnownNames.Generated + ".StepDraws"),
            Inputs.Clock => new(kind, "clock", WellKnownNames.DslRoot + ".Clock"),
            _ => null,
        };
    }
}
