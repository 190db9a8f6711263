using System.Globalization;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The bounds of a hyperparameter; those that are not themselves allowed are marked.</summary>
internal sealed record Bounds(double Minimum, bool MinimumIsExclusive, double Maximum, bool MaximumIsExclusive)
{
    public bool Holds(double value) =>
        value >= Minimum && value <= Maximum && !(MinimumIsExclusive && value == Minimum) && !(MaximumIsExclusive && value == Maximum);

    /// <summary>In words, for messages.</summary>
    public override string ToString() =>
        $"a number {(MinimumIsExclusive ? "above" : "from")} {CSharpText.Literal(Minimum)} {(MaximumIsExclusive ? "to below" : "to")} "
        + $"{CSharpText.Literal(Maximum)}";

    /// <summary>As a property checks them: integers are the next ones inside.</summary>
    public (string Minimum, string Maximum) Text(bool isInteger)
    {
        if (!isInteger)
            return (Marked(CSharpText.Number(Minimum), MinimumIsExclusive), Marked(CSharpText.Number(Maximum), MaximumIsExclusive));
        var low = MinimumIsExclusive ? Math.Floor(Minimum) + 1 : Math.Ceiling(Minimum);
        var high = MaximumIsExclusive ? Math.Ceiling(Maximum) - 1 : Math.Floor(Maximum);
        static string Whole(double bound) =>
            Math.Min(Math.Max(bound, int.MinValue), int.MaxValue).ToString("F0", CultureInfo.InvariantCulture);
        return (Whole(low), Whole(high));
    }

    private static string Marked(string bound, bool isExclusive) => isExclusive ? CSharpText.Exclusive(bound) : bound;
}

/// <summary>
/// Reads <c>[Range]</c> in all its forms. Of other attributes that say which values are valid, nothing would come: they are refused.
/// </summary>
internal static class RangeReader
{
    private const string Annotations = "System.ComponentModel.DataAnnotations",
        Range = Annotations + ".RangeAttribute",
        Validation = Annotations + ".ValidationAttribute";

    /// <exception cref="Refusal">An attribute says what a value must be, and nothing would check it.</exception>
    public static void CheckOthers(IParameterSymbol parameter, bool isNumber)
    {
        foreach (var mark in parameter.GetAttributes())
            if (IsValidation(mark.AttributeClass) && !(isNumber && mark.AttributeClass!.ToDisplayString() == Range))
                throw new Refusal(
                    Descriptors.UncheckedValue,
                    SourceLocations.Of(mark),
                    mark.AttributeClass!.Name.Replace("Attribute", ""),
                    parameter.Name
                );
    }

    /// <exception cref="Refusal">The bounds cannot be read, or leave nothing between them.</exception>
    public static Bounds? Of(IParameterSymbol parameter)
    {
        if (parameter.GetAttributes().FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == Range) is not { } range)
            return null;
        var (minimum, maximum) = range.ConstructorArguments switch
        {
            [{ Value: { } low }, { Value: { } high }] => (Number(low), Number(high)),
            [{ Value: ITypeSymbol type }, { Value: string low }, { Value: string high }]
                when type.SpecialType is SpecialType.System_Double or SpecialType.System_Int32 => (Parsed(low), Parsed(high)),
            _ => (null, null),
        };
        bool Flag(string name) => range.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);
        var bounds = new Bounds(minimum ?? double.NaN, Flag("MinimumIsExclusive"), maximum ?? double.NaN, Flag("MaximumIsExclusive"));
        var isEmpty =
            !(bounds.Minimum <= bounds.Maximum)
            || (bounds.Minimum == bounds.Maximum && (bounds.MinimumIsExclusive || bounds.MaximumIsExclusive));
        return isEmpty
            ? throw new Refusal(
                Descriptors.OutOfRange,
                SourceLocations.Of(range),
                "The range of '" + parameter.Name + "'",
                minimum is null || maximum is null ? "not given by two numbers" : bounds.ToString().Substring("a number ".Length),
                "two numbers, the lower one first, or typeof(double) and two numbers in words"
            )
            : bounds;
    }

    private static double? Number(object bound) => bound is double or int ? Convert.ToDouble(bound, CultureInfo.InvariantCulture) : null;

    private static double? Parsed(string bound) =>
        double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsValidation(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.ToDisplayString() == Validation)
                return true;
        return false;
    }
}
