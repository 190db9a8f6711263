using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>
/// Symbolic reverse differentiation of an equation with respect to the answers of its questions. The gradient is made of
/// ordinary nodes, so it is shared, folded and emitted like the equation itself.
/// </summary>
/// <remarks>
/// A branch selects its gradient, it never multiplies it by zero (0 times infinity is no number): the gradient of a branch
/// is carried on unmasked together with the condition under which it counts, and masked once where it arrives.
/// </remarks>
internal sealed class Differentiation
{
    private const int Always = Guards.Always;

    /// <summary>The most conditions that are kept apart at a node: choices that share their branches double them at every step.</summary>
    private const int MostGuards = 8;

    private readonly EquationBuilder _nodes;
    private readonly IReadOnlyDictionary<string, OperationModel> _operations;
    private readonly Func<int, bool> _isLeaf;
    private readonly Dictionary<int, SortedDictionary<int, int>> _arriving = [];
    private readonly Guards _guards;
    private readonly int _first;
    private readonly Factors _factors;
    private readonly List<(int Gradient, int Of)> _made = [];

    private Differentiation(EquationBuilder nodes, IReadOnlyDictionary<string, OperationModel> operations, Func<int, bool> isLeaf)
    {
        _isLeaf = isLeaf;
        _nodes = nodes;
        _operations = operations;
        _guards = new(nodes);
        _factors = new(nodes);
        _first = nodes.Count;
    }

    /// <param name="seed">The gradient of the result with respect to the root.</param>
    /// <param name="named">Whether gradients are called after what they are of: where code is written of them.</param>
    /// <param name="isLeaf">Nodes beside questions with respect to which the gradient is wanted; null where there are none.</param>
    /// <returns>The gradient with respect to every question on the root's path: trained, or about something trained.</returns>
    public static IReadOnlyDictionary<int, int> Run(
        EquationBuilder nodes,
        int root,
        int seed,
        IReadOnlyDictionary<string, OperationModel> operations,
        bool named = false,
        Func<int, bool>? isLeaf = null
    )
    {
        var pass = new Differentiation(nodes, operations, isLeaf ?? (static _ => false));
        var trained = pass.TrainedPaths(root);
        var gradients = new Dictionary<int, int>();
        pass.Arrive(root, Always, seed);
        for (var node = root; node >= 0; node--)
        {
            if (!trained[node] || !pass._arriving.TryGetValue(node, out var arriving))
                continue;
            if (nodes[node] is Node.Ask || pass._isLeaf(node))
            {
                gradients[node] = pass.Total(arriving);
                pass._made.Add((gradients[node], node));
                if (nodes[node] is Node.Ask ask)
                    pass.ToArguments(node, ask, gradients[node], trained);
            }
            else
                foreach (var (guard, gradient) in pass.Guarded(arriving))
                    pass.Propagate(node, guard, gradient, trained);
        }
        if (named)
            pass.Name();
        return gradients;
    }

    /// <summary>Gradients are called after what they are of, but for factors that are the same for all rows.</summary>
    private void Name()
    {
        var extents = Extents.Of(_nodes);
        var names = new NodeNames(_nodes);
        foreach (var (gradient, of) in _made.Where(made => made.Gradient >= _first))
            if (_nodes[of] is Node.Ask || _isLeaf(of))
                _nodes.Name(gradient, NodeNames.Gradient(names[of]), NameRank.Helper);
            else if (extents[gradient] != Extent.Scalar)
                _nodes.Name(gradient, NodeNames.Gradient(names[of]), NameRank.Parameter);
    }

    private bool[] TrainedPaths(int root)
    {
        var trained = new bool[root + 1];
        for (var i = 0; i <= root; i++)
            trained[i] =
                _isLeaf(i)
                || _nodes[i] is Node.Ask ask && _nodes.IsTrained(ask)
                || (
                    _nodes[i].Operands.Any(operand => trained[operand])
                    && _nodes[i].Type.Kind is not (ValueKind.Boolean or ValueKind.Enumeration)
                );
        return trained;
    }

    /// <summary>A question about something that a trained network said: the network asked hands the gradient on.</summary>
    private void ToArguments(int node, Node.Ask ask, int gradient, bool[] trained)
    {
        for (var i = 0; i < ask.Arguments.Count; i++)
            if (trained[ask.Arguments[i]])
                Arrive(
                    ask.Arguments[i],
                    Always,
                    _nodes.Add(
                        new Node.ArgumentGradient(
                            _nodes[ask.Arguments[i]].Type.IsWide ? ValueType.Vector : ValueType.Scalar,
                            node,
                            i,
                            gradient
                        )
                    )
                );
    }

    private void Arrive(int node, int guard, int gradient)
    {
        if (!_arriving.TryGetValue(node, out var arriving))
            _arriving[node] = arriving = [];
        arriving[guard] = arriving.TryGetValue(guard, out var other) ? _nodes.Arithmetic(BinaryOperator.Add, other, gradient) : gradient;
        _made.Add((arriving[guard], node));
    }

    private int Total(SortedDictionary<int, int> arriving)
    {
        int? total = null;
        foreach (var pair in _guards.Merged(arriving))
        {
            var part = pair.Key == Always ? pair.Value : _nodes.Select(pair.Key, pair.Value, _nodes.Constant(0));
            total = total is { } sum ? _nodes.Arithmetic(BinaryOperator.Add, sum, part) : part;
        }
        return total!.Value;
    }

    /// <summary>The gradients that arrive at a node, by condition; with too many conditions, their sum under any of them.</summary>
    private List<(int Guard, int Gradient)> Guarded(SortedDictionary<int, int> arriving) =>
        arriving.Count <= MostGuards
            ? [.. arriving.Select(pair => (pair.Key, pair.Value))]
            : [(arriving.ContainsKey(Always) ? Always : arriving.Keys.Aggregate(_nodes.Or), Total(arriving))];

    private void Propagate(int node, int guard, int gradient, bool[] trained)
    {
        void To(int operand, int part, int under)
        {
            if (trained[operand])
                Arrive(operand, under, _nodes[operand].Type.Rank > 0 || _nodes[part].Type.Rank == 0 ? part : _nodes.Sum(part));
        }

        switch (_nodes[node])
        {
            case Node.Unary { Operator: UnaryOperator.Negate } unary:
                To(unary.Operand, _nodes.Negate(gradient), guard);
                break;
            case Node.Unary { Operator: UnaryOperator.Sum } unary:
                To(unary.Operand, _nodes.Add(new Node.Broadcast(gradient, unary.Operand)), guard);
                break;
            case Node.Unary { Operator: UnaryOperator.ToVector or UnaryOperator.ToAct or UnaryOperator.ToState } unary:
                To(unary.Operand, gradient, guard);
                break;
            case Node.Binary binary:
                foreach (var (operand, part) in Parts(node, binary, gradient))
                    To(operand, part, guard);
                break;
            case Node.Select select:
                To(select.WhenTrue, gradient, _guards.Both(guard, select.Condition));
                To(select.WhenFalse, gradient, _guards.Both(guard, _nodes.Not(select.Condition)));
                break;
            case Node.Apply apply:
                foreach (var (operand, part) in Parts(node, apply, gradient, trained))
                foreach (var (under, value) in _guards.Branches(part, guard))
                    To(operand, value, under);
                break;
            default:
                throw new InvalidOperationException($"No derivative of {_nodes[node].GetType().Name}.");
        }
    }

    private IEnumerable<(int Operand, int Part)> Parts(int node, Node.Binary binary, int gradient)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                return [(binary.Left, gradient), (binary.Right, gradient)];
            case BinaryOperator.Subtract:
                return [(binary.Left, gradient), (binary.Right, _nodes.Negate(gradient))];
            case BinaryOperator.Multiply when _nodes[binary.Left].Type.Rank == 2 && _nodes[binary.Right].Type.Rank == 1:
                // dv = M^T g, dM = g v^T
                var transposed = _nodes.Add(new Node.Unary(ValueType.Matrix, UnaryOperator.Transpose, binary.Left));
                return
                [
                    (binary.Left, _nodes.Add(new Node.OuterProduct(gradient, binary.Right))),
                    (binary.Right, _nodes.Add(new Node.Binary(ValueType.Vector, BinaryOperator.Multiply, transposed, gradient))),
                ];
            case BinaryOperator.Multiply:
                return [(binary.Left, _factors.Times(gradient, binary.Right)), (binary.Right, _factors.Times(gradient, binary.Left))];
            case BinaryOperator.Divide: // d(a/b) = da/b - (a/b) db/b
                var overRight = _nodes.Arithmetic(BinaryOperator.Divide, gradient, binary.Right);
                return [(binary.Left, overRight), (binary.Right, _nodes.Negate(_factors.Times(overRight, node)))];
            default:
                throw new InvalidOperationException($"No derivative of {binary.Operator}.");
        }
    }

    private IEnumerable<(int Operand, int Part)> Parts(int node, Node.Apply apply, int gradient, bool[] trained)
    {
        var operation = _operations[apply.Operation];
        for (var i = 0; i < apply.Arguments.Count; i++)
        {
            if (!trained[apply.Arguments[i]])
                continue;
            if (apply.Operation == WellKnownNames.Outer) // d(u v^T): G v for u, G^T u for v
            {
                var upstream = i == 0 ? gradient : _nodes.Add(new Node.Unary(ValueType.Matrix, UnaryOperator.Transpose, gradient));
                yield return (
                    apply.Arguments[i],
                    _nodes.Add(new Node.Binary(ValueType.Vector, BinaryOperator.Multiply, upstream, apply.Arguments[1 - i]))
                );
                continue;
            }
            var derivative = operation.Gradients.FirstOrDefault(candidate => candidate.Parameter == operation.Parameters[i]);
            if (derivative is null)
            {
                var type = _nodes[apply.Arguments[i]].Type.Rank switch
                {
                    0 => ValueType.Scalar,
                    1 => ValueType.Vector,
                    _ => ValueType.Matrix,
                };
                yield return (apply.Arguments[i], _nodes.Add(new Node.BatchedGradient(type, node, i, gradient)));
                continue;
            }
            var inputs = operation
                .Parameters.Select((name, j) => (name, apply.Arguments[j]))
                .ToDictionary(pair => pair.name, pair => pair.Item2);
            inputs[derivative.Upstream] = gradient;
            yield return (apply.Arguments[i], _nodes.Inline(derivative.Equation, inputs));
        }
    }
}
