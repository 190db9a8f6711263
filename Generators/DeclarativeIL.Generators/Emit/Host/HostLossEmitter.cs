using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>One batch of one turn as a loop over samples: the losses and their closed-form gradient in plain numbers.</summary>
internal sealed class HostLossEmitter(SourceWriter writer, Cast cast, TurnPlan plan)
{
    private readonly IReadOnlyList<Node> _nodes = plan.Nodes.Nodes;
    private readonly int[] _uses = Uses.Of(plan.Nodes.Nodes, HostForm.Results(plan));
    private readonly Dictionary<int, string> _answers = [];              // of each question, the local that holds its answers
    private readonly Dictionary<string, HostRoom> _rooms = [];
    private HostStages? _stages;

    /// <summary>Networks that are asked, in the order of the parameters; then the batches, and other values from the caller.</summary>
    public IReadOnlyList<Need> Needs => HostForm.Needs(NeedList.Of(_nodes, node => _uses[node] > 0, cast, onDevice: false)
        .Where(need => need.Kind != Inputs.Rows)
        .Concat(plan.Rows.Select(rows => new Need(Inputs.Rows, rows.Name, $"{WellKnownNames.HostBatch}<{rows.Type}>"))), cast);

    public void Emit()
    {
        var needs = Needs;
        var trained = Trained().ToList();
        writer.Line();
        writer.Line("/// <summary>The same batch on the host, sample by sample: the losses and their closed-form gradient in plain numbers.</summary>");
        foreach (var need in needs)
            writer.Line($"/// <param name=\"{need.Name}\">{Meaning(need, trained)}</param>");
        writer.Line($"/// <param name=\"losses\">[{plan.Losses.Count}], to which the mean of each loss is added: {string.Join(", ", plan.Losses.Select(loss => loss.Model.Member.Name))}.</param>");
        writer.Line(SourceWriter.Stamp);
        writer.Call($"{cast.Model.Access} void {Signatures.Accumulate(plan)}", [.. NeedList.Declarations(needs), "double[] losses"], "");
        using (writer.Braces())
        {
            foreach (var need in needs.Where(need => need.Kind is Inputs.Player or Inputs.Rows or Inputs.Draw))
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({Signatures.Escape(need.Name)});");
            var names = new Names(needs.Select(need => need.Name).Concat(["i", "k", "losses"]));
            _stages = new(writer, cast, _nodes, names, [.. plan.Rows.Where(rows => rows.Ensemble is not null).Select(rows => rows.Name)]);
            Ask(names);
            foreach (var batch in plan.Losses.Select(loss => loss.Batch).Distinct().ToList())
                Batch(batch, names);
            writer.Line();
            foreach (var network in trained)
                writer.Line($"{Signatures.Escape(network)}.Backward();");
        }
    }

    private static string Meaning(Need need, List<string> trained) => need.Kind switch
    {
        Inputs.Player when !trained.Contains(need.Name) => "Asked once.",
        Inputs.Player => "Asked once; the gradient is added to it.",
        Inputs.Rows => "The rows.",
        Inputs.Draw => "The draws of the step.",
        _ => "As declared.",
    };

    private IEnumerable<string> Trained() => Asks().Where(ask => HostForm.IsTrained(plan, ask)).Select(Variable).Distinct();

    private IEnumerable<int> Asks() => Enumerable.Range(0, _nodes.Count).Where(i => _uses[i] > 0 && _nodes[i] is Node.Ask);

    private string Variable(int ask) => HostForm.PlayerOf(_nodes, ask).Name;

    /// <summary>Columns, questions, and one pass for each network.</summary>
    private void Ask(Names names)
    {
        var columns = new Dictionary<int, string>();
        foreach (var argument in Asks().SelectMany(ask => ((Node.Ask)_nodes[ask]).Arguments).Distinct().OrderBy(argument => argument))
        {
            if (!HostForm.IsColumn(_nodes, argument))
                continue;
            var field = (Node.Field)_nodes[argument];
            columns[argument] = names.Fresh(CSharpText.Camel(field.Name));
            writer.Line($"var {columns[argument]} = {Signatures.Escape(Inputs.Split(((Node.Input)_nodes[field.Of]).Name).Name)}[\"{field.Name}\"];");
        }
        _columns = columns;
        foreach (var batch in plan.Rows)
            Compute(batch.Name, columns, names);
        foreach (var network in Asks().GroupBy(Variable).OrderBy(network => cast.Variables.ToList().IndexOf(network.Key)))
        {
            writer.Line();
            writer.Line($"// one forward pass of {network.Key} answers everything that is asked of it here");
            foreach (var same in network.GroupBy(ask => (((Node.Ask)_nodes[ask]).Member, ((Node.Ask)_nodes[ask]).Arguments)))
            {
                var question = cast.Model.Questions.First(candidate => candidate.Member == same.Key.Member);
                var local = names.Fresh(network.Key + question.Name);
                writer.Line($"var {local} = {Signatures.Escape(network.Key)}.Ask<{question.Record}>([{string.Join(", ", same.Key.Arguments.Select(argument => columns[argument]))}]);");
                foreach (var ask in same)
                    _answers[ask] = local;
            }
            writer.Line($"{Signatures.Escape(network.Key)}.Forward();");
        }
    }

    /// <summary>What is asked about and is no column of the data set is written into one of its own first.</summary>
    private void Compute(string batch, Dictionary<int, string> columns, Names names)
    {
        var arguments = Asks().SelectMany(ask => ((Node.Ask)_nodes[ask]).Arguments).Distinct().Where(argument => !HostForm.IsColumn(_nodes, argument) && HostForm.BatchesOf(_nodes, argument, plan.Draws).Contains(batch)).ToList();
        if (arguments.Count == 0)
            return;
        var (rows, room) = (Signatures.Escape(batch), RoomOf(Signatures.Escape(batch)));
        HostRows Body(IReadOnlyList<int> results) => Loop(batch, results, columns, room, names);
        _stages!.Write(arguments, room, Body);
        var body = Body(arguments);
        writer.Line();
        body.Open();
        foreach (var argument in arguments)
        {
            columns[argument] = names.Fresh("asked");
            writer.Line($"var {columns[argument]} = {room.Column()};");
            writer.Line($"{columns[argument]}.Open({body.Width(argument)});");
        }
        using (writer.Block($"for (var i = 0; i < {rows}.Rows; i++)"))
            foreach (var argument in arguments)
                body.Write(argument, columns[argument]);
    }

    private IReadOnlyDictionary<int, string> _columns = new Dictionary<int, string>();

    /// <summary>Room in a batch or a network, for all loops.</summary>
    private HostRoom RoomOf(string owner) => _rooms.TryGetValue(owner, out var room) ? room : _rooms[owner] = new(owner);

    private HostRows Loop(string batch, IReadOnlyList<int> results, IReadOnlyDictionary<int, string> columns, HostRoom room, Names names) => new(writer, cast, _nodes, names, results)
    {
        Answers = new Dictionary<int, string>(_answers),
        AskedColumns = columns.ToDictionary(pair => pair.Key, pair => pair.Value),
        Staged = _stages!.Values,
        Batch = batch,
        Draws = plan.Draws,
        IsPart = node => _uses[node] > 0,
        Room = room,
    };

    private void Batch(string batch, Names names)
    {
        var losses = plan.Losses.Select((loss, i) => (Loss: loss, Index: i)).Where(loss => loss.Loss.Batch == batch).ToList();
        var gradients = plan.Gradients.Where(pair => HostForm.IsTrained(plan, pair.Key) && BatchOf(pair.Key, pair.Value.Batch) == batch).ToList();
        var values = losses.Where(loss => loss.Loss.Value >= 0).ToList();
        List<int> results = [.. values.Select(loss => loss.Loss.Value), .. gradients.Select(pair => pair.Value.Gradient)];
        HostRows Staged(IReadOnlyList<int> of) => Loop(batch, of, _columns, RoomOf(Signatures.Escape(batch)), names);
        _stages!.Losses([.. losses.Except(values)], node => _uses[node] > 0, RoomOf(Signatures.Escape(batch)), Staged);
        _stages.Write(results, RoomOf(Signatures.Escape(batch)), Staged);
        var body = Loop(batch, results, _columns, RoomOf(Signatures.Escape(Variable(Asks().First()))), names);
        writer.Line();
        body.Open();
        var rows = batch.Length == 0 ? "" : Signatures.Escape(batch) + ".Rows";
        using (writer.Block(batch.Length == 0 ? "" : $"for (var i = 0; i < {rows}; i++)"))
        {
            foreach (var (loss, index) in values)
                writer.Line($"losses[{index}] += {(batch.Length == 0 ? body.Number(loss.Value).Text : Code.Infix(body.Number(loss.Value), "/", Code.Atom(rows), Code.Product).Text)};");
            foreach (var pair in gradients)
                body.Give(pair.Key, pair.Value.Gradient);
        }
    }

    /// <summary>A question about rows belongs to their batch; one about the network to that of its loss.</summary>
    private string BatchOf(int ask, string lossBatch)
        => ((Node.Ask)_nodes[ask]).Arguments is { Count: > 0 } arguments ? HostForm.BatchesOf(_nodes, arguments[0], plan.Draws).First() : lossBatch;
}
