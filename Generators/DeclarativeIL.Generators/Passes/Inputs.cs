using DeclarativeIL.Generators.Emit;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Names what the inputs of a declared member are in the generated class: equal names are the same thing across members.</summary>
internal static class Inputs
{
    public const string Player = "player:", Rows = "rows:", Hyper = "hyper:", Situation = "situation:", Draw = "draw:";

    /// <summary>One over the number of rows of a batch.</summary>
    public const string Share = "share:";

    public static Dictionary<string, int> Bind(MemberModel member, EquationBuilder nodes)
        => member.Parameters.ToDictionary(parameter => parameter.Name, parameter => nodes.Add(new Node.Input(parameter.Type, Name(parameter))));

    public static string RowsOf(MemberModel member)
        => member.Parameters.FirstOrDefault(parameter => parameter.Role is Role.Row) is { } rows ? RowsName(rows.Type) : "";

    /// <summary>demonstrations, for a row type Demonstration.</summary>
    public static string RowsName(ValueType type)
    {
        var name = type.Name.Substring(type.Name.LastIndexOf('.') + 1).Replace("global::", "");
        return Hyperparameters.Camel(name) + "s";
    }

    private static string Name(ParameterModel parameter) => parameter.Role switch
    {
        Role.Network => Player + parameter.Name,
        Role.Expert => Player + parameter.Name,
        Role.Row => Rows + RowsName(parameter.Type),
        Role.Hyperparameter => Hyper + Hyperparameters.PropertyName(parameter.Name),
        Role.Situation => Situation + parameter.Name,
        Role.Uniform => Draw + parameter.Name,
        _ => throw new InvalidOperationException($"Parameter '{parameter.Name}' has no role."),
    };
}
