using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Puts the methods of dynamics together: equations over the numbers of one state and the action.</summary>
internal sealed class EquationsOfStep(DynamicsMembers members)
{
    private readonly HelperList _helpers = new(members.Context);

    /// <summary>The long helpers that all of them call.</summary>
    public IReadOnlyList<HelperModel> Helpers => _helpers.All;

    /// <summary>The next state, what the step pays and whether it ends the episode: what they share is there once.</summary>
    public StepEquations Step(IMethodSymbol step, IMethodSymbol reward, IMethodSymbol? terminal)
    {
        var nodes = new EquationBuilder();
        var now = State(nodes);
        var act = nodes.Add(new Node.Parameter(ActionType(step), DynamicsModel.ActionName));
        var next = Inline(nodes, step, members.State.Name, given => given == 2 ? act : now);
        int Given(int which) =>
            which switch
            {
                0 => now,
                1 => next,
                _ => act,
            };
        var paid = Inline(nodes, reward, "double", Given);
        var ended = terminal is null ? -1 : Inline(nodes, terminal, "bool", Given);
        return new(nodes.Build(next), Numbers(nodes, next), paid, ended);
    }

    public ObservationEquations Observed(IEnumerable<IMethodSymbol> methods)
    {
        var nodes = new EquationBuilder();
        var now = State(nodes);
        var values = methods.Select(method => Inline(nodes, method, "double", _ => now, takesStep: false)).ToEquatableArray();
        return new(nodes.Build(now), values);
    }

    private int State(EquationBuilder nodes)
    {
        var columns = BodyLowering.Columns(members.State).Select(column => column.Name).ToEquatableArray();
        return nodes.Add(
            new Node.MakeRow(
                ValueTypes.Of(members.Context, members.State) ?? throw Refusal.Silent(),
                columns,
                columns.Select((_, i) => nodes.Add(new Node.Parameter(ValueType.Scalar, DynamicsModel.NumberOf(i)))).ToEquatableArray()
            )
        );
    }

    private EquatableArray<int> Numbers(EquationBuilder nodes, int row) =>
        BodyLowering.Columns(members.State).Select(column => nodes.Field(row, ValueType.Scalar, column.Name)).ToEquatableArray();

    private ValueType ActionType(IMethodSymbol step) =>
        ValueTypes.Of(
            members.Context,
            step.Parameters.First(parameter => EnvironmentAttributes.Marks(parameter, WellKnownNames.Action).Any()).Type
        ) ?? throw Refusal.Silent();

    private int Inline(EquationBuilder nodes, IMethodSymbol method, string returns, Func<int, int> given, bool takesStep = true)
    {
        var arguments = members.Arguments(method, returns, takesStep);
        if (takesStep && Returned(method) != returns)
            throw DynamicsMembers.Wrong(method, $"returns '{Returned(method)}'", $"static {returns} {method.Name}(...)");
        var body = BodyLowering.Lower(members.Context, method, []);
        Check(body.Equation, node => body.Places.TryGetValue(node, out var place) ? place : method.Locations[0]);
        var inputs = new Dictionary<string, int>();
        for (var i = 0; i < arguments.Count; i++)
            inputs[method.Parameters[i].Name] = given(arguments[i]);
        return nodes.Inline(body.Equation, inputs);
    }

    private static string Returned(IMethodSymbol method) =>
        method.ReturnType.SpecialType switch
        {
            SpecialType.System_Double => "double",
            SpecialType.System_Boolean => "bool",
            _ => method.ReturnType.Name,
        };

    /// <summary>What other classes' equations may hold and lanes cannot.</summary>
    private void Check(Equation body, Func<int, Location> placeOf)
    {
        for (var i = 0; i < body.Nodes.Count; i++)
        {
            var place = i;
            var what = body.Nodes[i] switch
            {
                Node.Apply apply
                    when Exact.Functions.ContainsKey(apply.Operation)
                        || _helpers.Add(apply.Operation, helper => Check(helper, _ => placeOf(place))) => null,
                Node.Apply apply => apply.Operation.StartsWith(WellKnownNames.WholeNumbers, StringComparison.Ordinal)
                    ? "int arithmetic"
                    : apply.Operation.Substring(2),
                Node.Ask ask => ask.Member.Substring(2),
                { Type.Kind: not (ValueKind.Scalar or ValueKind.Boolean or ValueKind.Row or ValueKind.Enumeration) } other =>
                    other.Type.ToString(),
                _ => null,
            };
            if (what is not null)
                throw new Refusal(Descriptors.InexactCall, placeOf(i), what);
        }
    }
}
