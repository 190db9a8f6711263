using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>The method of a rollout: decisions, executed acts, labels and transitions of each environment.</summary>
internal sealed partial class RolloutEmitter
{
    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly RolloutShape _shape;
    private readonly LocalNames _names;
    private readonly RolloutPlan _plan;
    private readonly RolloutBody? _gate,
        _explore;
    private readonly List<RolloutBody> _bodies = [];
    private readonly Dictionary<Input.Draw, string> _streams = [],
        _draws = [];
    private readonly string _situation;

    public RolloutEmitter(SourceWriter writer, ClassScope scope, RolloutShape shape, RolloutPlan plan)
    {
        (_writer, _scope, _shape, _plan) = (writer, scope, shape, plan);
        _names = new([
            .. scope.Variables,
            .. shape.Supplied.Select(rows => rows.Name),
            .. shape.Given.Select(given => given.Name),
            "rolloutTransitions",
            "environments",
            "expert",
            "rounds",
            "round",
            "seeds",
            "cancellationToken",
            "rollout",
            "step",
            "i",
            "control",
            "label",
            "sampling",
            "states",
            "scope",
            "clock",
        ]);
        var situation =
            plan.Bodies.Select(body => body.Member)
                .SelectMany(member => member.Parameters)
                .FirstOrDefault(parameter => parameter.Role is Role.Situation)
                ?.Name
            ?? "t";
        _situation = _names.Fresh(situation);
        _gate = plan.Gate is { } gate ? Body(gate) : null;
        _explore = plan.Explore is { } explore ? Body(explore) : null;
    }

    private IReadOnlyList<MethodParameter> Parameters => _plan.Parameters;

    /// <summary>The arguments where the method is called.</summary>
    public static IEnumerable<string> Arguments(RolloutPlan plan, RolloutShape shape) =>
        [
            .. plan.Parameters.Arguments(),
            .. shape.HasGate ? [Signatures.Data(shape.Labelled.Name)] : Array.Empty<string>(),
            .. shape.KeepsTransitions ? ["rolloutTransitions"] : Array.Empty<string>(),
            "environments",
            "desk",
            "rollout",
            "cancellationToken",
        ];

    public void Emit()
    {
        var networks = Parameters.Networks().ToList();
        _writer.Line();
        _writer.Line(
            "/// <summary>One round of rollout"
                + $"{(_shape.HasGate ? ": the gate decides at every step, in every environment, who acts" : "")}.</summary>"
        );
        _writer.Call(
            $"private void {Identifiers.Private("Collect")}{GenericText.List(_scope, networks)}",
            [
                .. Parameters.Declarations(),
                .. _shape.HasGate
                    ? [$"{RuntimeTypes.Dataset}<{_shape.Labelled.Type}> {Signatures.Data(_shape.Labelled.Name)}"]
                    : Array.Empty<string>(),
                .. _shape.KeepsTransitions ? [$"{RuntimeTypes.TransitionLog} rolloutTransitions"] : Array.Empty<string>(),
                $"{RuntimeTypes.Environments} environments",
                $"{RuntimeTypes.ExpertDesk}{(_shape.HasGate ? "" : "?")} expert",
                $"{RuntimeTypes.Rollout} rollout",
                $"{RuntimeTypes.CancellationToken} cancellationToken",
            ],
            ""
        );
        GenericText.Constrain(_writer, _scope, networks);
        using (_writer.Braces())
        {
            Streams();
            using (_writer.Block("while (rollout.GoesOn)"))
                Step();
        }
    }

    private void Step()
    {
        _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        if (_shape.HasGate)
            _writer.Line("expert.NextStep();");
        if (_plan.Learner is { } learner)
            _writer.Line(
                $"{Signatures.Escape(learner)}.Sample(rollout.Observations, rollout.Actions, rollout.Sampling);"
                    + $"{(_shape.HasGate ? "      // the learner's choice, overruled below" : "")}"
            );
        var asked = _bodies.SelectMany(body => body.Plan.Parameters.Networks()).FirstOrDefault();
        if (asked is not null)
        {
            _writer.Line($"using var scope = {RuntimeTypes.Torch}.NewDisposeScope();");
            _writer.Line(
                $"var states = rollout.States({Signatures.Escape(asked)}.Parameters.Type, "
                    + $"{Signatures.Escape(asked)}.Parameters.Device);    // [n, width]"
            );
        }
        var answered = new Dictionary<string, (string, string)>();
        foreach (var body in _bodies)
            body.Ask(node => BatchedInput(body.Plan, node), answered);
        if (_bodies.Count > 0)
            using (_writer.Block("for (var i = 0; i < environments.Count; i++)"))
                Decide();
        _writer.Line("rollout.Step();");
        if (_shape.KeepsTransitions)
            _writer.Line("rollout.Keep(rolloutTransitions);");
    }

    private void Decide()
    {
        _writer.Line("if (!rollout.Takes(i))");
        using (_writer.Indent())
            _writer.Line("continue;      // the round has its episodes; this environment is stepped beside them");
        _writer.Line($"var {_situation} = rollout.Situation(i);");
        foreach (var body in _bodies)
            Draws(body);
        if (_scope.Model.Others.Gate is { } gate)
        {
            foreach (var line in Readable.Lines(gate.Member.Equation, _scope.Model))
                _writer.Line($"// {gate.Member.Name}: {line}");
            _writer.Line($"var control = {_gate!.One()};");
            if (gate.StoreEveryState)
                Label();
            else
            {
                using (_writer.Block($"if (control != {RuntimeTypes.Control}.Learner)"))
                    Label();
                using (_writer.Block("else"))
                    _writer.Line("rollout.Decide(i, control);");
            }
        }
        if (_scope.Model.Others.Explore is { } explore)
        {
            foreach (var line in Readable.Lines(explore.Equation, _scope.Model))
                _writer.Line($"// {explore.Name}: {line}");
            _writer.Line($"rollout.Execute(i, {_explore!.One()});");
        }
    }

    private void Label()
    {
        _writer.Line($"var label = expert.Action(i, {_situation}.State);");
        _writer.Line($"{Signatures.Data(_shape.Labelled.Name)}.Add(new {_shape.Labelled.Type}({_situation}.State, label));");
        _writer.Line("rollout.Decide(i, control, label);");
    }

    private RolloutBody Body(RolloutBodyPlan plan)
    {
        var body = new RolloutBody(_writer, _scope, plan, _names, new Inputs(_scope, _situation, _draws))
        {
            IsPerEnvironment = true,
            Shape = ".. states.shape[..^1]",
        };
        _bodies.Add(body);
        return body;
    }
}
