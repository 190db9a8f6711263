using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>What a generated method of a head computes.</summary>
internal enum HeadPurpose
{
    Value,

    /// <summary>The gradient with respect to the columns.</summary>
    Gradient,

    /// <summary>The gradient with respect to the act.</summary>
    ActGradient,
}

/// <summary>A generated method of a head, in both forms.</summary>
/// <param name="Results">The value; or of each column, or the act, the node that is its gradient.</param>
internal sealed record HeadMethod(
    HeadMemberModel Declared,
    HeadPurpose Purpose,
    EquationBuilder Nodes,
    IReadOnlyList<(int Of, int Node)> Results
)
{
    /// <summary>The piece of a member that it is; null of a whole one.</summary>
    public HeadPiece? Piece { get; init; }

    public string Name => Piece?.ToString() ?? Declared.Member + (Purpose == HeadPurpose.Value ? "" : Purpose.ToString());
}

/// <summary>What is generated for a head, decided before anything is written.</summary>
internal sealed class HeadPlan
{
    private HeadPlan(HeadModel model)
    {
        Model = model;
        var algorithm = new AlgorithmModel(
            model.Namespace,
            model.Base + "Policy",
            model.Access,
            EquatableArray<LossModel>.Empty,
            new(
                EquatableArray<ColumnModel>.Empty,
                null,
                null,
                null,
                null,
                EquatableArray<MemberModel>.Empty,
                EquatableArray<MetricModel>.Empty
            ),
            EquatableArray<ExportModel>.Empty,
            EquatableArray<QuestionModel>.Empty,
            model.Operations,
            EquatableArray<string>.Empty
        );
        var networks = new NetworkBindings(algorithm);
        Scope = new(algorithm, networks, new TypeParameters(algorithm, networks, []));
        Methods = [.. model.Members.SelectMany(Plan), .. model.Field?.Pieces.Select(Plan) ?? []];
        Kept = new(model.Field is null ? Methods : []);
    }

    public static HeadPlan Of(HeadModel model) => new(model);

    public HeadModel Model { get; }

    public ClassScope Scope { get; }

    public IReadOnlyList<HeadMethod> Methods { get; }

    /// <summary>What is computed once a pass, in the form without tensors.</summary>
    public HeadKept Kept { get; }

    /// <summary>Whether samples are differentiable functions of the columns.</summary>
    public bool IsReparameterised => Methods.Any(method => method is { Declared.Member: HeadMember.Sample, Purpose: HeadPurpose.Gradient });

    /// <summary>
    /// The column that a draw is as wide as; -1 for a place of a stream, -2 for as wide as an act, -3 for a number from 0 to 1.
    /// </summary>
    public int WidthOf(HeadMemberModel member, int draw)
    {
        if (member.Member == HeadMember.SampleLogProb)
            member = Model[HeadMember.Sample]!; // whose draws they are
        var equations = Model.Field?.Pieces.Where(piece => piece.Of == member.Member).Select(piece => piece.Equation) ?? [];
        return equations.Prepend(member.Equation).Select(equation => WidthOf(member with { Equation = equation }, draw, -1)).Min();
    }

    private int WidthOf(HeadMemberModel member, int draw, int unused)
    {
        var nodes = new EquationBuilder();
        var root = nodes.Inline(member.Equation, Bind(member, nodes));
        var uses = Uses.Of(nodes, [root]);
        for (var i = 0; i < nodes.Count; i++)
            if (
                uses[i] > 0
                && nodes[i] is Node.Input { Source: Input.OfHead { Place: HeadPlace.Draw } source } input
                && source.Index == draw
            )
                return input.Type.Kind == ValueKind.Draw ? -1
                    : input.Type.Rank == 0 ? -3
                    : new Dimensions(nodes).Anchor(i, candidate => uses[candidate] > 0) is var (anchor, _)
                    && nodes[anchor] is Node.Input { Source: Input.OfHead { IsColumn: true } column }
                        ? column.Index
                    : -2;
        return unused;
    }

    /// <summary>A piece of a member that asks the network inside.</summary>
    private HeadMethod Plan(HeadPieceModel piece)
    {
        var (nodes, member) = (new EquationBuilder(), Model[piece.Of]! with { Equation = piece.Equation });
        var root = nodes.Inline(piece.Equation, Bind(member, nodes));
        nodes.Name(root, CSharpText.Camel(piece.Piece.ToString()), NameRank.Helper);
        return new(member, HeadPurpose.Value, nodes, [(root, root)]) { Piece = piece.Piece };
    }

    private IEnumerable<HeadMethod> Plan(HeadMemberModel member)
    {
        if (Model.Field is not null && member.Member != HeadMember.Fit)
            yield break; // it is made of pieces
        var nodes = new EquationBuilder();
        var root = nodes.Inline(member.Equation, Bind(member, nodes));
        nodes.Name(root, CSharpText.Camel(member.Member.ToString()), NameRank.Helper);
        yield return new(member, HeadPurpose.Value, nodes, [(root, root)]);
        if (member.Member == HeadMember.Mode)
            yield break;
        if (ChosenBy(nodes, root) is null && Gradients(member, HeadPurpose.Gradient) is { } gradient)
            yield return gradient;
        if (member.Member == HeadMember.LogProb && Gradients(member, HeadPurpose.ActGradient) is { } slope)
            yield return slope;
    }

    /// <summary>Why no gradient goes through what a member says; null where one does.</summary>
    public string? WithoutGradient(HeadMemberModel member)
    {
        var methods = Methods.Where(method => method.Piece is null && method.Declared == member).ToDictionary(method => method.Purpose);
        if (methods.Count == 0)
            return "the network inside is asked in each of its steps, and no gradient goes back through them";
        return methods.ContainsKey(HeadPurpose.Gradient) ? null
            : methods[HeadPurpose.Value] is var value && ChosenBy(value.Nodes, value.Results[0].Node) is { } chosen
                ? $"'{chosen}' chooses, and a choice has no derivative"
            : "an operation on the way has no gradient in closed form";
    }

    /// <summary>
    /// The operation through whose choice a column reaches the value, where a derivative would be silently wrong; null if there is none.
    /// </summary>
    private string? ChosenBy(EquationBuilder nodes, int root)
    {
        var isOfColumns = new bool[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
            isOfColumns[i] =
                nodes[i] is Node.Input { Source: Input.OfHead { IsColumn: true } }
                || nodes[i].Operands.Any(operand => isOfColumns[operand]);
        var uses = Uses.Of(nodes, [root]);
        return nodes
            .Where((_, i) => uses[i] > 0 && isOfColumns[i])
            .OfType<Node.Apply>()
            .Select(apply => Scope.Operations[apply.Operation])
            .FirstOrDefault(operation => operation.Chooses)
            ?.Name;
    }

    /// <summary>Null where there is none: an operation on the way has no closed form of its derivative.</summary>
    private HeadMethod? Gradients(HeadMemberModel member, HeadPurpose purpose)
    {
        var nodes = new EquationBuilder();
        var bound = Bind(member, nodes);
        var root = nodes.Inline(member.Equation, bound);
        var upstream = nodes.Add(
            new Node.Input(
                nodes[root].Type.Rank == 0 ? ValueType.Scalar : ValueType.Vector,
                new Input.OfHead(HeadPlace.Upstream, "gradient", 0)
            )
        );
        bool IsLeaf(int node) =>
            nodes[node] is Node.Input { Source: Input.OfHead source }
            && (purpose == HeadPurpose.Gradient ? source.IsColumn : source.Place == HeadPlace.Act && nodes[root].Type.Rank == 0);
        var gradients = Differentiation.Run(nodes, root, upstream, Scope.Operations, named: true, IsLeaf);
        var results = gradients.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)).ToList();
        if (purpose == HeadPurpose.ActGradient && results.Count == 0) // the density has steps alone
            results.Add((bound[member.Act], nodes.Add(new Node.Broadcast(nodes.Constant(0), bound[member.Act]))));
        var uses = Uses.Of(nodes, results.Select(result => result.Value));
        if (nodes.Where((node, i) => uses[i] > 0 && node is Node.BatchedGradient).Any())
            return null;
        return new(member, purpose, nodes, results);
    }

    /// <summary>What pieces are given: the answer of the network is the only column.</summary>
    private static void Bind(HeadFieldModel field, Dictionary<string, int> bound, EquationBuilder nodes)
    {
        int Given(ValueType type, HeadPlace place, string name) => nodes.Add(new Node.Input(type, new Input.OfHead(place, name, 0)));
        bound[HeadFieldModel.Answer] = Given(ValueType.Vector, HeadPlace.Column, field.Network);
        bound[HeadFieldModel.Carried] = Given(ValueType.Vector, HeadPlace.Carried, "carried");
        bound[HeadFieldModel.StepNumber] = Given(ValueType.Scalar, HeadPlace.StepNumber, "stepNumber");
    }

    private Dictionary<string, int> Bind(HeadMemberModel member, EquationBuilder nodes)
    {
        var bound = new Dictionary<string, int>();
        var index = 0;
        if (Model.Field is { } field)
            Bind(field, bound, nodes);
        foreach (var column in Model.Columns.Where(column => column.Role is not (HeadColumnRole.Network or HeadColumnRole.State)))
            bound["this." + column.Name] = nodes.Add(
                new Node.Input(
                    column.Type,
                    column.Role switch
                    {
                        HeadColumnRole.Hyperparameter => new Input.Hyperparameter(column.Name),
                        HeadColumnRole.Free => new Input.OfHead(HeadPlace.FreeColumn, column.Name, index++),
                        HeadColumnRole.Given => new Input.OfHead(HeadPlace.Given, column.Name, index++),
                        _ => new Input.OfHead(HeadPlace.Column, column.Name, index++),
                    }
                )
            );
        if (member.Act.Length > 0)
            bound[member.Act] = nodes.Add(new Node.Input(ValueType.Act, new Input.OfHead(HeadPlace.Act, member.Act, 0)));
        foreach (var draw in member.Equation.Nodes.OfType<Node.Parameter>().Where(input => member.Draws.Contains(input.Name)))
            bound[draw.Name] = nodes.Add(
                new Node.Input(draw.Type, new Input.OfHead(HeadPlace.Draw, draw.Name, member.Draws.ToList().IndexOf(draw.Name)))
            );
        return bound;
    }
}
