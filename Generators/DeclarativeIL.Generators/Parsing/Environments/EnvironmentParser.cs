using System.Collections.Immutable;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>A declared environment as a plain value, or what is wrong with it.</summary>
internal sealed record ParsedEnvironment(EnvironmentModel? Model, ImmutableArray<Diagnostic> Problems);

/// <summary>Reads one environment from its symbol. The generator keeps the model, the analyzer the problems.</summary>
internal sealed class EnvironmentParser
{
    private readonly CompilationContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly List<Diagnostic> _problems = [];
    private readonly PartList _observations = new(),
        _actions = new();
    private bool _refused;

    private EnvironmentParser(CompilationContext context, INamedTypeSymbol type) => (_context, _type) = (context, type);

    public static ParsedEnvironment Parse(CompilationContext context, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var parser = new EnvironmentParser(context, type);
        EnvironmentModel? model = null;
        parser.Try(() => model = parser.Read(cancellation));
        return new(parser._refused ? null : model, [.. parser._problems]);
    }

    private EnvironmentModel? Read(CancellationToken cancellation)
    {
        ShapeChecks.Check(_type);
        EnvironmentChecks.CheckAlone(_type);
        foreach (var member in _type.GetMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            if (EnvironmentAttributes.ParameterOf(member) is var (parameter, _))
                Try(() => throw PartReader.Parameter(parameter));
            foreach (var mark in EnvironmentAttributes.Marks(member, WellKnownNames.Observation))
                Try(() => _observations.Add(PartReader.Observation(_context, member, mark, _observations.Width), member));
            foreach (var mark in EnvironmentAttributes.Marks(member, WellKnownNames.Action))
                Try(() => _actions.Add(PartReader.Action(_context, member, mark, _actions.Width), member));
        }
        var isFrameDriven = EnvironmentAttributes
            .Marks(_type, WellKnownNames.Environment)
            .SelectMany(mark => mark.NamedArguments)
            .Any(argument => argument.Key == "FrameDriven" && argument.Value.Value is true);
        var reward = Value(WellKnownNames.Reward, "give what a step pays, a double", isTruth: false);
        var (terminal, truncated, success) = (
            Value(WellKnownNames.Terminal, null, isTruth: true),
            Value(WellKnownNames.Truncated, null, isTruth: true),
            Value(WellKnownNames.Success, null, isTruth: true)
        );
        var reset = Method(WellKnownNames.Reset, "write a method that starts an episode");
        var step = Method(
            WellKnownNames.StepOfEnvironment,
            isFrameDriven
                ? null
                : "write a method that moves the world, or [Environment(FrameDriven = true)] where a game's own loop moves it"
        );
        Try(() => EnvironmentChecks.CheckActions(_actions));
        Try(() => Require(_observations, WellKnownNames.Observation, "mark what is seen"));
        Try(() => Require(_actions, WellKnownNames.Action, "mark what is set before a step"));
        if (isFrameDriven && step is not null)
            Try(() => throw new Refusal(Descriptors.TwoMovers, _type.GetMembers(step.Name)[0].Locations[0], _type.Name, step.Name));
        if (_refused)
            return null;
        var model = new EnvironmentModel(
            TakenNames.Namespace(_type),
            _type.Name,
            Documentation.Summary(_type),
            _observations.Parts,
            _actions.Parts,
            reward,
            terminal,
            truncated,
            success,
            reset!,
            step,
            TakenNames.Of(_type)
        );
        EnvironmentChecks.CheckNames(model.Generated, _type);
        return model;
    }

    /// <summary>A number or a truth that is read after each step; empty if there is none.</summary>
    private string Value(string attribute, string? need, bool isTruth)
    {
        var read = "";
        Try(() => read = Only(attribute, need) is { } member ? PartReader.Value(member, isTruth) : "");
        return read;
    }

    private EpisodeMethod? Method(string attribute, string? need)
    {
        EpisodeMethod? read = null;
        Try(() =>
            read = Only(attribute, need) switch
            {
                null => null,
                IMethodSymbol method => PartReader.Method(_context, method, EnvironmentAttributes.Word(attribute)),
                _ => throw Refusal.Silent(), // the compiler says that it is no method
            }
        );
        return read;
    }

    /// <summary>The only member that is marked so.</summary>
    /// <param name="attribute">As what.</param>
    /// <param name="need">What to write where there is none; null where there need not be one.</param>
    private ISymbol? Only(string attribute, string? need)
    {
        var marked = _type.GetMembers().Where(member => EnvironmentAttributes.Marks(member, attribute).Any()).ToList();
        if (marked.Count > 1)
            throw new Refusal(Descriptors.SeveralParts, marked[1].Locations[0], _type.Name, EnvironmentAttributes.Word(attribute));
        if (marked.Count == 0 && need is not null)
            throw Missing(attribute, need);
        return marked.FirstOrDefault();
    }

    /// <summary>Silent where parts were refused: these are what is missing.</summary>
    private void Require(PartList parts, string attribute, string need)
    {
        if (parts.Parts.Count == 0 && !_type.GetMembers().Any(member => EnvironmentAttributes.Marks(member, attribute).Any()))
            throw Missing(attribute, need);
    }

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
