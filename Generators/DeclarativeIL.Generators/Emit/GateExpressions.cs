using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// C# for a gate, for one environment. Branches and <c>||</c> stay as they were written, so that the expert is asked only
/// where its answer decides; the desk remembers an answer within the step.
/// </summary>
internal static class GateExpressions
{
    public static Code Emit(MemberModel gate, AlgorithmModel model, string situation, SourceWriter writer, Names names)
    {
        var nodes = gate.Equation.Nodes;
        var operations = model.Operations.ToDictionary(operation => operation.Id);
        var questions = model.Questions.ToDictionary(question => question.Member);
        var roles = gate.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Role);
        var uses = nodes.SelectMany(node => node.Operands).GroupBy(operand => operand).ToDictionary(group => group.Key, group => group.Count());
        var asks = new bool[nodes.Count];
        var code = new Code[nodes.Count];
        for (var i = 0; i <= gate.Equation.Root; i++)
        {
            asks[i] = nodes[i] is Node.Ask || nodes[i].Operands.Any(operand => asks[operand]);
            code[i] = nodes[i] switch
            {
                Node.Input input => Code.Atom(Input(input, roles[input.Name], situation, model)),
                Node.Field field => code[field.Of].Then("." + field.Name),
                Node.Ask ask => Code.Call("expert." + questions[ask.Member].Name, ["i", .. ask.Arguments.Select(argument => code[argument].Text)]),
                var node => ScalarOperators.Emit(node, operations, operand => code[operand])
                    ?? throw new InvalidOperationException($"No one-sample form of {node.GetType().Name}."),
            };
            if (i == gate.Equation.Root || asks[i] || code[i].Rank == Code.Primary || (!(uses.TryGetValue(i, out var count) && count > 1) && code[i].Text.Length < 100))
                continue;
            var local = names.Fresh("t" + i);
            writer.Line($"var {local} = {code[i]};");
            code[i] = Code.Atom(local);
        }
        return code[gate.Equation.Root];
    }

    private static string Input(Node.Input input, Role role, string situation, AlgorithmModel model) => role switch
    {
        Role.Situation => situation,
        Role.Hyperparameter => Signatures.Property(Hyperparameters.PropertyName(input.Name), input.Type, model),
        _ => input.Name,
    };
}
