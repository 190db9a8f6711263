using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>How many draws there are, how wide they are, and whether what is given fits.</summary>
internal sealed partial class LiftedBody
{
    private readonly List<(int Node, Input.Draw Input, int Anchor)> _waiting = [];
    private readonly HashSet<(int Given, string Rows, string Columns)> _checked = [];

    /// <summary>The batch of each draw; where there is only one batch, it is that one.</summary>
    public IReadOnlyDictionary<Input.Draw, string> Draws { get; set; } = new Dictionary<Input.Draw, string>();

    /// <summary>
    /// C# for the sizes of the leading dimensions of the rows that a question is asked in, as they stand in a collection expression.
    /// </summary>
    public Func<int, string>? Shape { get; set; }

    /// <summary>An argument of a question has as many rows as the others.</summary>
    private Code PerRow(int node, int ask)
    {
        var code = Asked(node);
        if (ExtentOf(node) == Extent.Rows)
            return code;
        var wide = ((Node.Ask)_nodes[ask])
            .Arguments.Where(other => ExtentOf(other) == Extent.Rows && _nodes[other].Type.IsWide)
            .Select(other => (int?)other)
            .FirstOrDefault();
        if (wide is { } like && _nodes[node].Type.Rank == 0)
            return ExtentOf(node) == Extent.Scalar
                ? TensorOperators.Like(Expression(like).Then(".select(-1, 0)"), code)
                : code.Then($".expand_as({Expression(like).Then(".select(-1, 0)")})");
        var shape = wide is { } known ? $".. {Expression(known).Then(".shape[..^1]")}" : Shape?.Invoke(ask) ?? Rows();
        return ExtentOf(node) == Extent.Scalar
            ? TensorOperators.Full(shape, code.Text, Type, TensorOperators.Device(Type))
            : code.Then($".expand([{shape}{string.Concat(Enumerable.Repeat(", -1", _nodes[node].Type.Rank))}])");
    }

    private string Rows() =>
        Needs.FirstOrDefault(parameter => parameter.Kind == ParameterKind.Batch) is { } rows
            ? $".. {Signatures.Data(rows.Name)}.Shape"
            : "1";

    /// <summary>Sizes of given vectors and matrices, before torch multiplies or repeats them.</summary>
    /// <param name="areRows">Whether columns say what they have to be; else answers that are there.</param>
    private void CheckGiven(bool areRows)
    {
        Dimensions? sizes = null;
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_uses[i] == 0 || _nodes[i] is not Node.Input { Type.Rank: > 0, Source: Input.Given given } input)
                continue;
            sizes ??= new(_nodes);
            string? Like(int? anchor) =>
                anchor is { } known && _uses[known] > 0 && _expressions.IsGiven(known) ? Expression(known).Text : null;
            var (rows, columns) = (
                Like(sizes.AnchorOfRows(i, areRows)),
                input.Type.Rank == 2 ? Like(sizes.AnchorOfColumns(i, areRows)) : null
            );
            if ((rows ?? columns) is null || !_checked.Add((i, rows ?? "", columns ?? "")))
                continue;
            _writer.Line(
                $"{RuntimeTypes.TrainingPreconditions}.CheckGiven({MethodParameters.OnDevice(given.Name)}, \"{given.Name}\", "
                    + $"{(input.Type.Rank == 1 ? rows : $"{rows ?? "null"}, {columns ?? "null"}")});"
            );
        }
    }

    private void Draw(int node, ValueType type, Input.Draw draw)
    {
        var anchor = type.Rank > 0 ? LikeOf(node) : null;
        if (anchor is { } like)
        {
            if (!_expressions.CanBeWritten(like.Node))
            {
                _waiting.Add((node, draw, like.Node)); // as wide as an answer that is not there yet, or as what is computed from one
                return;
            }
            _expressions.UseAgain(like.Node);
        }
        var call = (type.Kind, anchor) switch
        {
            (ValueKind.Draw, _) => $"draws.Draw(\"{draw.Stream}\")",
            (ValueKind.Vector, { } wide) => Gaussian(draw, wide.Node, wide.Side),
            (ValueKind.Vector, _) when _columns.Count == 0 => throw new InvalidOperationException(
                $"Nothing says how wide the draw '{draw.Stream}' is."
            ),
            (ValueKind.Vector, _) => $"draws.Gaussian(\"{draw.Stream}\", {Rows(draw)})",
            _ => $"draws.Uniform(\"{draw.Stream}\", {Rows(draw)})",
        };
        var local = Names.Fresh(draw.Parameter);
        _writer.Line($"var {local} = {call};");
        Define(node, local);
    }

    /// <summary>What says how wide a draw is: of known size, else computed.</summary>
    private (int Node, Side Side)? LikeOf(int draw)
    {
        bool IsUsed(int candidate) => _uses[candidate] > 0;
        var sizes = new Dimensions(_nodes);
        return sizes.Anchor(draw, IsUsed) ?? (sizes.Computed(draw, IsUsed) is { } computed ? (computed, Side.Width) : null);
    }

    /// <summary>Draws whose width is there by now.</summary>
    private void DrawWaiting()
    {
        while (_waiting.FirstOrDefault(draw => _expressions.CanBeWritten(draw.Anchor)) is { Input: not null } next)
        {
            _waiting.Remove(next);
            Draw(next.Node, _nodes[next.Node].Type, next.Input);
        }
    }

    private string Gaussian(Input.Draw draw, int anchor, Side side)
    {
        var like = Expression(anchor)
            .Then(
                side switch
                {
                    Side.Rows => ".select(-1, 0)",
                    Side.Columns => ".select(-2, 0)",
                    _ => "",
                }
            );
        return ExtentOf(anchor) == Extent.Rows ? $"draws.Gaussian(\"{draw.Stream}\", {like})"
            : BatchOf(draw) is { Length: > 0 } batch ? $"draws.Gaussian(\"{draw.Stream}\", {Signatures.Data(batch)}, {like})"
            : $"draws.Gaussian(\"{draw.Stream}\", {like.Then(".unsqueeze(0)")})";
    }

    private string BatchOf(Input.Draw draw) =>
        Draws.TryGetValue(draw, out var own) ? own : Needs.FirstOrDefault(parameter => parameter.Kind == ParameterKind.Batch)?.Name ?? "";

    /// <summary>What has as many rows as a draw: a column of its batch, else the batch itself; one row where there is no batch.</summary>
    private string Rows(Input.Draw draw)
    {
        var batch = BatchOf(draw);
        if (batch.Length == 0)
            return $"{RuntimeTypes.Torch}.empty(1, 1, dtype: {Type}, device: {TensorOperators.Device(Type)})";
        return _columns.FirstOrDefault(column => column.Batch == batch).Local ?? Signatures.Data(batch);
    }
}
