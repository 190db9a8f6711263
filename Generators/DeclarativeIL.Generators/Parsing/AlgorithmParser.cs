using System.Collections.Immutable;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>A declared class as a plain value, or what is wrong with it.</summary>
internal sealed record ParsedAlgorithm(AlgorithmModel? Model, ImmutableArray<Diagnostic> Problems);

/// <summary>Reads one class from its symbol. The generator keeps the model, the analyzer the problems.</summary>
internal sealed class AlgorithmParser
{
    private readonly CompilationContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly CancellationToken _cancellation;
    private readonly List<Diagnostic> _problems = [];
    private bool _refused;

    private AlgorithmParser(CompilationContext context, INamedTypeSymbol type, CancellationToken cancellation)
    {
        _context = context;
        _type = type;
        _cancellation = cancellation;
    }

    public static ParsedAlgorithm Parse(CompilationContext context, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var parser = new AlgorithmParser(context, type, cancellation);
        AlgorithmModel? model = null;
        parser.Try(() => model = parser.Read());
        return new(parser._refused ? null : model, [.. parser._problems]);
    }

    private AlgorithmModel? Read()
    {
        CheckShape();
        var losses = new List<LossModel>();
        foreach (var attribute in _type.GetAttributes())
            Try(() => losses.AddRange(ClassAttribute(attribute)));
        var gates = new List<GateModel>();
        foreach (var method in _type.GetMembers().OfType<IMethodSymbol>())
            foreach (var attribute in method.GetAttributes())
                Try(() => MemberAttribute(method, attribute, losses, gates));
        if (_refused)
            return null;
        var equations = losses.Select(loss => loss.Member.Equation).Concat(gates.Select(gate => gate.Member.Equation));
        var model = new AlgorithmModel(Namespace(), _type.Name, Access(), losses.ToEquatableArray(), gates.FirstOrDefault(), Exports.Of(_context, _type, losses),
            ModelClosure.Questions(_context, equations), ModelClosure.Operations(_context, equations));
        ClassChecks.Check(model, _type);
        return model;
    }

    private void CheckShape()
    {
        var place = _type.Locations[0];
        var container = _type switch
        {
            { TypeKind: not TypeKind.Class } => "not a class",
            { ContainingType: not null } => "nested in another type",
            { IsGenericType: true } => "generic",
            { IsStatic: true } => "static",
            _ => null,
        };
        if (container is not null)
            throw new Refusal(Descriptors.UnsupportedContainer, place, _type.Name, container);
        var isPartial = _type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_cancellation))
            .OfType<TypeDeclarationSyntax>().All(syntax => syntax.Modifiers.Any(modifier => modifier.Text == "partial"));
        if (!isPartial)
            throw new Refusal(Descriptors.NotPartial, place, _type.Name);
    }

    private IEnumerable<LossModel> ClassAttribute(AttributeData attribute)
        => _context.Is(attribute.AttributeClass, WellKnownNames.LossOf)
            ? Imports.Read(_context, attribute, _cancellation)
            : IsForeign(attribute) ? [] : throw Unsupported(attribute);

    private void MemberAttribute(IMethodSymbol method, AttributeData attribute, List<LossModel> losses, List<GateModel> gates)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_context.Is(attribute.AttributeClass, WellKnownNames.Loss))
            losses.Add(MemberParser.Loss(_context, method, attribute));
        else if (_context.Is(attribute.AttributeClass, WellKnownNames.Aggregate))
            gates.Add(gates.Count == 0 ? MemberParser.Gate(_context, method, attribute) : throw new Refusal(Descriptors.SeveralGates, method.Locations[0], _type.Name));
        else if (!IsForeign(attribute))
            throw Unsupported(attribute);
    }

    private bool IsForeign(AttributeData attribute)
        => attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() != WellKnownNames.Root
           || _context.Is(attribute.AttributeClass, WellKnownNames.DeclaredEquation)
           || _context.Is(attribute.AttributeClass, WellKnownNames.Operation)
           || _context.Is(attribute.AttributeClass, WellKnownNames.Gradient);

    private Refusal Unsupported(AttributeData attribute)
        => new(Descriptors.UnsupportedAttribute, Places.Of(attribute) ?? _type.Locations[0], attribute.AttributeClass!.Name.Replace("Attribute", ""));

    private string Access()
    {
        var rows = _type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.Parameters).Select(parameter => parameter.Type);
        return rows.All(type => type.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable) ? "public" : "internal";
    }

    private string Namespace() => _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.ToDisplayString();

    /// <summary>One refusal ends one member, not the class: each member is heard.</summary>
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

/// <summary>Where things stand in the source.</summary>
internal static class Places
{
    public static Location? Of(AttributeData attribute)
        => attribute.ApplicationSyntaxReference is { } reference ? reference.SyntaxTree.GetLocation(reference.Span) : null;
}
