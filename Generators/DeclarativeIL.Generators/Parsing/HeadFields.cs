using System.Globalization;
using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>
/// Takes the members of a head with a network inside apart: what is asked, and what is made of the answers. A fit asks once, a sample
/// once in each step of a <c>Fold</c>.
/// </summary>
internal sealed class HeadFields
{
    private readonly INamedTypeSymbol _type;
    private readonly IReadOnlyList<HeadColumnModel> _columns;
    private readonly List<HeadPieceModel> _pieces = [];

    private HeadFields(INamedTypeSymbol type, IReadOnlyList<HeadColumnModel> columns) => (_type, _columns) = (type, columns);

    /// <exception cref="Refusal">The network is asked in another way.</exception>
    public static (HeadFieldModel Field, List<HeadMemberModel> Members) Of(
        CompilationContext context,
        INamedTypeSymbol type,
        INamedTypeSymbol space,
        IReadOnlyList<HeadColumnModel> columns,
        IReadOnlyList<HeadMemberModel> members
    )
    {
        var reader = new HeadFields(type, columns);
        if (!context.Is(space, WellKnownNames.BoxSpace) && !context.Is(space, WellKnownNames.UnitBox))
            throw reader.Wrong(null, "it is over a 'BoxSpace' or a 'UnitBox', whose points a network can be asked about");
        return reader.Read(members);
    }

    private (HeadFieldModel, List<HeadMemberModel>) Read(IReadOnlyList<HeadMemberModel> members)
    {
        if (_columns.Count(column => column.Role == HeadColumnRole.Network) != 1 || _columns.Count(IsState) != 1)
            throw Wrong(null, "it has one network and one 'State', which the network is asked about");
        if (
            _columns.FirstOrDefault(column =>
                column.Role is not (HeadColumnRole.Network or HeadColumnRole.Hyperparameter) && !IsState(column)
            ) is
            { } other
        )
            throw Wrong(null, $"beside the network stand hyperparameters alone, and '{other.Name}' is none");
        var fit = Member(members, HeadMember.Fit);
        var sample = Member(members, HeadMember.Sample);
        foreach (var member in members)
            if (
                member.Member is not (HeadMember.Fit or HeadMember.Sample)
                && !(member.Member == HeadMember.Mode && IsSample(member, sample))
            )
                throw Wrong(member.Member, $"'{member.Member}' cannot be said by it; in evaluation it samples");
        fit = fit with { Equation = Asked(fit.Equation, HeadMember.Fit, HeadPiece.FitPoint, HeadPiece.FitTime, static _ => null) };
        var loop = LoopOf(sample.Equation);
        sample = sample with { Equation = Cut(sample.Equation, loop.Start, static _ => null) };
        _pieces.Add(new(HeadPiece.SampleStart, HeadMember.Sample, sample.Equation));
        var step = Asked(
            loop.Step,
            HeadMember.Sample,
            HeadPiece.StepPoint,
            HeadPiece.StepTime,
            node =>
                node is not Node.Parameter parameter ? null
                : parameter.Name == loop.Point ? new Node.Parameter(ValueType.Vector, HeadFieldModel.Carried)
                : parameter.Name == loop.Number ? new Node.Parameter(ValueType.Scalar, HeadFieldModel.StepNumber)
                : null
        );
        _pieces.Add(new(HeadPiece.Step, HeadMember.Sample, step));
        var network = _columns.First(column => column.Role == HeadColumnRole.Network).Name;
        return (new(network, _steps, _pieces.ToEquatableArray()), [sample, fit]);
    }

    private string _steps = "";

    /// <summary>The loop that a sample is; its last piece is what follows it.</summary>
    private Node.Loop LoopOf(Equation sample)
    {
        var reached = Reached(sample, sample.Root);
        if (reached.Select(i => sample.Nodes[i]).OfType<Node.Loop>().ToList() is not [var loop] || loop.Type != ValueType.Vector)
            throw Wrong(HeadMember.Sample, "'Sample' is one 'Fold' over a vector, in whose steps the network is asked");
        if (reached.Any(i => sample.Nodes[i] is Node.Ask))
            throw Wrong(HeadMember.Sample, "'Sample' asks the network within the steps of its 'Fold' alone");
        _steps = Steps(sample.Nodes[loop.Count]);
        var end = Cut(
            sample,
            sample.Root,
            static node => node is Node.Loop ? new Node.Parameter(ValueType.Vector, HeadFieldModel.Carried) : null
        );
        if (end.Nodes.OfType<Node.Parameter>().Any(given => given.Type.Kind is ValueKind.Draw || IsDrawn(given)))
            throw Wrong(HeadMember.Sample, "what 'Sample' draws is what its 'Fold' starts from");
        _pieces.Add(new(HeadPiece.SampleEnd, HeadMember.Sample, end));
        return loop;
    }

    private static bool IsDrawn(Node.Parameter given) =>
        given.Name != HeadFieldModel.Carried && !given.Name.StartsWith("this.", StringComparison.Ordinal);

    private string Steps(Node count) =>
        count switch
        {
            Node.Constant { Value: >= 1 and <= int.MaxValue and var steps } => ((int)steps).ToString(CultureInfo.InvariantCulture),
            Node.Parameter parameter when IntegerOf(parameter) is { } column => $"(int){CSharpText.Type(column.Name)}",
            _ => throw Wrong(HeadMember.Sample, "the steps of its 'Fold' are a constant, 1 or more, or an 'int' hyperparameter"),
        };

    private HeadColumnModel? IntegerOf(Node.Parameter parameter) =>
        _columns.FirstOrDefault(column =>
            column is { Role: HeadColumnRole.Hyperparameter, CSharpType: "int" } && BodyLowering.Own(column.Name) == parameter.Name
        );

    /// <summary>What is made of the answer to the one question in an equation, whose point and time become pieces.</summary>
    private Equation Asked(Equation equation, HeadMember of, HeadPiece point, HeadPiece time, Func<Node, Node?> given)
    {
        var asks = Reached(equation, equation.Root).Select(i => equation.Nodes[i]).OfType<Node.Ask>().ToList();
        if (asks is not [var ask] || ask.Member != WellKnownNames.FieldOf || !IsOwnState(equation.Nodes[ask.Arguments[0]]))
            throw Wrong(
                of,
                $"'{of}' asks the network once{(of == HeadMember.Sample ? " in each step" : "")}, about the state of the head, a point "
                    + "and a time"
            );
        _pieces.Add(new(point, of, Cut(equation, ask.Arguments[1], given)));
        _pieces.Add(new(time, of, Cut(equation, ask.Arguments[2], given)));
        var rest = Cut(
            equation,
            equation.Root,
            node => ReferenceEquals(node, ask) ? new Node.Parameter(ValueType.Vector, HeadFieldModel.Answer) : given(node)
        );
        foreach (var piece in _pieces.Select(made => made.Equation).Append(rest))
            if (piece.Nodes.OfType<Node.Parameter>().Any(parameter => parameter.Type.Kind is ValueKind.State or ValueKind.Recipient))
                throw Wrong(of, "the state and the network stand in the question alone");
        return rest;
    }

    private bool IsOwnState(Node node) =>
        node is Node.Parameter parameter && _columns.Any(column => IsState(column) && BodyLowering.Own(column.Name) == parameter.Name);

    private static bool IsState(HeadColumnModel column) => column.Role == HeadColumnRole.State;

    private static bool IsSample(HeadMemberModel mode, HeadMemberModel sample) =>
        mode.Equation.Nodes.Equals(sample.Equation.Nodes) && mode.Equation.Root == sample.Equation.Root;

    private HeadMemberModel Member(IReadOnlyList<HeadMemberModel> members, HeadMember member) =>
        members.FirstOrDefault(declared => declared.Member == member)
        ?? throw Wrong(null, "it declares 'double Fit(Act, draws)' and 'Act Sample(draws)'");

    /// <summary>The nodes that one is made of, itself among them.</summary>
    private static HashSet<int> Reached(Equation equation, int root)
    {
        var (reached, open) = (new HashSet<int>(), new Stack<int>([root]));
        while (open.Count > 0)
            if (open.Pop() is var node && reached.Add(node))
                foreach (var operand in equation.Nodes[node].Operands)
                    open.Push(operand);
        return reached;
    }

    /// <summary>The equation of one node, in which others are given.</summary>
    private static Equation Cut(Equation equation, int root, Func<Node, Node?> given)
    {
        var (nodes, known) = (new EquationBuilder(), new Dictionary<int, int>());
        int Copy(int i)
        {
            if (!known.TryGetValue(i, out var copy))
                known[i] = copy = nodes.Add(
                    given(equation.Nodes[i]) ?? equation.Nodes[i].With([.. equation.Nodes[i].Operands.Select(Copy)])
                );
            return copy;
        }
        var made = Copy(root);
        foreach (var name in equation.Names)
            if (known.TryGetValue(name.Node, out var node))
                nodes.Name(node, name.Name, NameRank.Inlined);
        return nodes.Build(made);
    }

    private Refusal Wrong(HeadMember? member, string why) =>
        new(
            Descriptors.HeadField,
            (
                member is { } named ? _type.GetMembers(named.ToString()).FirstOrDefault(declared => !declared.IsImplicitlyDeclared) : null
            )?.Locations[0]
                ?? _type.Locations[0],
            _type.Name,
            why
        );
}
