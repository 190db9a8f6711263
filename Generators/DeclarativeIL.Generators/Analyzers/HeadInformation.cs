using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Parsing;
using DeclarativeIL.Generators.Planning;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Analyzers;

/// <summary>What is wrong with a head; else why its policy cannot do what a member of it seems to promise.</summary>
internal static class HeadInformation
{
    public static IEnumerable<Diagnostic> Of(ParsedHead head, INamedTypeSymbol type) =>
        head.Model is null
            ? head.Problems
            : head.Problems.Concat(
                HeadObstacles
                    .Of(head.Model)
                    .Select(found =>
                        Diagnostic.Create(
                            Descriptors.HeadWithoutGradient,
                            (type.GetMembers(found.Member).FirstOrDefault() ?? type).Locations[0],
                            found.Member,
                            type.Name,
                            found.Why
                        )
                    )
            );
}
