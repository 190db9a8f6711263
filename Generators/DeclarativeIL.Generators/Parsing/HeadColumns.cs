using System.Text;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads the columns of a head: the parameters of its record.</summary>
internal static class HeadColumns
{
    public static (IReadOnlyList<HeadColumnModel> Columns, IReadOnlyList<HeadArgumentModel> Arguments) Read(
        CompilationContext context,
        INamedTypeSymbol type
    )
    {
        var arguments = new List<HeadArgumentModel>();
        var parameters = (RowTypes.Primary(type)?.Parameters ?? []).ToList();
        var columns = parameters.Select(parameter => Sized(context, parameter, Read(context, type, parameter, arguments))).ToList();
        for (var i = 0; i < columns.Count; i++)
            if (
                columns[i].Size.Length > 0
                && !columns.Exists(column =>
                    column is { Role: HeadColumnRole.Hyperparameter, CSharpType: "int" } && column.Name == columns[i].Size
                )
            )
                throw Wrong(parameters[i], $"its size names '{columns[i].Size}', which is no 'int' with a default among the columns");
        if (columns.All(column => column.Role is not (HeadColumnRole.Output or HeadColumnRole.Network)))
            throw new Refusal(Descriptors.HeadColumn, type.Locations[0], type.Name, "it has no output of the network");
        return (columns, arguments);
    }

    /// <summary>LogDeviation becomes log_deviation.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    private static HeadColumnModel Read(
        CompilationContext context,
        INamedTypeSymbol type,
        IParameterSymbol parameter,
        List<HeadArgumentModel> arguments
    )
    {
        if (parameter.Type.TypeKind == TypeKind.Error)
            throw Refusal.Silent();
        var value = ValueTypes.Of(context, parameter.Type);
        var free = context.Attribute(parameter, WellKnownNames.Free);
        if (context.Is(parameter.Type, WellKnownNames.Features) || value?.Kind == ValueKind.State)
            return free is null && context.Attribute(parameter, WellKnownNames.Given) is null
                ? Inside(parameter, value!)
                : throw Wrong(parameter, "a network and the state are what they are");
        if (value is not { Kind: ValueKind.Scalar or ValueKind.Vector or ValueKind.Act })
            throw Wrong(parameter, $"a '{parameter.Type.ToDisplayString()}' is no column");
        if (context.Attribute(parameter, WellKnownNames.Given) is not null)
            return value.Kind == ValueKind.Vector && free is null && !parameter.HasExplicitDefaultValue
                ? new(parameter.Name, value, HeadColumnRole.Given, Snake(parameter.Name), "0.0", "", Documentation.Summary(parameter))
                : throw Wrong(parameter, "what is given by the state is a 'Vector', and nothing else");
        if (parameter.HasExplicitDefaultValue)
            return value == ValueType.Scalar && free is null
                ? Hyperparameter(parameter, value)
                : throw Wrong(parameter, "only a number has a default, and then it is a hyperparameter");
        if (value == ValueType.Scalar && parameter.Type.SpecialType != SpecialType.System_Double)
            throw Wrong(parameter, "an output of a network is a 'double', and a hyperparameter has a default");
        return free is null
            ? new(parameter.Name, value, HeadColumnRole.Output, Snake(parameter.Name), "0.0", "", Documentation.Summary(parameter))
            : new(
                parameter.Name,
                value,
                HeadColumnRole.Free,
                free.NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value as string ?? Snake(parameter.Name),
                Start(type, parameter, free, arguments),
                "",
                Documentation.Summary(parameter)
            );
    }

    /// <summary>The network inside a head, or the state that it is asked about.</summary>
    private static HeadColumnModel Inside(IParameterSymbol parameter, ValueType value) =>
        new(
            parameter.Name,
            value,
            value.Kind == ValueKind.State ? HeadColumnRole.State : HeadColumnRole.Network,
            Snake(parameter.Name),
            "0.0",
            "",
            Documentation.Summary(parameter)
        );

    /// <summary>How wide a column says that it is.</summary>
    private static HeadColumnModel Sized(CompilationContext context, IParameterSymbol parameter, HeadColumnModel column)
    {
        var (width, columns) = (context.Attribute(parameter, WellKnownNames.Width), context.Attribute(parameter, WellKnownNames.Columns));
        if ((width ?? columns) is not { } attribute)
            return column;
        if (column.Type != ValueType.Vector || column.Role == HeadColumnRole.Hyperparameter || (width is not null && columns is not null))
            throw Wrong(parameter, "only a 'Vector' has a size of its own, and one size");
        return attribute.ConstructorArguments is [{ Value: string named }]
            ? column with
            {
                Size = named,
                IsTable = columns is not null,
            }
            : throw Refusal.Silent();
    }

    private static HeadColumnModel Hyperparameter(IParameterSymbol parameter, ValueType value) =>
        parameter.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Int32
            ? new(
                parameter.Name,
                value,
                HeadColumnRole.Hyperparameter,
                Snake(parameter.Name),
                CSharpText.Literal(parameter.ExplicitDefaultValue!),
                parameter.Type.SpecialType == SpecialType.System_Int32 ? "int" : "double",
                Documentation.Summary(parameter)
            )
            : throw Wrong(parameter, "a hyperparameter is a 'double' or an 'int'");

    /// <summary>C# for where a free column starts: a number, or a call whose arguments are the constructor's.</summary>
    private static string Start(INamedTypeSymbol type, IParameterSymbol parameter, AttributeData free, List<HeadArgumentModel> arguments)
    {
        if (free.NamedArguments.FirstOrDefault(argument => argument.Key == "Start").Value.Value is not string name)
            return free.ConstructorArguments is [{ Value: double start }] ? CSharpText.Number(start) : "0.0";
        if (
            type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => method.IsStatic)
            is not { ReturnType.SpecialType: SpecialType.System_Double, DeclaredAccessibility: not Accessibility.Private } method
        )
            throw Wrong(parameter, $"its Start names '{name}', which is no static method of the head that gives a 'double' to others");
        foreach (var argument in method.Parameters.Where(argument => arguments.All(known => known.Name != argument.Name)))
            arguments.Add(
                argument is { HasExplicitDefaultValue: true, Type.SpecialType: SpecialType.System_Double or SpecialType.System_Int32 }
                    ? new(
                        argument.Name,
                        argument.Type.ToDisplayString(),
                        CSharpText.Literal(argument.ExplicitDefaultValue!),
                        Documentation.Summary(argument)
                    )
                    : throw Wrong(parameter, $"'{argument.Name}' of '{name}' is no number with a default")
            );
        var given = method.Parameters.Select(argument => CSharpText.Escape(argument.Name));
        return $"{Vocabulary.Name(type)}.{name}({string.Join(", ", given)})";
    }

    private static Refusal Wrong(IParameterSymbol parameter, string why) =>
        new(Descriptors.HeadColumn, parameter.Locations[0], parameter.Name, why);
}
