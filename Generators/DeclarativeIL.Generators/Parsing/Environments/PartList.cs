using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>The parts of an observation or an action, one behind the other.</summary>
internal sealed class PartList
{
    private readonly List<PartModel> _parts = [];
    private readonly List<ISymbol> _members = [];

    public EquatableArray<PartModel> Parts => _parts.ToEquatableArray();

    /// <summary>How many numbers there are.</summary>
    public int Width => _parts.Sum(part => part.Width);

    /// <exception cref="Refusal">It is declared in another part of the class than those before it.</exception>
    public void Add(PartModel part, ISymbol member)
    {
        if (_members.Count > 0 && Home(member) != Home(_members[0]))
            throw new Refusal(Descriptors.ScatteredParts, member.Locations[0], member.Name, _members[0].Name);
        _parts.Add(part);
        _members.Add(member);
    }

    private static TypeDeclarationSyntax? Home(ISymbol member) =>
        member.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();

    public Location PlaceOf(PartModel part) => _members[_parts.IndexOf(part)].Locations[0];
}
