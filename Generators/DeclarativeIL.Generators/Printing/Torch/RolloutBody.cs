using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>
/// The one-sample form of a member inside a rollout or a scan: networks are asked for all rows at once beforehand, the rest
/// is written as it was declared, so that branches and <c>||</c> ask the expert only where its answer decides.
/// </summary>
internal sealed partial class RolloutBody
{
    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly EquationBuilder _nodes;
    private readonly LiftedBody _asks;
    private readonly Code[] _code;
    private readonly InputText _inputs;

    /// <param name="inputs">How inputs are written for one row.</param>
    public RolloutBody(SourceWriter writer, ClassScope scope, RolloutBodyPlan plan, LocalNames names, InputText inputs)
    {
        (_writer, _scope, Plan, _nodes, Names, _inputs) = (writer, scope, plan, plan.Nodes, names, inputs);
        _code = new Code[_nodes.Count];
        _asks = new(writer, plan.Asks, [], names);
    }

    public RolloutBodyPlan Plan { get; }

    public LocalNames Names { get; }

    /// <summary>Whether the expert is asked by the number of an environment.</summary>
    public bool IsPerEnvironment { get; set; }

    /// <summary>C# for the sizes of the leading dimensions of the rows that are at hand.</summary>
    public string Shape
    {
        set => _asks.Shape = _ => value;
    }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Writes the batched questions.</summary>
    /// <param name="given">How a node is written for all rows at once; null for what is not known so.</param>
    /// <param name="answered">Locals with the answers to what bodies before this one have asked about the same rows; added to.</param>
    public void Ask(Func<int, string?> given, Dictionary<string, (string Batch, string Each)>? answered = null)
    {
        answered ??= [];
        OneSampleForms();
        var asked = Plan.Asked;
        if (asked.Count == 0)
            return;
        for (var i = 0; i < _nodes.Nodes.Count; i++)
            if ((given(i) ?? Known(i)) is { } code)
                _asks.Give(i, code);
        foreach (var ask in asked)
            if (_asks.QuestionText(ask) is { } question && answered.TryGetValue(question, out var before))
                _asks.Answered(ask, before.Batch);
        _asks.Ask(asked);
        foreach (var ask in asked)
        {
            var batch = _asks.Expression(ask).Text;
            if (!answered.TryGetValue(_asks.QuestionText(ask) ?? "", out var answer))
            {
                answer = (batch, Names.Fresh("each" + CSharpText.Pascal(Identifiers.Bare(batch))));
                _writer.Line($"var {answer.Each} = new {RuntimeTypes.HostAnswer}({batch});");
                if (_asks.QuestionText(ask) is { } question)
                    answered[question] = answer;
            }
            _code[ask] = Code.Atom($"{answer.Each}.{Accessor(_nodes[ask].Type)}(i)");
        }
    }

    /// <summary>How wide a normal draw is: as what it is added to.</summary>
    /// <param name="states">C# for the width of the states at hand.</param>
    /// <param name="others">C# for the width where nothing that is known by then says it; none if nothing else can.</param>
    public string Width(Node.Input draw, string states, string? others = null)
    {
        if (new Dimensions(_nodes.Nodes).Anchor(_nodes.Add(draw), Plan.IsUsed) is not var (anchor, side))
            return others
                ?? throw new InvalidOperationException($"Nothing says how wide the draw '{((Input.Draw)draw.Source).Stream}' is.");
        var size = side switch
        {
            Side.Rows => ".Rows",
            Side.Columns => ".Columns",
            _ => ".Size",
        };
        return _nodes[anchor] switch
        {
            { Type.Kind: ValueKind.State } => states,
            Node.Input { Source: Input.Given given } => Signatures.Escape(given.Name) + size,
            Node.Ask when others is null => _code[anchor].Then(size).Text,
            _ => others ?? throw new InvalidOperationException($"Nothing says how wide the draw '{((Input.Draw)draw.Source).Stream}' is."),
        };
    }

    /// <summary>What is the same for all rows.</summary>
    private string? Known(int node) =>
        _nodes[node] is not Node.Input input
            ? null
            : input.Source switch
            {
                Input.Given given when input.Type.Rank > 0 => MethodParameters.OnDevice(given.Name),
                Input.Value => _inputs.Of(input),
                _ => null,
            };

    /// <summary>Writes the locals of one row, and returns the expression.</summary>
    public Code One()
    {
        var operations = _scope.Model.Operations.ToDictionary(operation => operation.Id);
        var uses = Plan.Uses;
        var lazy = new bool[_nodes.Nodes.Count];
        for (var i = 0; i <= Plan.Root; i++)
        {
            if (uses[i] == 0)
                continue;
            lazy[i] = _nodes.IsExpert(_nodes[i]) || _nodes[i].Operands.Any(operand => lazy[operand]);
            _code[i] = _nodes[i] switch
            {
                Node.Input input => Code.Atom(_inputs.Of(input)),
                Node.Field field => _code[field.Of].Then("." + field.Name),
                Node.Ask ask when _nodes.IsExpert(ask) => Code.Call(
                    $"{_code[ask.Recipient]}.{_scope.QuestionOf(ask).Name}",
                    [.. ask.Arguments.Select(argument => _code[argument].Text).Prepend("i").Skip(IsPerEnvironment ? 0 : 1)]
                ),
                Node.Ask ask when Plan.IsPerRow(i) => Code.Call(
                    $"{OneSampleForm(ask)}.{_scope.QuestionOf(ask).Name}",
                    [.. ask.Arguments.Select(argument => _code[argument].Text)]
                ),
                Node.Ask => _code[i],
                var node => ScalarOperators.Emit(node, operations, operand => _code[operand])
                    ?? throw new InvalidOperationException($"No one-sample form of {node.GetType().Name}."),
            };
            if (
                i != Plan.Root
                && !lazy[i]
                && (
                    (_code[i].Rank != Code.Primary && (uses[i] > 1 || _code[i].Length > 100))
                    || (_nodes[i] is Node.Ask && Plan.IsPerRow(i) && uses[i] > 1)
                )
            )
            {
                var local = Names.Fresh(new NodeNames(_nodes)[i]);
                _writer.Line($"var {local} = {_code[i]};");
                _code[i] = Code.Atom(local);
            }
        }
        return _code[Plan.Root];
    }

    private static string Accessor(ValueType type) =>
        type.Kind switch
        {
            ValueKind.Scalar => "Scalar",
            ValueKind.Vector => "Vector",
            ValueKind.Act => "Act",
            ValueKind.Matrix => "Matrix",
            _ => throw new InvalidOperationException($"No answer of type {type}."),
        };
}
