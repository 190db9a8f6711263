using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The rollout of a class: who acts in each environment, what is executed, what is labelled, what is kept.</summary>
internal sealed class RolloutEmitter
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly RolloutShape _shape;
    private readonly Names _names;
    private readonly RolloutBody? _gate,
        _explore;
    private readonly List<(MemberModel Member, RolloutBody Body)> _bodies = [];
    private readonly Dictionary<Input.Draw, string> _streams = [],
        _draws = [];
    private readonly string _situation;

    public RolloutEmitter(SourceWriter writer, Cast cast, RolloutShape shape)
    {
        (_writer, _cast, _shape) = (writer, cast, shape);
        var others = cast.Model.Others;
        _names = new([
            .. cast.Variables,
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
            new[] { others.Gate?.Member, others.Explore }
                .OfType<MemberModel>()
                .SelectMany(member => member.Parameters)
                .FirstOrDefault(parameter => parameter.Role is Role.Situation)
                ?.Name
            ?? "t";
        _situation = _names.Fresh(situation);
        _gate = others.Gate is { } gate ? Body(gate.Member) : null;
        _explore = others.Explore is { } explore ? Body(explore) : null;
    }

    /// <summary>The networks that the rollout asks or lets act, and what the caller gave.</summary>
    public IReadOnlyList<MethodParameter> Needs =>
        MethodParameters.Sort(
            _bodies
                .SelectMany(body => body.Body.Needs)
                .Concat(Learner is { } learner ? [new MethodParameter(ParameterKind.Network, learner, _cast.TypeOf(learner))] : []),
            _cast
        );

    /// <summary>The policy that acts; null where an exploration says what is done from the state alone.</summary>
    private string? Learner =>
        _cast.Model.Others.Explore is { } explore
        && explore.Parameters.All(parameter => parameter.Role is not Role.Chosen)
        && !_shape.HasGate
            ? null
            : _cast.Players.Learner;

    public IEnumerable<string> Arguments =>
        [
            .. MethodParameters.Arguments(Needs),
            .. _shape.HasGate ? [Signatures.Data(_shape.Labelled.Name)] : Array.Empty<string>(),
            .. _shape.KeepsTransitions ? ["rolloutTransitions"] : Array.Empty<string>(),
            "environments",
            "desk",
            "rollout",
            "cancellationToken",
        ];

    public void Emit()
    {
        var networks = MethodParameters.Networks(Needs).ToList();
        _writer.Line();
        _writer.Line(
            "/// <summary>One round of rollout"
                + $"{(_shape.HasGate ? ": the gate decides at every step, in every environment, who acts" : "")}.</summary>"
        );
        _writer.Call(
            $"private void {Identifiers.Private("Collect")}{_cast.TypeParameters(networks)}",
            [
                .. MethodParameters.Declarations(Needs),
                .. _shape.HasGate
                    ? [$"{WellKnownNames.Dataset}<{_shape.Labelled.Type}> {Signatures.Data(_shape.Labelled.Name)}"]
                    : Array.Empty<string>(),
                .. _shape.KeepsTransitions ? [$"{WellKnownNames.Training}.TransitionLog rolloutTransitions"] : Array.Empty<string>(),
                $"{WellKnownNames.Environments} environments",
                $"{WellKnownNames.ExpertDesk}{(_shape.HasGate ? "" : "?")} expert",
                $"{WellKnownNames.Training}.Rollout rollout",
                $"{WellKnownNames.CancellationToken} cancellationToken",
            ],
            ""
        );
        _cast.Constrain(_writer, networks);
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
        if (Learner is { } learner)
            _writer.Line(
                $"{Signatures.Escape(learner)}.Sample(rollout.Observations, rollout.Actions, rollout.Sampling);"
                    + $"{(_shape.HasGate ? "      // the learner's choice, overruled below" : "")}"
            );
        var asked = _bodies.SelectMany(body => MethodParameters.Networks(body.Body.Needs)).FirstOrDefault();
        if (asked is not null)
        {
            _writer.Line($"using var scope = {WellKnownNames.Torch}.NewDisposeScope();");
            _writer.Line(
                $"var states = rollout.States({Signatures.Escape(asked)}.Parameters.Type, "
                    + $"{Signatures.Escape(asked)}.Parameters.Device);    // [n, width]"
            );
        }
        var answered = new Dictionary<string, (string, string)>();
        foreach (var (member, body) in _bodies)
            body.Ask(node => BatchedInput(member, body.Nodes, node), answered);
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
        foreach (var (member, body) in _bodies)
            Draws(member, body);
        if (_cast.Model.Others.Gate is { } gate)
        {
            foreach (var line in Readable.Lines(gate.Member.Equation, _cast.Model))
                _writer.Line($"// {gate.Member.Name}: {line}");
            _writer.Line($"var control = {_gate!.One()};");
            if (gate.StoreEveryState)
                Label();
            else
            {
                using (_writer.Block($"if (control != {WellKnownNames.DslRoot}.Control.Learner)"))
                    Label();
                using (_writer.Block("else"))
                    _writer.Line("rollout.Decide(i, control);");
            }
        }
        if (_cast.Model.Others.Explore is { } explore)
        {
            foreach (var line in Readable.Lines(explore.Equation, _cast.Model))
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

    private void Streams()
    {
        foreach (var (member, _) in _bodies)
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Role is Role.Random))
        {
            var stream = _streams[new(member.Name, parameter.Name)] = _names.Fresh(parameter.Name + "Draws");
            _writer.Line($"var {stream} = rollout.Seeds.Child(\"{member.Name}.{parameter.Name}\").Stream();");
        }
    }

    private void Draws(MemberModel member, RolloutBody body)
    {
        foreach (var parameter in member.Parameters)
        {
            if (parameter.Role is not Role.Random role)
                continue;
            var input = new Input.Draw(member.Name, parameter.Name);
            var (stream, local) = (_streams[input], _names.Fresh(parameter.Name));
            var time = role.PerEpisode ? "(ulong)rollout.Episode(i)" : "(ulong)rollout.Time";
            _draws[input] = local;
            var draw = new Node.Input(parameter.Type, input);
            _writer.Line(
                role.Kind switch
                {
                    RandomKind.Uniform => $"var {local} = {stream}.UniformAt((ulong)i, {time});",
                    RandomKind.Gaussian => $"var {local} = {WellKnownNames.Training}.StepDraws.Gaussian({stream}, (ulong)i, {time}, "
                        + $"{body.Width(draw, "environments.Observations.Width", "environments.Actions.Width")});",
                    RandomKind.Draw =>
                        $"var {local} = new {WellKnownNames.DslRoot}.Draw({stream}.Key, {time} * (ulong)environments.Count + (ulong)i);",
                }
            );
        }
    }

    /// <summary>What a question's argument is for all environments at once.</summary>
    private string? BatchedInput(MemberModel member, IReadOnlyList<Node> nodes, int node) =>
        nodes[node] switch
        {
            Node.Input { Source: Input.Seen } => "states",
            Node.Input { Type.Kind: ValueKind.Draw, Source: Input.Draw draw } =>
                $"new global::DeclarativeIL.Networks.DrawBatch({_streams[draw]}, {(IsPerEpisode(member, draw)
            ? "0) { Places = rollout.EpisodePlaces() }"
            : "(ulong)rollout.Time * (ulong)environments.Count)")}",
            Node.Field { Name: "State" } field when nodes[field.Of].Type.Kind == ValueKind.Situation => "states",
            Node.Input { Source: Input.Hyperparameter property } input => Signatures.Property(property.Property, input.Type, _cast.Model),
            _ => null,
        };

    private static bool IsPerEpisode(MemberModel member, Input.Draw draw) =>
        member.Parameters.Any(parameter =>
            parameter.Role is Role.Random { PerEpisode: true } && draw == new Input.Draw(member.Name, parameter.Name)
        );

    private RolloutBody Body(MemberModel member)
    {
        var body = new RolloutBody(_writer, _cast, member, _names, new Inputs(_cast.Model, _situation, _draws))
        {
            IsPerEnvironment = true,
            Shape = ".. states.shape[..^1]",
        };
        _bodies.Add((member, body));
        return body;
    }

    /// <summary>How what one environment's step is given is written.</summary>
    private sealed class Inputs(AlgorithmModel model, string situation, IReadOnlyDictionary<Input.Draw, string> draws) : InputText(model)
    {
        public override string Situation(Input.Situation input, ValueType type) => situation;

        public override string Seen(Input.Seen input, ValueType type) => situation + ".State";

        public override string Chosen(Input.Chosen input, ValueType type) => "rollout.Action(i)";

        public override string ChosenBy(Input.ChosenBy input, ValueType type) => "control";

        public override string Draw(Input.Draw input, ValueType type) => draws[input];

        public override string Expert(Input.Expert input, ValueType type) => "expert";
    }
}
