using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>Draws of a rollout, and how what one environment's step is given is written.</summary>
internal sealed partial class RolloutEmitter
{
    private void Streams()
    {
        foreach (var member in _bodies.Select(body => body.Plan.Member))
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Role is Role.Random))
        {
            var stream = _streams[new(member.Name, parameter.Name)] = _names.Fresh(parameter.Name + "Draws");
            _writer.Line($"var {stream} = rollout.Seeds.Child(\"{member.Name}.{parameter.Name}\").Stream();");
        }
    }

    private void Draws(RolloutBody body)
    {
        var member = body.Plan.Member;
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
                    RandomKind.Gaussian => $"var {local} = {RuntimeTypes.StepDraws}.Gaussian({stream}, (ulong)i, {time}, "
                        + $"{body.Width(draw, "environments.Observations.Width", "environments.Actions.Width")});",
                    RandomKind.Draw =>
                        $"var {local} = new {RuntimeTypes.Draw}({stream}.Key, {time} * (ulong)environments.Count + (ulong)i);",
                }
            );
        }
    }

    /// <summary>What a question's argument is for all environments at once.</summary>
    private string? BatchedInput(RolloutBodyPlan plan, int node) =>
        plan.Nodes[node] switch
        {
            Node.Input { Source: Input.Seen } => "states",
            Node.Input { Type.Kind: ValueKind.Draw, Source: Input.Draw draw } =>
                $"new {RuntimeTypes.DrawBatch}({_streams[draw]}, {(IsPerEpisode(plan.Member, draw)
            ? "0) { Places = rollout.EpisodePlaces() }"
            : "(ulong)rollout.Time * (ulong)environments.Count)")}",
            Node.Field { Name: "State" } field when plan.Nodes[field.Of].Type.Kind == ValueKind.Situation => "states",
            Node.Input { Source: Input.Hyperparameter property } input => Signatures.Property(property, input.Type, _scope),
            _ => null,
        };

    private static bool IsPerEpisode(MemberModel member, Input.Draw draw) =>
        member.Parameters.Any(parameter =>
            parameter.Role is Role.Random { PerEpisode: true } && draw == new Input.Draw(member.Name, parameter.Name)
        );

    /// <summary>How what one environment's step is given is written.</summary>
    private sealed class Inputs(ClassScope scope, string situation, IReadOnlyDictionary<Input.Draw, string> draws) : InputText(scope)
    {
        public override string Situation(Input.Situation input, ValueType type) => situation;

        public override string Seen(Input.Seen input, ValueType type) => situation + ".State";

        public override string Chosen(Input.Chosen input, ValueType type) => "rollout.Action(i)";

        public override string ChosenBy(Input.ChosenBy input, ValueType type) => "control";

        public override string Draw(Input.Draw input, ValueType type) => draws[input];

        public override string Expert(Input.Expert input, ValueType type) => "expert";
    }
}
