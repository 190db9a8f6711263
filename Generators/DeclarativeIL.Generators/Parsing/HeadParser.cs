using System.Collections.Immutable;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>A declared head as a plain value, or what is wrong with it.</summary>
internal sealed record ParsedHead(HeadModel? Model, ImmutableArray<Diagnostic> Problems);

/// <summary>Reads a head from its symbol. The generator keeps the model, the analyzer the problems.</summary>
internal sealed class HeadParser
{
    public const string Suffix = "Head";

    private readonly CompilationContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly List<Diagnostic> _problems = [];
    private bool _refused;

    private HeadParser(CompilationContext context, INamedTypeSymbol type)
    {
        (_context, _type) = (context, type);
        foreach (var part in type.DeclaringSyntaxReferences)
            context.Consult(part.SyntaxTree);
    }

    /// <summary>The model of a type that carries the attribute; null if it has none.</summary>
    public static HeadModel? Read(GeneratorAttributeSyntaxContext found, CompilationContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return found.TargetSymbol is INamedTypeSymbol type ? Parse(context, type).Model : null;
    }

    public static ParsedHead Parse(CompilationContext context, INamedTypeSymbol type)
    {
        var parser = new HeadParser(context, type);
        HeadModel? model = null;
        parser.Try(() => model = parser.Read());
        return new(parser._refused ? null : model, [.. parser._problems]);
    }

    /// <summary>Tells whether a type is declared a head.</summary>
    public static bool IsDeclared(INamedTypeSymbol type) =>
        type.GetAttributes()
            .Any(attribute =>
                attribute.AttributeClass
                    is {
                        Name: "HeadAttribute",
                        ContainingNamespace: { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true }
                    }
            );

    private HeadModel? Read()
    {
        CheckShape();
        var attribute = _type.GetAttributes().First(attribute => _context.Is(attribute.AttributeClass, WellKnownNames.Head));
        if (attribute.AttributeClass!.TypeArguments is not [INamedTypeSymbol { TypeKind: not TypeKind.Error } space])
            throw Refusal.Silent();
        if (HeadProducts.Read(_context, _type, space) is { Count: > 0 } parts)
            return Model(space, attribute, ([], []), []) with { Parts = parts.ToEquatableArray() };
        var columns = HeadColumns.Read(_context, _type);
        var members = new List<HeadMemberModel>();
        foreach (var member in _type.GetMembers())
            Try(() =>
            {
                if (HeadMembers.Read(_context, member) is { } read)
                    members.Add(read);
            });
        if (_refused)
            return null;
        if (columns.Columns.Any(column => column.Role == HeadColumnRole.Network))
            return HeadFields.Of(_context, _type, space, columns.Columns, members) is var (field, asked)
                ? Model(space, attribute, columns, asked, field)
                : null;
        Complete(members, columns.Columns);
        if (HeadComposition.SampleLogProb(members, HeadSpaces.IsUnit(_context, space)) is { } composed)
            members.Add(composed);
        return Model(space, attribute, columns, members);
    }

    private HeadModel Model(
        INamedTypeSymbol space,
        AttributeData attribute,
        (IReadOnlyList<HeadColumnModel> Columns, IReadOnlyList<HeadArgumentModel> Arguments) columns,
        List<HeadMemberModel> members,
        HeadFieldModel? field = null
    ) =>
        new(
            TakenNames.Namespace(_type),
            _type.Name,
            _type.Name.Substring(0, _type.Name.Length - Suffix.Length),
            _type.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Kind").Value.Value as string
                ?? HeadColumns.Snake(_type.Name.Substring(0, _type.Name.Length - Suffix.Length)),
            Vocabulary.Name(space),
            HeadSpaces.IsUnit(_context, space),
            HeadSpaces.Small(_context, space),
            Documentation.Summary(_type),
            columns.Columns.ToEquatableArray(),
            members.OrderBy(member => member.Member).ToEquatableArray(),
            columns.Arguments.ToEquatableArray(),
            ModelClosure.Operations(
                _context,
                members.Select(member => member.Equation).Concat(field?.Pieces.Select(piece => piece.Equation) ?? [])
            )
        )
        {
            Field = field,
        };

    /// <summary>A column Mean answers the mean; the mode is the mean where none is declared.</summary>
    private void Complete(List<HeadMemberModel> members, IReadOnlyList<HeadColumnModel> columns)
    {
        if (
            members.All(member => member.Member != HeadMember.Mean)
            && columns.FirstOrDefault(column => column is { Name: nameof(HeadMember.Mean), Type.Rank: 1 }) is { } mean
        )
            members.Add(
                new(
                    HeadMember.Mean,
                    new(EquatableArray.Of<Node>(new Node.Parameter(mean.Type, BodyLowering.Own(mean.Name))), 0),
                    "",
                    EquatableArray<string>.Empty
                )
            );
        if (members.Any(member => member.Member == HeadMember.Mode))
            return;
        var acts =
            members.FirstOrDefault(member => member.Member == HeadMember.Mean)
            ?? throw new Refusal(Descriptors.HeadCannotAct, _type.Locations[0], _type.Name);
        members.Add(acts with { Member = HeadMember.Mode });
    }

    private void CheckShape()
    {
        var wrong = _type switch
        {
            { TypeKind: not TypeKind.Class } or { IsRecord: false } => "no record class",
            { IsFileLocal: true } => "local to its file",
            { ContainingType: not null } => "nested in another type",
            { IsGenericType: true } => "generic",
            { IsSealed: false } => "not sealed",
            _ when OperationChecks.Whole(_type) is not null => "not partial",
            _ when !_type.Name.EndsWith(Suffix, StringComparison.Ordinal) || _type.Name == Suffix => $"not called '...{Suffix}'",
            _ => null,
        };
        if (wrong is not null)
            throw new Refusal(Descriptors.HeadShape, _type.Locations[0], _type.Name, wrong);
    }

    /// <summary>One refusal ends one member, not the head: the others are read all the same.</summary>
    private void Try(Action read)
    {
        try
        {
            read();
        }
        catch (Refusal refusal)
        {
            _refused = true;
            if (refusal.ToDiagnostic() is { } diagnostic)
                _problems.Add(diagnostic);
        }
    }
}
