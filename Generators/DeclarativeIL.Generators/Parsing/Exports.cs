using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Writes the text that a class carries for generators of other assemblies: no method body is visible in metadata.</summary>
internal static class Exports
{
    /// <summary>The losses, columns and metrics of a class, and its helpers that others can call.</summary>
    public static EquatableArray<ExportModel> Of(CompilationContext context, INamedTypeSymbol type, MemberList members)
    {
        var own = type.GetMembers().OfType<IMethodSymbol>().ToLookup(method => method.Name);
        string Id(string origin, string name) => origin.Length == 0 ? Vocabulary.Id(own[name].First()) : origin + "." + name;
        var losses = members.Losses.Select(loss => new ExportModel(
            Id(loss.Origin, loss.Member.Name),
            EquationText.Write(new(loss.Member.Name, DeclaredKind.Loss, loss.Phase, loss.Member.Parameters, loss.Member.Equation))
        ));
        var columns = members.Columns.Select(column => new ExportModel(
            Id(column.Origin, column.Member.Name),
            EquationText.Write(new(column.Member.Name, DeclaredKind.Column, 0, column.Member.Parameters, column.Member.Equation))
        ));
        var metrics = members.Metrics.Select(metric => new ExportModel(
            Id(metric.Origin, metric.Member.Name),
            EquationText.Write(new(metric.Member.Name, DeclaredKind.Metric, metric.Phase, metric.Member.Parameters, metric.Member.Equation))
        ));
        var helpers = type.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(method =>
                method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary }
                && method.GetAttributes().IsEmpty
            );
        return losses.Concat(columns).Concat(metrics).Concat(Lowerable(context, helpers)).ToEquatableArray();
    }

    /// <summary>The derivatives of a class of operations.</summary>
    public static VocabularyModel OfOperations(CompilationContext context, INamedTypeSymbol type)
    {
        var names = type.GetMembers()
            .SelectMany(member => member.GetAttributes())
            .Where(attribute => context.Is(attribute.AttributeClass, WellKnownNames.Gradient))
            .Select(attribute => attribute.ConstructorArguments is [_, { Value: string name }] ? name : "");
        var derivatives = names.Distinct().SelectMany(name => type.GetMembers(name)).OfType<IMethodSymbol>();
        var @namespace = TakenNames.Namespace(type);
        var exports = OperationChecks.Whole(type) is null ? Lowerable(context, derivatives) : [];
        return new(@namespace, type.TypeKind == TypeKind.Struct ? "struct" : "class", type.Name, exports.ToEquatableArray());
    }

    /// <summary>A public method that is no equation is simply not callable from declarations elsewhere.</summary>
    private static IEnumerable<ExportModel> Lowerable(CompilationContext context, IEnumerable<IMethodSymbol> methods)
    {
        foreach (var method in methods)
        {
            ExportModel? export = null;
            try
            {
                if (Helpers.Find(context, method, []) is { } equation)
                    export = new(
                        Vocabulary.Id(method),
                        EquationText.Write(new(method.Name, DeclaredKind.Helper, 0, Parameters(context, method), equation))
                    );
            }
            catch (Refusal)
            {
                continue;
            }
            if (export is not null)
                yield return export;
        }
    }

    private static EquatableArray<ParameterModel> Parameters(CompilationContext context, IMethodSymbol method) =>
        method
            .Parameters.Select(parameter => new ParameterModel(
                parameter.Name,
                ValueTypes.Of(context, parameter.Type) ?? ValueType.Scalar,
                new Role.Value()
            ))
            .ToEquatableArray();
}
