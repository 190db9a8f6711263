using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>One forward pass of a network.</summary>
/// <param name="Local">The variable that stands for the pass.</param>
internal sealed record CpuPass(string Local, string Network, int Level, IReadOnlyList<int> Asks);

/// <summary>
/// The questions of a method without tensors, level by level: what is asked about, and one forward pass per network and level.
/// </summary>
internal sealed class CpuQuestions(
    SourceWriter writer,
    MethodPlan method,
    LocalNames names,
    IReadOnlyDictionary<Input.Draw, string> draws,
    LoopContext context
)
{
    private readonly EquationBuilder _nodes = method.Nodes;
    private readonly NodeNames _nodeNames = new(method.Nodes);
    private readonly Dictionary<int, string> _answers = [],
        _columns = [],
        _found = [];
    private readonly Dictionary<string, Scratch> _scratch = [];
    private readonly List<CpuPass> _passes = [];

    /// <summary>Of each question, the local that holds its answers.</summary>
    public IReadOnlyDictionary<int, string> Outputs => _answers;

    /// <summary>Of each thing that is asked about, the local of its column.</summary>
    public IReadOnlyDictionary<int, string> Columns => _columns;

    /// <summary>The passes in the order in which they were made.</summary>
    public IReadOnlyList<CpuPass> Passes => _passes;

    /// <summary>What is asked about, and what is computed later, may take all rows of a batch first.</summary>
    public CpuStages? Stages { get; set; }

    /// <summary>Batches whose rows are asked about, in order.</summary>
    public IReadOnlyList<string> Batches { get; set; } = [];

    /// <summary>Questions whose gradient goes to their arguments alone, though the network is trained.</summary>
    public Func<int, bool> IsDetached { get; set; } = static _ => false;

    /// <summary>Questions that no gradient goes through, though the network is trained.</summary>
    public Func<int, bool> IsReported { get; set; } = static _ => false;

    /// <summary>Writes the questions.</summary>
    public void Ask()
    {
        var schedule = method.Schedule.Where(ask => !context.IsInRow(ask.Ask)).ToList();
        foreach (var argument in schedule.SelectMany(ask => ((Node.Ask)_nodes[ask.Ask]).Arguments).Distinct().OrderBy(argument => argument))
            Column(argument);
        foreach (var level in schedule.GroupBy(ask => ask.Level).OrderBy(level => level.Key))
        {
            var arguments = level
                .SelectMany(ask => ((Node.Ask)_nodes[ask.Ask]).Arguments)
                .Distinct()
                .Where(argument => !_columns.ContainsKey(argument))
                .ToList();
            foreach (var batch in Batches)
                Compute(
                    batch,
                    [
                        .. arguments.Where(argument =>
                            Planning.Stages.BatchesOf(_nodes, argument, draws).DefaultIfEmpty(Batches[0]).Contains(batch)
                        ),
                    ]
                );
            foreach (
                var network in level
                    .GroupBy(ask => (Name: _nodes.NetworkOf(ask.Ask), IsApart: method.IsApart(ask.Ask)))
                    .OrderBy(network => method.Scope.Variables.ToList().IndexOf(network.Key.Name))
                    .ThenBy(network => network.Key.IsApart)
            )
                Forward(network.Key.Name, level.Key, [.. network.Select(ask => ask.Ask)]);
        }
    }

    /// <summary>The scratch memory of a batch, for all loops over it.</summary>
    public Scratch ScratchOf(string owner) => _scratch.TryGetValue(owner, out var scratch) ? scratch : _scratch[owner] = new(owner);

    private void Column(int argument)
    {
        if (_nodes.IsColumn(argument))
        {
            var field = (Node.Field)_nodes[argument];
            var local = _columns[argument] = names.Fresh(_nodeNames.Column(field, isOther: false));
            writer.Line($"var {local} = {Signatures.Data(_nodes.RowsOf(argument)!.Batch)}[\"{field.Name}\"];");
        }
        else if (context.PointOf(argument) is var (column, _))
            _columns[argument] = column;
        else if (_nodes[argument] is Node.Input { Type.Kind: ValueKind.Draw, Source: Input.Draw draw } input)
            _columns[argument] = CpuRows.Drawn(writer, names, context, draw, input.Type, draws[draw]);
    }

    /// <summary>What is asked about and is no column of the data set is written into one of its own first.</summary>
    private void Compute(string batch, IReadOnlyList<int> arguments)
    {
        if (arguments.Count == 0)
            return;
        var scratch = ScratchOf(Signatures.Data(batch));
        Stages?.Write(arguments, scratch, of => Loop(batch, of, scratch));
        var body = Loop(batch, arguments, scratch);
        writer.Line();
        body.Open();
        foreach (var argument in arguments)
        {
            _columns[argument] = names.Fresh("asked");
            writer.Line($"var {_columns[argument]} = {scratch.Column()};");
            if (body.HasWidth(argument))
                writer.Line($"{_columns[argument]}.Resize({body.Width(argument)});");
        }
        using (body.Loop())
            foreach (var argument in arguments)
                body.Write(argument, _columns[argument]);
    }

    /// <summary>The body of a loop over a batch that computes something.</summary>
    public CpuRows Loop(string batch, IReadOnlyList<int> of, Scratch scratch) =>
        new(writer, method.Scope, _nodes, names, of, context)
        {
            Outputs = new Dictionary<int, string>(_answers),
            AskedColumns = _columns.Concat(_found).ToDictionary(column => column.Key, column => column.Value),
            Found = _found,
            Staged = Stages?.Values ?? new Dictionary<int, string>(),
            Batch = batch,
            HasMembers = Stages?.HasMembers(batch) ?? false,
            Draws = draws,
            IsPart = node => method.IsUsed(node),
            Scratch = scratch,
        };

    private void Forward(string network, int level, IReadOnlyList<int> asks)
    {
        writer.Line();
        writer.Line($"// one forward pass of {network} answers everything that is asked of it here");
        var before = _passes.Count(pass => pass.Network == network);
        var local = before == 0 ? Signatures.Escape(network) : names.Fresh(network + "Again");
        if (before > 0)
            writer.Line($"var {local} = {Signatures.Escape(network)}.Pass({before});");
        foreach (var same in asks.GroupBy(ask => (((Node.Ask)_nodes[ask]).Member, ((Node.Ask)_nodes[ask]).Arguments, IsDetached(ask))))
        {
            var question = method.Scope.QuestionOf((Node.Ask)_nodes[same.First()]);
            var answer = names.Fresh(_nodeNames.Answer(network, same.First()));
            writer.Line(
                $"var {answer} = {local}.Ask<{question.Record}>(["
                    + $"{string.Join(", ", same.Key.Arguments.Select(argument => _columns[argument]))}])"
                    + (
                        same.All(IsReported) ? ".Detach();      // no gradient: a metric asks"
                        : same.Key.Item3 ? ".Detach();      // the gradient goes to what is asked about"
                        : ";"
                    )
            );
            foreach (var ask in same)
                _answers[ask] = answer;
        }
        writer.Line($"{local}.Forward();");
        _passes.Add(new(local, network, level, asks));
    }
}
