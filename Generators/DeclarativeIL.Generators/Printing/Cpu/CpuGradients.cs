using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>
/// The loops over rows: losses and the gradient of each answer; then, the last questions first, what the gradients of answers
/// mean for what was asked about, and the gradients of the answers that this was made of.
/// </summary>
internal sealed class CpuGradients(SourceWriter writer, MethodPlan method, PhasePlan plan, LocalNames names, CpuQuestions questions)
{
    private readonly IReadOnlyList<Node> _nodes = plan.Nodes.Nodes;
    private readonly Dictionary<int, string> _slopes = []; // of each gradient with respect to an argument, its column; empty for 0
    private readonly Scratch _scratch = new(Signatures.Escape(plan.Nodes.NetworkOf(questions.Passes.SelectMany(pass => pass.Asks).Min())));

    public void Emit()
    {
        var (now, later) = (
            new List<KeyValuePair<int, (int Gradient, string Batch)>>(),
            new List<KeyValuePair<int, (int Gradient, string Batch)>>()
        );
        foreach (var pair in plan.AllGradients)
            (plan.HasArgumentGradient(pair.Value.Gradient) ? later : now).Add(pair);
        foreach (var batch in plan.Batches)
        {
            var losses = plan.Losses.Select((loss, i) => (Loss: loss, Index: i)).Where(loss => loss.Loss.Batch == batch).ToList();
            var metrics = plan.Metrics.Select((metric, i) => (Metric: metric, Index: i)).Where(metric => metric.Metric.Batch == batch);
            questions.Stages!.Losses(
                [.. losses.Where(loss => loss.Loss.Value < 0)],
                node => method.IsUsed(node),
                questions.ScratchOf(Signatures.Data(batch)),
                of => Body(batch, of, questions.ScratchOf(Signatures.Data(batch)))
            );
            Loop(
                batch,
                [
                    .. losses
                        .Where(loss => loss.Loss.Value >= 0)
                        .Select(loss => new Summed(loss.Loss.Value, "losses", loss.Index, loss.Loss.Model.Member.Name)),
                    .. metrics.Select(one => new Summed(one.Metric.Value, "metrics", one.Index, one.Metric.Model.Member.Name)),
                ],
                now
            );
        }
        var open = questions
            .Passes.Where(pass => pass.Asks.Any(ask => plan.ReachesInputs(ask)))
            .OrderByDescending(pass => pass.Level)
            .ToList();
        foreach (var level in later.GroupBy(pair => LevelOf(pair.Key)).OrderByDescending(level => level.Key))
        {
            foreach (var pass in open.Where(pass => pass.Level > level.Key).ToList())
            {
                BackwardToInputs(pass);
                open.Remove(pass);
            }
            foreach (var batch in level.Select(BatchOf).Distinct())
                Loop(batch, [], level);
        }
    }

    private int LevelOf(int ask) => questions.Passes.First(pass => pass.Asks.Contains(ask)).Level;

    /// <summary>Gradients with respect to what a pass was asked about. Several losses share one: by then it is that of their sum.</summary>
    private void BackwardToInputs(CpuPass pass)
    {
        writer.Line();
        writer.Line($"// gradients with respect to what {pass.Network} was asked about");
        foreach (
            var same in Enumerable
                .Range(0, _nodes.Count)
                .Where(i => method.IsUsed(i) && _nodes[i] is Node.ArgumentGradient slope && pass.Asks.Contains(slope.Question))
                .GroupBy(i => (((Node.ArgumentGradient)_nodes[i]).Question, ((Node.ArgumentGradient)_nodes[i]).Argument))
        )
        {
            var answer = questions.Outputs[same.Key.Question];
            _slopes[same.First()] = names.Fresh(answer + "Slope");
            foreach (var other in same.Skip(1))
                _slopes[other] = "";
            writer.Line($"var {_slopes[same.First()]} = {answer}.ArgumentGradient({same.Key.Argument});");
        }
        writer.Line($"{pass.Local}.BackwardToArguments();");
    }

    private void Loop(string batch, IReadOnlyList<Summed> means, IEnumerable<KeyValuePair<int, (int Gradient, string Batch)>> all)
    {
        var gradients = all.Where(pair => BatchOf(pair) == batch).ToList();
        List<int> results = [.. means.Select(mean => mean.Value), .. gradients.Select(pair => pair.Value.Gradient)];
        if (results.Count == 0)
            return;
        questions.Stages!.Write(
            results,
            questions.ScratchOf(Signatures.Data(batch)),
            of => Body(batch, of, questions.ScratchOf(Signatures.Data(batch)))
        );
        var body = Body(batch, results, _scratch);
        writer.Line();
        body.Open();
        var sums = means
            .Select(mean => batch.Length == 0 ? $"{mean.Of}[{mean.Index}]" : names.Fresh(CSharpText.Camel(mean.Name) + "Sum"))
            .ToList();
        foreach (var sum in sums.Where(_ => batch.Length > 0))
            writer.Line($"var {sum} = 0.0;");
        using (body.Loop())
        {
            for (var i = 0; i < means.Count; i++)
                writer.Line($"{sums[i]} += {body.Number(means[i].Value)};");
            foreach (var pair in gradients.Where(pair => !body.IsAddedOnce(pair.Key, pair.Value.Gradient)))
                body.AddGradient(pair.Key, pair.Value.Gradient);
        }
        foreach (var pair in gradients.Where(pair => body.IsAddedOnce(pair.Key, pair.Value.Gradient)))
            body.AddGradientOnce(pair.Key, pair.Value.Gradient);
        for (var i = 0; i < means.Count && batch.Length > 0; i++)
            writer.Line($"{means[i].Of}[{means[i].Index}] += {sums[i]} / {Signatures.Data(batch)}.Rows;");
    }

    /// <summary>What is summed over the rows of a loop: a loss or a metric, by its place among those.</summary>
    private sealed record Summed(int Value, string Of, int Index, string Name);

    private CpuRows Body(string batch, IReadOnlyList<int> of, Scratch scratch)
    {
        var body = questions.Loop(batch, of, scratch);
        body.Slopes = _slopes;
        return body;
    }

    /// <summary>A question about rows belongs to their batch; one about the network to that of its loss.</summary>
    private string BatchOf(KeyValuePair<int, (int Gradient, string Batch)> pair) =>
        ((Node.Ask)_nodes[pair.Key]).Arguments is { Count: > 0 } arguments
            ? arguments.SelectMany(argument => Stages.BatchesOf(_nodes, argument, plan.Draws)).Append(pair.Value.Batch).First()
            : pair.Value.Batch;
}
