using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>What an attribute says of how large a part is.</summary>
/// <param name="Length">How many numbers; 1 for what is no array.</param>
/// <param name="Count">How many there are to choose from, where that is said.</param>
internal readonly record struct PartBounds(double Low, double High, int Length, int Count)
{
    /// <summary>A float tells whole numbers apart up to 2^24.</summary>
    private const int MostChoices = (1 << 24) + 1;

    /// <exception cref="Refusal">Something is missing, reversed, or said where the type says it.</exception>
    public static PartBounds Of(ISymbol member, PartKind kind, AttributeData mark, bool isAction)
    {
        var arguments = mark.ConstructorArguments;
        if (mark.AttributeConstructor is null || arguments.Any(argument => argument.Kind == TypedConstantKind.Error))
            throw Refusal.Silent();
        var word = isAction ? "Action" : "Observation";
        var isArray = kind is PartKind.Floats or PartKind.Doubles;
        var length = mark
            .NamedArguments.Where(argument => argument.Key == "Length")
            .Select(argument => (int?)argument.Value.Value)
            .LastOrDefault();
        Refusal Wrong(string why, string remedy) => new(Descriptors.WrongBounds, SourceLocations.Of(mark), member.Name, why, remedy);
        if (kind is PartKind.Truth or PartKind.Choice)
            return arguments.Length == 0 && length is null ? new(0, 1, 1, 0) : throw Wrong("its type says them already", $"[{word}]");
        if (isAction && kind == PartKind.Whole)
            return arguments is not [{ Value: int count }]
                    ? throw Wrong("how many choices there are is missing", "[Action(3)] for 0, 1 and 2")
                : count is < 1 or > MostChoices ? throw Wrong($"there cannot be {count} choices", "a count from 1 to 16777217")
                : length is not null ? throw Wrong("it is one number", $"[Action({count})]")
                : new(0, count - 1, 1, count);
        if (arguments is not [{ Value: double low }, { Value: double high }])
            throw Wrong(
                "they are missing",
                $"[{word}(-1, 1{(isArray ? ", Length = 3" : "")})] with those that it has, which may be infinite"
            );
        if (!(low < high))
            throw new Refusal(
                Descriptors.WrongBounds,
                SourceLocations.Of(mark),
                member.Name,
                $"{CSharpText.Number(low)} is not below {CSharpText.Number(high)}",
                "the lower one first"
            )
            {
                Remedy = low > high ? "swap" : null,
            };
        return (isArray, length) switch
        {
            (true, null) => throw Wrong("the array's length is missing", $"[{word}(..., Length = 3)]"),
            (true, < 1) => throw Wrong($"an array of {length} numbers holds none", "a length of 1 or more"),
            (false, not null) => throw Wrong("it is one number", $"[{word}(...)] without a length"),
            _ => new(low, high, length ?? 1, 0),
        };
    }
}
