using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>
/// What takes all rows of a batch before one of them can be computed: statistics of columns, losses over batches, derivatives
/// by autograd. What they are made of is written into columns by a loop of its own.
/// </summary>
/// <param name="ofMembers">Batches that hold rows of each member of an ensemble.</param>
internal sealed class CpuStages(
    SourceWriter writer,
    ClassScope scope,
    EquationBuilder nodes,
    LocalNames names,
    IReadOnlyList<string> ofMembers
)
{
    private readonly Dictionary<int, string> _values = [];

    /// <summary>Of each statistic C# for its number beside a row; else the local of the column that holds it.</summary>
    public IReadOnlyDictionary<int, string> Values => _values;

    /// <summary>Whether a batch holds rows of each member of an ensemble.</summary>
    public bool HasMembers(string batch) => ofMembers.Contains(batch);

    /// <summary>Writes the stages before some results, those that others are made of first.</summary>
    /// <param name="scratch">The batch's.</param>
    /// <param name="body">Makes the body of a loop over the batch that computes something.</param>
    public void Write(IEnumerable<int> results, Scratch scratch, Func<IReadOnlyList<int>, CpuRows> body)
    {
        var wanted = results.ToList();
        var uses = Uses.Of(nodes, wanted, static node => node is Node.Ask or Node.ArgumentGradient);
        var levels = new int[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i] is not (Node.Ask or Node.ArgumentGradient))
                levels[i] = nodes[i]
                    .Operands.Select(operand => levels[operand] + (Stages.IsStaged(nodes[operand]) ? 1 : 0))
                    .DefaultIfEmpty(0)
                    .Max();
        foreach (
            var stage in Enumerable
                .Range(0, nodes.Count)
                .Where(i => uses[i] > 0 && Stages.IsStaged(nodes[i]) && !_values.ContainsKey(i))
                .GroupBy(i => levels[i])
                .OrderBy(stage => stage.Key)
                .ToList()
        )
        {
            writer.Line();
            writer.Line($"// all rows before any: {string.Join(", ", stage.Select(node => Why(nodes[node])).Distinct())}");
            var loop = body([
                .. stage.SelectMany(node => Stages.Taken(nodes, node)).Where(node => !nodes.IsColumn(node)),
                .. stage.Select(node => nodes[node]).OfType<Node.Statistic>().Select(statistic => statistic.Level),
            ]);
            var columns = Columns(loop, scratch, stage.SelectMany(node => Stages.Taken(nodes, node)));
            foreach (var node in stage)
                if (nodes[node] is Node.Statistic statistic)
                    Statistic(node, statistic, columns[statistic.Column], loop, scratch);
                else
                    Derivative(node, (Node.BatchedGradient)nodes[node], columns, scratch);
        }
    }

    /// <summary>Losses over a batch: autograd through the user's code, which gives the gradient of each column.</summary>
    public void Losses(
        IReadOnlyList<(PlannedLoss Loss, int Index)> losses,
        Func<int, bool> isUsed,
        Scratch scratch,
        Func<IReadOnlyList<int>, CpuRows> body
    )
    {
        foreach (var (loss, index) in losses)
        {
            var values = loss.Columns.Select(column => column.Value).ToList();
            Write(values, scratch, body);
            writer.Line();
            writer.Line($"// {loss.Model.Member.Name} is over the whole batch: autograd through it gives the gradient of each column");
            var columns = Columns(body([.. values.Where(value => !nodes.IsColumn(value))]), scratch, values);
            var seeds = loss.Columns.Where(column => isUsed(column.Seed)).ToList();
            foreach (var seed in seeds)
                writer.Line($"var {_values[seed.Seed] = names.Fresh(seed.Parameter.Name + "Gradient")} = {scratch.Column()};");
            using var bridge = Bridge();
            var tensors = loss.Columns.ToDictionary(
                column => column.Parameter.Name,
                column => Tensor(columns[column.Value], 0, column.Parameter.Name + "Tensor", isUsed(column.Seed))
            );
            writer.Line(
                $"losses[{index}] += {RuntimeTypes.TensorBridge}.Backward({OverBatch.Call(loss.Model, parameter => tensors[parameter])});"
            );
            foreach (var seed in seeds)
                writer.Line($"{RuntimeTypes.TensorBridge}.Read({tensors[seed.Parameter.Name]}, {_values[seed.Seed]});");
        }
    }

    /// <summary>Columns of a batch: those of the data set as they are, the others written by one loop.</summary>
    private Dictionary<int, string> Columns(CpuRows loop, Scratch scratch, IEnumerable<int> wanted)
    {
        var columns = new Dictionary<int, string>();
        var computed = new List<int>();
        loop.Open();
        foreach (var node in wanted.Distinct())
            if (loop.AskedColumns.TryGetValue(node, out var known))
                columns[node] = known;
            else if (nodes.IsColumn(node))
            {
                var field = (Node.Field)nodes[node];
                columns[node] = loop.Found[node] = names.Fresh(new NodeNames(nodes).Column(field, isOther: false));
                writer.Line($"var {columns[node]} = {Signatures.Data(loop.Batch)}[\"{field.Name}\"];");
            }
            else
            {
                computed.Add(node);
                writer.Line($"var {columns[node] = names.Fresh("column")} = {scratch.Column()};");
                if (loop.HasWidth(node))
                    writer.Line($"{columns[node]}.Resize({loop.Width(node)});");
            }
        if (computed.Count > 0)
            using (loop.Loop())
                foreach (var node in computed)
                    loop.Write(node, columns[node]);
        return columns;
    }

    private void Statistic(int node, Node.Statistic statistic, string column, CpuRows loop, Scratch scratch)
    {
        var (rows, isOfMembers) = (Signatures.Data(loop.Batch), HasMembers(loop.Batch));
        var local = names.Fresh(CSharpText.Camel(statistic.Kind.ToString()));
        List<string> arguments = [column];
        if (statistic.Kind == StatisticKind.Quantile)
            arguments.Add(loop.Number(statistic.Level).Text);
        if (isOfMembers)
            arguments.Add(scratch.Next(rows + ".Members"));
        writer.Line($"var {local} = {RuntimeTypes.CpuValues}.{statistic.Kind}({string.Join(", ", arguments)});");
        _values[node] = isOfMembers ? $"{local}[i / {rows}.Count]" : local;
    }

    /// <summary>The derivative of an operation that declares none: autograd through its batched form.</summary>
    private void Derivative(int node, Node.BatchedGradient gradient, Dictionary<int, string> columns, Scratch scratch)
    {
        var apply = (Node.Apply)nodes[gradient.Operation];
        var operation = scope.OperationOf(apply);
        writer.Line($"var {_values[node] = names.Fresh("slope")} = {scratch.Column()};");
        using var bridge = Bridge();
        var tensors = apply
            .Arguments.Select((argument, i) => Tensor(columns[argument], nodes[argument].Type.Rank, "given", i == gradient.Argument))
            .ToList();
        var upstream = Tensor(columns[gradient.Gradient], nodes[gradient.Gradient].Type.Rank, "upstream", isLeaf: false);
        writer.Line($"{RuntimeTypes.TensorBridge}.Backward({operation.Batched}({string.Join(", ", tensors)}), {upstream});");
        writer.Line($"{RuntimeTypes.TensorBridge}.Read({tensors[gradient.Argument]}, {_values[node]});");
    }

    private string Why(Node node) =>
        node is Node.BatchedGradient gradient
            ? $"{scope.OperationOf((Node.Apply)nodes[gradient.Operation]).Name} "
                + "declares no derivative, so autograd goes through its batched form"
            : "statistics of a column";

    private IDisposable Bridge()
    {
        writer.Line($"using ({RuntimeTypes.Torch}.NewDisposeScope())");
        return writer.Block($"using ({RuntimeTypes.Torch}.enable_grad())");
    }

    private string Tensor(string column, int rank, string name, bool isLeaf)
    {
        var local = names.Fresh(name);
        writer.Line($"var {local} = {RuntimeTypes.TensorBridge}.{(isLeaf ? "Leaf" : "Tensor")}({column}{(rank == 0 ? "" : $", {rank}")});");
        return local;
    }
}
