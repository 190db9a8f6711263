using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>One batch of one phase as a loop over samples: the losses and their closed-form gradient in plain numbers.</summary>
internal sealed class CpuLossEmitter(SourceWriter writer, MethodPlan method, PhasePlan plan)
{
    private readonly EquationBuilder _nodes = plan.Nodes;

    public void Emit()
    {
        var parameters = method.Parameters;
        var trained = Trained().ToList();
        writer.Line();
        writer.Line(
            "/// <summary>The same minibatch without tensors, row by row: losses and their closed-form gradients in plain numbers. "
                + "Called by generated code.</summary>"
        );
        foreach (var parameter in parameters)
            writer.Line($"/// <param name=\"{parameter.Text()}\">{Meaning(parameter, trained)}</param>");
        writer.Line(
            $"/// <param name=\"losses\">[{plan.Losses.Count}], to which the mean of each loss is added: "
                + $"{string.Join(", ", plan.Losses.Select(loss => loss.Model.Member.Name))}.</param>"
        );
        if (plan.Metrics.Count > 0)
            writer.Line(
                $"/// <param name=\"metrics\">[{plan.Metrics.Count}], to which the mean of each metric is added: "
                    + $"{string.Join(", ", plan.Metrics.Select(metric => metric.Model.Reported))}.</param>"
            );
        writer.Line(SourceWriter.Hidden);
        writer.Line(SourceWriter.Stamp);
        writer.Call(
            $"{method.Scope.Model.Access} void {Identifiers.Public(Signatures.Accumulate(plan))}",
            [.. parameters.Declarations(), "double[] losses", .. plan.Metrics.Select(_ => "double[] metrics").Take(1)],
            ""
        );
        using (writer.Braces())
        {
            ParameterText.CheckNull(writer, parameters);
            var names = new LocalNames(parameters.Names().Concat(["i", "k", "l", "losses", "metrics"]));
            var questions = new CpuQuestions(writer, method, names, plan.Draws, new(new(method.Scope)))
            {
                Stages = new(
                    writer,
                    method.Scope,
                    _nodes,
                    names,
                    [.. plan.Rows.Where(rows => rows.Ensemble is not null).Select(rows => rows.Name)]
                ),
                Batches = [.. plan.Rows.Select(rows => rows.Name)],
                IsReported = ask => plan.MetricQuestions.Contains(ask) && trained.Contains(_nodes.NetworkOf(ask)),
                IsDetached = ask => !plan.IsTrained(ask) && plan.ReachesInputs(ask) && trained.Contains(_nodes.NetworkOf(ask)),
            };
            questions.Ask();
            new CpuGradients(writer, method, plan, names, questions).Emit();
            writer.Line();
            foreach (
                var pass in questions
                    .Passes.Where(pass => pass.Asks.Any(IsTrained))
                    .OrderByDescending(pass => pass.Level)
                    .ThenBy(pass => trained.IndexOf(pass.Network))
            )
                writer.Line($"{pass.Local}.Backward();");
        }
    }

    private string Meaning(MethodParameter parameter, List<string> trained) =>
        parameter.Kind switch
        {
            ParameterKind.Network when !trained.Contains(parameter.Name) => $"Asked {Times(parameter.Name)}.",
            ParameterKind.Network => $"Asked {Times(parameter.Name)}; the gradient is added to it.",
            ParameterKind.Batch => "The rows.",
            ParameterKind.Draws => "The draws of the step.",
            ParameterKind.Given or ParameterKind.GivenTensor or ParameterKind.Statistic or ParameterKind.OfRun => "As declared.",
        };

    private string Times(string network) =>
        method.PassesOf(network) switch
        {
            1 => "once",
            2 => "twice",
            var times => times.ToString(System.Globalization.CultureInfo.InvariantCulture) + " times",
        };

    private IEnumerable<string> Trained() =>
        Enumerable
            .Range(0, _nodes.Count)
            .Where(i => method.IsUsed(i) && _nodes[i] is Node.Ask && IsTrained(i))
            .Select(ask => _nodes.NetworkOf(ask))
            .Distinct();

    private bool IsTrained(int ask) => plan.IsTrained(ask) && !plan.MetricQuestions.Contains(ask);
}
