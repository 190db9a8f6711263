using System.Collections.Immutable;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

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
    private readonly MemberList _members = new();
    private (int Members, bool Bootstrap, double Fraction)? _ensemble;
    private bool _refused;

    private readonly IReadOnlyList<INamedTypeSymbol> _trail;

    private AlgorithmParser(
        CompilationContext context,
        INamedTypeSymbol type,
        IReadOnlyList<INamedTypeSymbol> trail,
        CancellationToken cancellation
    )
    {
        _trail = [.. trail, type];
        _context = context;
        _type = type;
        _cancellation = cancellation;
        foreach (var part in type.DeclaringSyntaxReferences)
            context.Consult(part.SyntaxTree);
    }

    public static ParsedAlgorithm Parse(CompilationContext context, INamedTypeSymbol type, CancellationToken cancellation) =>
        Parse(context, type, [], cancellation);

    /// <param name="trail">The classes whose imports are being read, outermost first.</param>
    public static ParsedAlgorithm Parse(
        CompilationContext context,
        INamedTypeSymbol type,
        IReadOnlyList<INamedTypeSymbol> trail,
        CancellationToken cancellation
    )
    {
        var parser = new AlgorithmParser(context, type, trail, cancellation);
        AlgorithmModel? model = null;
        parser.Try(() => model = parser.Read());
        return new(parser._refused ? null : model, [.. parser._problems]);
    }

    private AlgorithmModel? Read()
    {
        ShapeChecks.Check(_type);
        foreach (var attribute in _type.GetAttributes())
            Try(() => ClassAttribute(attribute));
        foreach (var method in _type.GetMembers().OfType<IMethodSymbol>())
        foreach (var attribute in method.GetAttributes())
            Try(() => MemberAttribute(method, attribute));
        if (_refused)
            return null;
        if (_ensemble is { } ensemble)
            _members.MakeEnsemble(ensemble.Members, ensemble.Bootstrap, ensemble.Fraction);
        var others = _members.Others();
        var equations = _members.Losses.Select(loss => loss.Member).Concat(others.All).Select(member => member.Equation).ToList();
        var model = new AlgorithmModel(
            Namespace(),
            _type.Name,
            Access(),
            _members.Losses.ToEquatableArray(),
            others,
            Exports.Of(_context, _type, _members),
            ModelClosure.Questions(_context, equations),
            ModelClosure.Operations(_context, equations),
            TakenNames.Of(_type)
        );
        OperationChecks.CheckUsed(_context, model);
        ClassChecks.Check(model, _type);
        _problems.AddRange(new[] { DataChecks.UnusedReward(model, _type), ClassChecks.SeveralPolicies(model, _type) }.OfType<Diagnostic>());
        return model;
    }

    private void ClassAttribute(AttributeData attribute)
    {
        CheckDivisions(attribute);
        if (_context.Is(attribute.AttributeClass, WellKnownNames.LossOf))
            _members.Import(Imports.Read(_context, attribute, _trail, _cancellation));
        else if (_context.Is(attribute.AttributeClass, WellKnownNames.EnsembleAttribute))
            _ensemble = NetworkRoles.Ensemble(attribute, _type.Name, SourceLocations.Of(attribute));
    }

    private void MemberAttribute(IMethodSymbol method, AttributeData attribute)
    {
        _cancellation.ThrowIfCancellationRequested();
        CheckDivisions(attribute);
        if (MemberAttributes.KindOf(_context, attribute) is not { } kind)
            return;
        if (method.GetAttributes().First(other => MemberAttributes.KindOf(_context, other) is not null) is var first && first != attribute)
            throw new Refusal(Descriptors.SeveralRoles, method.Locations[0], method.Name, Written(first), Written(attribute));
        Add(kind, method, attribute);
    }

    private void Add(MemberKind kind, IMethodSymbol method, AttributeData attribute)
    {
        T Once<T>(T? before, Func<T> read)
            where T : class =>
            before is null ? read() : throw new Refusal(Descriptors.SeveralGates, method.Locations[0], _type.Name, kind.ToString());
        Action add = kind switch
        {
            MemberKind.Loss => () => _members.Losses.Add(MemberParser.Loss(_context, method, attribute, _problems)),
            MemberKind.Metric => () => _members.Metrics.Add(MemberParser.Metric(_context, method, attribute, _problems)),
            MemberKind.Column => () => _members.Columns.Add(MemberParser.Column(_context, method, _problems)),
            MemberKind.Augment => () => _members.Augments.Add(MemberParser.Augment(_context, method, _problems)),
            MemberKind.Aggregate => () =>
                _members.Gate = Once(_members.Gate, () => MemberParser.Gate(_context, method, attribute, _problems)),
            MemberKind.Explore => () => _members.Explore = Once(_members.Explore, () => MemberParser.Explore(_context, method, _problems)),
            MemberKind.Collect => () =>
                _members.Collect = Once(_members.Collect, () => MemberParser.Collect(_context, method, attribute, _problems)),
            MemberKind.Reward => () => _members.Reward = Once(_members.Reward, () => MemberParser.Reward(_context, method, _problems)),
        };
        add();
    }

    private void CheckDivisions(AttributeData attribute)
    {
        if (
            attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() == WellKnownNames.Root
            && attribute.ApplicationSyntaxReference is { } written
        )
            IntegerDivisions.Check(_context, [written.GetSyntax(_cancellation)]);
    }

    private static string Written(AttributeData attribute) => attribute.AttributeClass!.Name.Replace("Attribute", "");

    private string Access()
    {
        var rows = _type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.Parameters).Select(parameter => parameter.Type);
        return rows.All(type => type.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable) ? "public" : "internal";
    }

    private string Namespace() => TakenNames.Namespace(_type);

    /// <summary>One refusal ends one member, not the class: the others are read all the same.</summary>
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
