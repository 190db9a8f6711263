using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>One batch of one turn as a loop over samples: the losses and their closed-form gradient in plain numbers.</summary>
internal sealed class HostLossEmitter(SourceWriter writer, Cast cast, TurnPlan plan)
{
    private readonly EquationBuilder _nodes = plan.Nodes;
    private readonly List<int> _results = [.. HostForm.Results(plan)];
    private readonly int[] _uses = Uses.Of(plan.Nodes.Nodes, HostForm.Results(plan));

    /// <summary>Networks that are asked, in the order of the parameters; then the batches, and other values from the caller.</summary>
    public IReadOnlyList<MethodParameter> Needs =>
        HostForm.Needs(
            MethodParameters
                .Of(_nodes, node => _uses[node] > 0, cast, onDevice: false)
                .Where(need => need.Kind != ParameterKind.Batch)
                .Concat(
                    plan.Rows.Select(rows => new MethodParameter(
                        ParameterKind.Batch,
                        rows.Name,
                        $"{WellKnownNames.HostBatch}<{rows.Type}>"
                    ))
                ),
            cast
        );

    public void Emit()
    {
        var needs = Needs;
        var trained = Trained().ToList();
        writer.Line();
        writer.Line(
            "/// <summary>The same minibatch without tensors, row by row: losses and their closed-form gradients in plain numbers. "
                + "Called by generated code.</summary>"
        );
        foreach (var need in needs)
            writer.Line($"/// <param name=\"{need.Text}\">{Meaning(need, trained)}</param>");
        writer.Line(
            $"/// <param name=\"losses\">[{plan.Losses.Count}], to which the mean of each loss is added: "
                + $"{string.Join(", ", plan.Losses.Select(loss => loss.Model.Member.Name))}.</param>"
        );
        writer.Line(SourceWriter.Hidden);
        writer.Line(SourceWriter.Stamp);
        writer.Call(
            $"{cast.Model.Access} void {Identifiers.Public(Signatures.Accumulate(plan))}",
            [.. MethodParameters.Declarations(needs), "double[] losses"],
            ""
        );
        using (writer.Braces())
        {
            foreach (var need in needs.Where(need => need.IsChecked))
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({need.Text});");
            var names = new Names(needs.Select(need => need.Name).Concat(["i", "k", "l", "losses"]));
            var questions = new HostQuestions(writer, cast, _nodes, names, _results, plan.Draws)
            {
                Stages = new(
                    writer,
                    cast,
                    _nodes,
                    names,
                    [.. plan.Rows.Where(rows => rows.Ensemble is not null).Select(rows => rows.Name)]
                ),
                Batches = [.. plan.Rows.Select(rows => rows.Name)],
                IsDetached = ask =>
                    !HostForm.IsTrained(plan, ask) && HostForm.IsHandedOn(plan, ask) && trained.Contains(_nodes.NetworkOf(ask)),
            };
            questions.Ask();
            new HostGradients(writer, plan, names, questions).Emit();
            writer.Line();
            foreach (
                var pass in questions
                    .Passes.Where(pass => pass.Asks.Any(ask => HostForm.IsTrained(plan, ask)))
                    .OrderByDescending(pass => pass.Level)
                    .ThenBy(pass => trained.IndexOf(pass.Network))
            )
                writer.Line($"{pass.Local}.Backward();");
        }
    }

    private string Meaning(MethodParameter need, List<string> trained) =>
        need.Kind switch
        {
            ParameterKind.Network when !trained.Contains(need.Name) => $"Asked {Times(need.Name)}.",
            ParameterKind.Network => $"Asked {Times(need.Name)}; the gradient is added to it.",
            ParameterKind.Batch => "The rows.",
            ParameterKind.Draws => "The draws of the step.",
            ParameterKind.Given or ParameterKind.GivenTensor or ParameterKind.Statistic or ParameterKind.Clock => "As declared.",
        };

    /// <summary>How many passes a network makes: what is asked about answers is asked after them.</summary>
    public int PassesOf(string network) =>
        AskLevels.Of(_nodes, _results).Where(ask => _nodes.NetworkOf(ask.Ask) == network).Select(ask => ask.Level).Distinct().Count();

    private string Times(string network) =>
        PassesOf(network) switch
        {
            1 => "once",
            2 => "twice",
            var times => times.ToString(System.Globalization.CultureInfo.InvariantCulture) + " times",
        };

    private IEnumerable<string> Trained() =>
        Enumerable
            .Range(0, _nodes.Count)
            .Where(i => _uses[i] > 0 && _nodes[i] is Node.Ask && HostForm.IsTrained(plan, i))
            .Select(ask => _nodes.NetworkOf(ask))
            .Distinct();
}
