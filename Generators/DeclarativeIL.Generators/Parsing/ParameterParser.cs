using System.Globalization;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Finds the role of a declared member's parameter: types and attributes say what it is.</summary>
internal static class ParameterParser
{
    /// <param name="kind">What the member is.</param>
    /// <exception cref="Refusal">The parameter has no role.</exception>
    public static ParameterModel Parse(CompilationContext context, IParameterSymbol parameter, MemberKind kind)
    {
        if (parameter.Type is IErrorTypeSymbol)
            throw Refusal.Silent();
        TypeChecks.Check(context, parameter.Type, parameter.Locations[0]);
        IntegerDivisions.Check(context, parameter.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()));
        if (parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.IsParams)
            throw new Refusal(
                Descriptors.ParameterKind,
                parameter.Locations[0],
                parameter.Name,
                parameter.IsParams ? "params" : parameter.RefKind.ToString().ToLowerInvariant().Replace("readonlyparameter", " readonly")
            );
        var type = ValueTypes.Of(context, parameter.Type);
        if (type is not null)
            AttributeChecks.Check(context, parameter, type, kind);
        var role = type is null ? null : RoleOf(context, parameter, type, kind);
        RangeReader.CheckOthers(parameter, role is Role.Hyperparameter && type!.Kind == ValueKind.Scalar);
        return role is null || type is null
            ? throw new Refusal(
                Descriptors.UnknownRole,
                parameter.Locations[0],
                parameter.Name,
                parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
                Diagnostics.Words.Member(kind.ToString()),
                Remedy(context, parameter)
            )
            : new(parameter.Name, type, role);
    }

    private static bool IsHyperparameter(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Boolean;

    /// <summary>Suggests a replacement for a parameter that has no role.</summary>
    private static string Remedy(CompilationContext context, IParameterSymbol parameter) =>
        parameter.Type switch
        {
            var row
                when ValueTypes.ColumnsOf(context, row)?.FirstOrDefault(column => ValueTypes.OfColumn(context, column.Type) is null)
                    is { } column =>
                $"its column '{column.Name}' is of type '{column.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}', "
                    + "and columns are State, Act, Acts, double, float, whole numbers, bool, enums, double[], float[] or "
                    + "ReadOnlyMemory of these",
            _ when IsOverBatch(context, parameter) =>
                "a loss over a whole batch is given columns, each a Tensor marked [Of(nameof(...))], and hyperparameters",
            _ when NetworkRoles.Statistic(context, parameter) is not null =>
                "a column's value or statistic is a double, or a Matrix where the column is one",
            _ when context.Attribute(parameter, WellKnownNames.Next) is not null => "what a scan gave for the step after is a double",
            var row when ValueTypes.ColumnsOf(context, row) is not null => "rows belong in losses, columns, rewards and augmentations",
            { SpecialType: not SpecialType.None } number when IsHyperparameter(number) => "give it a default to make it a hyperparameter",
            { SpecialType: not SpecialType.None } number
                when ValueTypes.IsInteger(number) || number.SpecialType == SpecialType.System_Single =>
                "a hyperparameter is a double, an int, a bool or an enum with a default",
            _ => "give a number a default to make it a hyperparameter, or use a type of the language (docs/language.md, Parameters)",
        };

    private static Role? RoleOf(CompilationContext context, IParameterSymbol parameter, ValueType type, MemberKind kind)
    {
        bool Has(string attribute) => context.Attribute(parameter, attribute) is not null;
        return type.Kind switch
        {
            _ when IsOverBatch(context, parameter)
                    && NetworkRoles.Statistic(context, parameter) is null
                    && !(parameter.HasExplicitDefaultValue && IsHyperparameter(parameter.Type)) => null,
            ValueKind.Recipient when context.Is(parameter.Type, WellKnownNames.Expert) => kind.HasRows() ? null : new Role.Expert(),
            ValueKind.Recipient => NetworkRoles.Read(context, parameter),
            ValueKind.Row when kind.HasRows() => new Role.Row(
                Has(WellKnownNames.OnRollout) || kind == MemberKind.Reward ? Rows.Rollout
                    : Has(WellKnownNames.OnReplay) ? Rows.Replay
                    : Rows.Supplied,
                Has(WellKnownNames.Other)
            ),
            ValueKind.Row => null,
            ValueKind.Situation when context.Is(parameter.Type, WellKnownNames.Clock) => new Role.Clock(),
            ValueKind.Situation => kind.IsOfRollout() ? new Role.Situation() : null,
            _ when NetworkRoles.Statistic(context, parameter) is { } statistic => IsSeen(context, parameter, statistic.Kind, type, kind)
                ? statistic
                : null,
            ValueKind.Tensor => null,
            _ when Has(WellKnownNames.Next) => kind == MemberKind.Column && parameter.Type.SpecialType == SpecialType.System_Double
                ? new Role.Next()
                : null,
            _ when Random(context, parameter, Has(WellKnownNames.PerEpisode)) is { } random => kind.HasDraws() ? random : null,
            _ when Has(WellKnownNames.Given) => new Role.Given(Vocabulary.Name(parameter.Type)),
            ValueKind.State => kind.HasState() ? new Role.Seen() : null,
            ValueKind.Act => kind == MemberKind.Explore ? new Role.Chosen() : null,
            ValueKind.Enumeration
                when kind == MemberKind.Explore
                    && context.Is(parameter.Type, WellKnownNames.Control)
                    && !parameter.HasExplicitDefaultValue => new Role.ChosenBy(),
            ValueKind.Scalar
            or ValueKind.Boolean
            or ValueKind.Enumeration when parameter.HasExplicitDefaultValue && IsHyperparameter(parameter.Type) => Hyperparameter(
                parameter
            ),
            _ => null,
        };
    }

    /// <summary>
    /// A loss over batches is given whole columns, one for a sample their values and statistics, all others statistics of all rows.
    /// </summary>
    private static bool IsSeen(
        CompilationContext context,
        IParameterSymbol parameter,
        Statistics statistic,
        ValueType type,
        MemberKind kind
    )
    {
        var isBatched = IsOverBatch(context, parameter);
        if (parameter.Type.SpecialType != SpecialType.System_Double && type.Kind is not (ValueKind.Matrix or ValueKind.Tensor))
            return false;
        if (statistic == Statistics.Quantile && type.Kind != ValueKind.Scalar)
            return false;
        return kind switch
        {
            MemberKind.Loss => isBatched ? statistic == Statistics.Value && type.Kind == ValueKind.Tensor : type.Kind != ValueKind.Tensor,
            MemberKind.Metric => type.Kind != ValueKind.Tensor,
            MemberKind.Aggregate or MemberKind.Explore or MemberKind.Collect => statistic != Statistics.Value,
            MemberKind.Column or MemberKind.Augment or MemberKind.Reward => statistic != Statistics.Value && type.Kind == ValueKind.Scalar,
        };
    }

    /// <summary>Tells whether a parameter is one of a loss over a whole batch, which is given columns and hyperparameters only.</summary>
    private static bool IsOverBatch(CompilationContext context, IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method && context.Is(method.ReturnType, WellKnownNames.Tensor);

    private static Role.Random? Random(CompilationContext context, IParameterSymbol parameter, bool perEpisode)
    {
        RandomKind? kind =
            context.Is(parameter.Type, WellKnownNames.Uniform) ? RandomKind.Uniform
            : context.Is(parameter.Type, WellKnownNames.Gaussian) ? RandomKind.Gaussian
            : context.Is(parameter.Type, WellKnownNames.Draw) ? RandomKind.Draw
            : null;
        return kind is { } known ? new(known, perEpisode) : null;
    }

    private static Role.Hyperparameter Hyperparameter(IParameterSymbol parameter)
    {
        var bounds = RangeReader.Of(parameter);
        if (parameter.ExplicitDefaultValue is double or int && parameter.Type.TypeKind != TypeKind.Enum)
            CheckDefault(parameter, Convert.ToDouble(parameter.ExplicitDefaultValue, CultureInfo.InvariantCulture), bounds);
        var (minimum, maximum) = bounds?.Text(ValueTypes.IsInteger(parameter.Type)) ?? ("", "");
        return new(Vocabulary.Name(parameter.Type), Default(parameter), minimum, maximum, Documentation.Summary(parameter));
    }

    private static void CheckDefault(IParameterSymbol parameter, double value, Bounds? bounds)
    {
        if (double.IsNaN(value) || double.IsInfinity(value) || bounds?.Holds(value) == false)
            throw new Refusal(
                Descriptors.OutOfRange,
                parameter.Locations[0],
                parameter.Name,
                CSharpText.Literal(value),
                bounds?.ToString() ?? "a finite number"
            );
    }

    private static string Default(IParameterSymbol parameter)
    {
        var value = parameter.ExplicitDefaultValue;
        if (parameter.Type.TypeKind != TypeKind.Enum)
            return CSharpText.Literal(value!);
        var member = parameter
            .Type.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is null
            ? $"({Vocabulary.Name(parameter.Type)})({value})"
            : Vocabulary.Name(parameter.Type) + "." + CSharpText.Escape(member.Name);
    }
}
