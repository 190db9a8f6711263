using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>The helpers of one class of dynamics that stay methods (<see cref="LongHelpers"/>), each once.</summary>
internal sealed class HelperList(CompilationContext context)
{
    private readonly Dictionary<string, HelperModel> _known = [];

    /// <summary>In the order in which they are called, those that they call themselves before them.</summary>
    public List<HelperModel> All { get; } = [];

    /// <summary>Adds a helper.</summary>
    /// <param name="id">Its documentation id.</param>
    /// <param name="check">Checks an equation.</param>
    /// <returns>Whether it is one.</returns>
    public bool Add(string id, Action<Equation> check)
    {
        if (_known.ContainsKey(id))
            return true;
        if (
            DocumentationCommentId.GetFirstSymbolForDeclarationId(id, context.Compilation) is not IMethodSymbol method
            || Helpers.Find(context, method, []) is not { } equation
        )
            return false;
        check(equation);
        All.Add(_known[id] = Model(id, method, equation));
        return true;
    }

    private HelperModel Model(string id, IMethodSymbol method, Equation equation)
    {
        var nodes = new EquationBuilder();
        var arguments = new List<string>();
        int Argument(string name, ITypeSymbol type)
        {
            arguments.Add(name);
            return nodes.Add(new Node.Parameter(TypeOf(type), HelperModel.ArgumentOf(arguments.Count - 1)));
        }
        var hasRows = method.Parameters.Count(parameter => IsRow(parameter.Type)) > 1;
        int Row(string name, ITypeSymbol type) =>
            nodes.Add(
                new Node.MakeRow(
                    ValueTypes.Of(context, type)!,
                    Columns(type),
                    RowTypes
                        .Columns(type)
                        .Select(column => Argument(hasRows ? name + CSharpText.Pascal(column.Name) : column.Name, column.Type))
                        .ToEquatableArray()
                )
            );
        var inputs = method.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => IsRow(parameter.Type) ? Row(parameter.Name, parameter.Type) : Argument(parameter.Name, parameter.Type)
        );
        var root = nodes.Inline(equation, inputs);
        var columns = IsRow(method.ReturnType) ? Columns(method.ReturnType) : [];
        int[] values =
            columns.Count == 0
                ? [root]
                : [.. RowTypes.Columns(method.ReturnType).Select(column => nodes.Field(root, TypeOf(column.Type), column.Name))];
        return new(
            id,
            method.MethodKind == MethodKind.Ordinary ? method.Name : method.Name.Substring(method.Name.IndexOf('_') + 1),
            arguments.ToEquatableArray(),
            columns,
            nodes.Build(root),
            values.ToEquatableArray()
        );
    }

    private static bool IsRow(ITypeSymbol type) => type.SpecialType == SpecialType.None;

    private static EquatableArray<string> Columns(ITypeSymbol row) =>
        RowTypes.Columns(row).Select(column => column.Name).ToEquatableArray();

    private static ValueType TypeOf(ITypeSymbol lane) =>
        lane.SpecialType == SpecialType.System_Boolean ? ValueType.Boolean : ValueType.Scalar;
}
