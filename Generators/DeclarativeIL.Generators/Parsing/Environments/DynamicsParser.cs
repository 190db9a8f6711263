using System.Collections.Immutable;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Declared dynamics as a plain value, or what is wrong with them.</summary>
internal sealed record ParsedDynamics(DynamicsModel? Model, ImmutableArray<Diagnostic> Problems);

/// <summary>Reads dynamics from the symbol of their class. The generator keeps the model, the analyzer the problems.</summary>
internal sealed class DynamicsParser
{
    private readonly CompilationContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly List<Diagnostic> _problems = [];
    private bool _refused;

    private DynamicsParser(CompilationContext context, INamedTypeSymbol type)
    {
        (_context, _type) = (context, type);
        foreach (var part in type.DeclaringSyntaxReferences)
            context.Consult(part.SyntaxTree);
    }

    public static ParsedDynamics Parse(CompilationContext context, INamedTypeSymbol type)
    {
        var parser = new DynamicsParser(context, type);
        DynamicsModel? model = null;
        parser.Try(() => model = parser.Read());
        return new(parser._refused ? null : model, [.. parser._problems]);
    }

    private DynamicsModel? Read()
    {
        ShapeChecks.Check(_type);
        DynamicsChecks.CheckAlone(_type);
        var step = Required(WellKnownNames.StepOfEnvironment, "write 'static State Next(State now, [Action(-1, 1)] double action)'");
        var reset = Required(WellKnownNames.Reset, "write 'static State Start(RandomStream random)'");
        var reward = Required(WellKnownNames.Reward, "write 'static double Pay(State next)'");
        var observed = Marked(WellKnownNames.Observation);
        if (observed.Count == 0)
            Try(() => throw Missing(WellKnownNames.Observation, "write 'static double Seen(State now)' for each number that is seen"));
        if (_refused)
            return null;
        var state = DynamicsMembers.StateOf(step!, reset!);
        var action = DynamicsMembers.ActionOf(_context, step!);
        var numbers = EquatableArray<NumberModel>.Empty;
        Try(() => numbers = StateNumbers.Of(_context, state));
        var methods = new DynamicsMembers(_context, state, action.Parameter.Type);
        var parts = new PartList();
        foreach (var method in observed)
            Try(() => parts.Add(methods.Observation(method, parts.Width), method));
        var terminal = Only(WellKnownNames.Terminal);
        var bodies = new EquationsOfStep(methods);
        StepEquations? equations = null;
        ObservationEquations? seen = null;
        Try(() => equations = bodies.Step(step!, reward!, terminal));
        if (parts.Parts.Count == observed.Count) // else it is said what is wrong with them
            Try(() => seen = bodies.Observed(observed));
        if (_refused)
            return null;
        var model = Model(
            (parts.Parts, action.Part, numbers),
            (reset!.Name, DynamicsMembers.StartOf(_context, reset, state)),
            new HelperExpansion(equations!, seen!, bodies.Helpers)
        );
        EnvironmentChecks.CheckNames(DynamicsModel.Generated, _type);
        DynamicsChecks.CheckVectorName(_type);
        return model;
    }

    private DynamicsModel Model(
        (EquatableArray<PartModel> Observations, PartModel Action, EquatableArray<NumberModel> Numbers) parts,
        (string Name, StartArguments Arguments) start,
        HelperExpansion equations
    )
    {
        var (limit, endIsSuccess) = DynamicsMembers.Options(_type);
        return new(
            TakenNames.Namespace(_type),
            _type.Name,
            _type.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            Documentation.Summary(_type),
            parts.Observations,
            parts.Action,
            parts.Numbers,
            start.Name,
            start.Arguments,
            equations.Step,
            equations.Observed,
            equations.Helpers,
            limit,
            endIsSuccess
        );
    }

    private IMethodSymbol? Required(string attribute, string need)
    {
        IMethodSymbol? found = null;
        Try(() => found = Only(attribute) ?? throw Missing(attribute, need));
        return found;
    }

    /// <summary>The only method that is marked so; null if none is.</summary>
    private IMethodSymbol? Only(string attribute) =>
        Marked(attribute) is var marked && marked.Count > 1
            ? throw new Refusal(Descriptors.SeveralParts, marked[1].Locations[0], _type.Name, EnvironmentAttributes.Word(attribute))
            : marked.FirstOrDefault();

    private List<IMethodSymbol> Marked(string attribute) =>
        [.. _type.GetMembers().OfType<IMethodSymbol>().Where(method => EnvironmentAttributes.Marks(method, attribute).Any())];

    private Refusal Missing(string attribute, string need) =>
        new(Descriptors.MissingPart, _type.Locations[0], _type.Name, EnvironmentAttributes.Word(attribute), need);

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
