using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>Calls of batched forms, whose arguments all have as many rows.</summary>
internal sealed partial class TensorExpressions
{
    private Code BatchedGradient(Node.BatchedGradient node)
    {
        var apply = (Node.Apply)_nodes[node.Operation];
        var arguments = Arguments(apply);
        var upstream =
            _extents[node.Gradient] == Extent.Scalar
                ? TensorOperators.Like(_code[node.Operation], _code[node.Gradient])
                : _code[node.Gradient];
        // one value for all rows has a gradient in each
        if (_extents[node.Gradient] == Extent.Rows && _extents[node.Operation] == Extent.Whole)
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = Code.Atom(arguments[i])
                    .Then(
                        $".expand([.. {upstream.In(Code.Primary)}.shape[..^{apply.Type.Rank}]"
                            + $"{string.Concat(Enumerable.Repeat(", -1", _nodes[apply.Arguments[i]].Type.Rank))}])"
                    )
                    .Text;
        var at = arguments[node.Argument];
        arguments[node.Argument] = "given";
        return Code.Call(
            RuntimeTypes.Autograd + ".Gradient",
            $"given => {_operations[apply.Operation].Batched}({string.Join(", ", arguments)})",
            at,
            upstream.Text
        );
    }

    private Code Apply(Node.Apply apply) =>
        ElseZero(apply) is { } where
            ? _code[where.Arguments[1]].Then($".Filled({_code[where.Arguments[0]].Then(".Is(0.0)")}, 0.0)")
            : Code.Call(_operations[apply.Operation].Batched, Arguments(apply));

    /// <summary>
    /// A choice, component by component, between numbers and 0, for which no vector of zeros is made; null where a node is none.
    /// </summary>
    private Node.Apply? ElseZero(Node node) =>
        node is Node.Apply { Operation: WellKnownNames.VectorWhere } where
        && _extents[where.Arguments[0]] == _extents[where.Arguments[1]]
        && _nodes[where.Arguments[2]] is Node.Apply { Operation: WellKnownNames.Repeat } zeros
        && _nodes[zeros.Arguments[0]] is Node.Constant { Value: 0 }
            ? where
            : null;

    private string[] Arguments(Node.Apply apply)
    {
        var rows = RowArguments.Of(_nodes, _extents, apply);
        var like = _code[rows];
        for (var i = 0; i < _nodes[rows].Type.Rank; i++)
            like = like.Then(".select(-1, 0)");
        var isPerRow = _extents[rows] == Extent.Rows;
        Code Like(Code number) =>
            _nodes[rows].Type.Kind == ValueKind.Boolean ? TensorOperators.Like(like, number, _type) : TensorOperators.Like(like, number);
        return
        [
            .. apply.Arguments.Select(
                (argument, i) =>
                    (_extents[argument], _nodes[argument].Type.Kind) switch
                    {
                        _ when _operations[apply.Operation].Counts.Contains(i) => ScalarOperators.Int(_code[argument]),
                        (Extent.Scalar, ValueKind.Boolean) => Like(
                            _nodes[argument] is Node.Truth truth
                                ? Code.Atom(truth.Value ? "1.0" : "0.0")
                                : new Code(_code[argument].In(Code.Choice + 1) + " ? 1.0 : 0.0", Code.Choice)
                        ).Text,
                        (Extent.Scalar, _) => Like(_code[argument]).Text,
                        (_, ValueKind.Boolean) => _code[argument].Then($".to_type({_type})").Text,
                        (Extent.Whole, _) when isPerRow && _nodes[argument].Type.Rank > 0 => _code[argument]
                            .Then($".expand([.. {like.In(Code.Primary)}.shape{Kept(_nodes[argument].Type.Rank)}])")
                            .Text,
                        _ => _code[argument].Text,
                    }
            ),
        ];
    }

    /// <summary>Sizes that stay as they are.</summary>
    private static string Kept(int dimensions) => string.Concat(Enumerable.Repeat(", -1", dimensions));
}
