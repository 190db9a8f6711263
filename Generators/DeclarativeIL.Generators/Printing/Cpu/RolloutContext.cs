using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>What one environment's step has at hand: its situation, what was chosen and by whom, draws, the expert.</summary>
internal sealed class RolloutContext(RowsPlan plan, ClassScope scope, LocalNames names, string situation)
    : RowsContext(plan, new StepInputs(scope, situation))
{
    private string? _state,
        _chosen;

    public RolloutContext(RowsPlan plan, ClassScope scope, LocalNames names)
        : this(plan, scope, names, names.Fresh(NameOfSituation(plan))) { }

    /// <summary>The local of an environment's situation.</summary>
    public string Situation => situation;

    /// <summary>Whether a member reads more of the situation than columns say.</summary>
    public bool ReadsSituation =>
        Enumerable
            .Range(0, Plan.Nodes.Count)
            .Any(i =>
                Plan.Method.IsUsed(i)
                && (
                    IsState(i)
                        ? Plan.IsReadWhole(i)
                        : Plan.Nodes[i] is Node.Field read && Plan.Nodes[read.Of].Type.Kind == ValueKind.Situation && Plan.IsInRow(i)
                )
            );

    public override IEnumerable<string> ExpertArguments => ["i"];

    /// <summary>Writes the locals of the columns that are read.</summary>
    public void Columns(SourceWriter writer)
    {
        _state = Column(writer, "State", IsState);
        _chosen = Column(writer, "Chosen", IsChosen);
    }

    public override (string Column, string Whole)? PointOf(int node) =>
        IsState(node) ? (_state ?? "", situation + ".State")
        : IsChosen(node) ? (_chosen ?? "", "rollout.Action(i)")
        : null;

    public override string Drawn(Input.Draw draw, ValueType type, string rows, string width)
    {
        List<string> arguments = [$"\"{draw.Stream}\""];
        if (width.Length > 0)
            arguments.Add(width);
        if (IsPerEpisode(draw))
            arguments.Add("perEpisode: true");
        return $"rollout.Draws.{Kind(type)}({string.Join(", ", arguments)})";
    }

    public override string? WidthOf(int draw)
    {
        const string OfActions = "environments.Actions.Width";
        if (new Dimensions(Plan.Nodes).Anchor(draw, Plan.Method.IsUsed) is not var (anchor, side))
            return KnownSizes.ComputedLike(Plan.Nodes, draw, Plan.Method.IsUsed, scope.Operations) is null ? OfActions : null;
        return Plan.Nodes[anchor] switch
        {
            Node.Ask { Type.Kind: ValueKind.Vector } when !Plan.IsInRow(anchor) => null, // features, which say it themselves
            { Type.Kind: ValueKind.State } => "environments.Observations.Width",
            Node.Input { Source: Input.Given given } => Signatures.Escape(given.Name)
                + side switch
                {
                    Side.Rows => ".Rows",
                    Side.Columns => ".Columns",
                    Side.Width => ".Size",
                },
            _ => OfActions,
        };
    }

    private string? Column(SourceWriter writer, string column, Func<int, bool> isPoint)
    {
        if (!Enumerable.Range(0, Plan.Nodes.Count).Any(i => Plan.Method.IsUsed(i) && isPoint(i) && Plan.IsReadByComponents(i)))
            return null;
        var local = names.Fresh(CSharpText.Camel(column));
        writer.Line($"var {local} = {Signatures.Data(Plan.Batch)}[\"{column}\"];    // [n, width]");
        return local;
    }

    private bool IsState(int node) =>
        Plan.Nodes[node] is Node.Input { Source: Input.Seen }
        || (Plan.Nodes[node] is Node.Field { Name: "State" } read && Plan.Nodes[read.Of].Type.Kind == ValueKind.Situation);

    private bool IsChosen(int node) => Plan.Nodes[node] is Node.Input { Source: Input.Chosen };

    private bool IsPerEpisode(Input.Draw draw) =>
        Plan.Members.Any(member =>
            member.Name == draw.Member
            && member.Parameters.Any(parameter => parameter.Name == draw.Parameter && parameter.Role is Role.Random { PerEpisode: true })
        );

    private static string NameOfSituation(RowsPlan plan) =>
        plan.Members.SelectMany(member => member.Parameters).FirstOrDefault(parameter => parameter.Role is Role.Situation)?.Name ?? "t";

    /// <summary>How what one environment's step is given is written.</summary>
    private sealed class StepInputs(ClassScope scope, string situation) : InputText(scope)
    {
        public override string Situation(Input.Situation input, ValueType type) => situation;

        public override string Seen(Input.Seen input, ValueType type) => situation + ".State";

        public override string Chosen(Input.Chosen input, ValueType type) => "rollout.Action(i)";

        public override string ChosenBy(Input.ChosenBy input, ValueType type) => "control";

        public override string Expert(Input.Expert input, ValueType type) => "expert";
    }
}
