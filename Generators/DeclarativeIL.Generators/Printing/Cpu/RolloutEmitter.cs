using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>The method of a rollout: decisions, executed acts, labels and transitions of each environment.</summary>
internal sealed class RolloutEmitter
{
    private const string Learner = "learner";

    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly RolloutShape _shape;
    private readonly RolloutPlan _plan;
    private readonly RolloutContext _context;
    private readonly RowsWriter _rows;

    public RolloutEmitter(SourceWriter writer, ClassScope scope, RolloutShape shape, RolloutPlan plan)
    {
        (_writer, _scope, _shape, _plan) = (writer, scope, shape, plan);
        var names = new LocalNames([
            .. scope.Variables,
            .. shape.Supplied.Select(rows => rows.Name),
            .. shape.Given.Select(given => given.Name),
            plan.Body.Batch,
            Learner,
            "rolloutTransitions",
            "environments",
            "expert",
            "rollout",
            "cancellationToken",
            "clock",
            "i",
            "k",
            "l",
            "one",
            "control",
            "label",
        ]);
        _context = new(plan.Body, scope, names);
        _rows = new(writer, plan.Body, names, _context);
    }

    /// <summary>The arguments where the method is called.</summary>
    public static IEnumerable<string> Arguments(RolloutPlan plan, RolloutShape shape) =>
        [
            .. plan.Learner is { } learner ? [Signatures.Escape(learner)] : Array.Empty<string>(),
            .. plan.Body.Parameters.AskedArguments(),
            .. shape.HasGate ? [Signatures.Data(shape.Labelled.Name)] : Array.Empty<string>(),
            .. shape.KeepsTransitions ? ["rolloutTransitions"] : Array.Empty<string>(),
            "environments",
            "session",
            "rollout",
            "cancellationToken",
        ];

    public void Emit()
    {
        _writer.Line();
        _writer.Line(
            "/// <summary>One round of rollout"
                + $"{(_shape.HasGate ? ": the gate decides at every step, in every environment, who acts" : "")}.</summary>"
        );
        _writer.Call(
            $"private void {Identifiers.Private("Collect")}",
            [
                .. _plan.Learner is null ? Array.Empty<string>() : [$"{RuntimeTypes.PolicyNetwork} {Learner}"],
                .. _plan.Body.Parameters.Declarations(),
                .. _shape.HasGate
                    ? [$"{RuntimeTypes.Dataset}<{_shape.Labelled.Type}> {Signatures.Data(_shape.Labelled.Name)}"]
                    : Array.Empty<string>(),
                .. _shape.KeepsTransitions ? [$"{RuntimeTypes.RolloutBuffer} rolloutTransitions"] : Array.Empty<string>(),
                $"{RuntimeTypes.Environments} environments",
                $"{RuntimeTypes.ExpertSession}{(_shape.HasGate ? "" : "?")} expert",
                $"{RuntimeTypes.Rollout} rollout",
                $"{PlatformTypes.CancellationToken} cancellationToken",
            ],
            ""
        );
        using (_writer.Braces())
        {
            _rows.Load();
            if (_plan.Body.Members.Count > 0)
                _writer.Line($"var {Signatures.Data(_plan.Body.Batch)} = rollout.Situations;");
            _context.Columns(_writer);
            using (_writer.Block("while (rollout.GoesOn)"))
                Step();
        }
    }

    private void Step()
    {
        _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        if (_shape.HasGate)
            _writer.Line("expert.NextStep();");
        if (_plan.Learner is not null)
            _writer.Line($"rollout.Sample({Learner});" + $"{(_shape.HasGate ? "      // the learner's choice, overruled below" : "")}");
        _rows.Ask();
        var (gate, explore) = (
            _plan.Gate is null ? null : _rows.Open(_plan.Gate),
            _plan.Explore is null ? null : _rows.Open(_plan.Explore)
        );
        if (_shape.HasGate)
        {
            _writer.Line("while (expert.NextPass())      // two where questions are put ahead: first all of them, then the answers");
            using (_writer.Indent())
                Environments(gate, explore);
        }
        else if (_plan.Body.Members.Count > 0)
            Environments(gate, explore);
        _writer.Line("rollout.Step();");
        if (_shape.KeepsTransitions)
            _writer.Line("rollout.AppendTo(rolloutTransitions);");
    }

    private void Environments(CpuRows? gate, CpuRows? explore)
    {
        using (_writer.Block("for (var i = 0; i < environments.Count; i++)"))
            OfEnvironment(gate, explore);
    }

    private void OfEnvironment(CpuRows? gate, CpuRows? explore)
    {
        _writer.Line("if (!rollout.Takes(i))");
        using (_writer.Indent())
            _writer.Line("continue;      // the round has its episodes; this environment is stepped beside them");
        if (_shape.HasGate || _context.ReadsSituation)
            _writer.Line($"var {_context.Situation} = rollout.Situation(i);");
        if (gate is not null && _scope.Model.Others.Gate is { } declared)
            Decide(gate, declared);
        if (explore is not null && _plan.Explore is { } exploration)
        {
            Comment(exploration);
            _writer.Line($"rollout.Execute(i, {_rows.Value(explore, exploration)});");
        }
        gate?.Functions();
        explore?.Functions();
    }

    private void Decide(CpuRows gate, GateModel declared)
    {
        if (declared.StoreEveryState)
            Put("");
        Comment(declared.Member);
        _writer.Line($"var control = {_rows.Value(gate, declared.Member)};");
        if (declared.StoreEveryState)
        {
            Label();
            return;
        }
        Put(", control");
        using (_writer.Block($"if (control != {RuntimeTypes.Control}.Learner)"))
            Label();
        using (_writer.Block("else"))
            _writer.Line("rollout.Decide(i, control);");
    }

    private void Put(string control)
    {
        _writer.Line($"if (expert.Puts(i, {_context.Situation}.State{control}))");
        using (_writer.Indent())
            _writer.Line("continue;");
    }

    private void Label()
    {
        _writer.Line($"var label = expert.Action(i, {_context.Situation}.State);");
        _writer.Line($"{Signatures.Data(_shape.Labelled.Name)}.Add(new {_shape.Labelled.Type}({_context.Situation}.State, label));");
        _writer.Line("rollout.Decide(i, control, label);");
    }

    private void Comment(MemberModel member)
    {
        foreach (var line in Readable.Lines(member.Equation, _scope.Model))
            _writer.Line($"// {member.Name}: {line}");
    }
}
