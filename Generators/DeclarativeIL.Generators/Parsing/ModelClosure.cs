using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The words of the vocabulary that a class's equations use, and those that their derivatives use in turn.</summary>
internal static class ModelClosure
{
    public static EquatableArray<QuestionModel> Questions(CompilationContext context, IEnumerable<Equation> equations) =>
        equations
            .SelectMany(equation => equation.Nodes)
            .OfType<Node.Ask>()
            .Select(ask => context.Question(ask.Member))
            .OfType<QuestionModel>()
            .Distinct()
            .OrderBy(question => question.Member, StringComparer.Ordinal)
            .ToEquatableArray();

    public static EquatableArray<OperationModel> Operations(CompilationContext context, IEnumerable<Equation> equations)
    {
        var found = new SortedDictionary<string, OperationModel>(StringComparer.Ordinal);
        var open = new Queue<Equation>(equations);
        while (open.Count > 0)
            foreach (var apply in open.Dequeue().Nodes.OfType<Node.Apply>())
                if (!found.ContainsKey(apply.Operation) && context.Operation(apply.Operation) is { } operation)
                {
                    found[apply.Operation] = operation;
                    foreach (var gradient in operation.Gradients)
                        open.Enqueue(gradient.Equation);
                }
        return found.Values.ToEquatableArray();
    }
}
