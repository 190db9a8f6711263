using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Computes equations, each row by itself and only the branches that are taken, as C# does.</summary>
/// <typeparam name="T">The values computed with.</typeparam>
public abstract class Evaluator<T>(Equation equation, Situation at)
    where T : class
{
    private readonly T?[] _locals = new T?[equation.Locals.Count];

    protected Situation At => at;

    public T Value() => Value(equation.Root, []);

    protected abstract T Given(Kind kind, double[] value);

    protected abstract T Ask(Player player, QuestionKind question, T[] arguments);

    protected abstract T Apply(Operation operation, T[] operands, bool isExact);

    protected abstract T Noisy(T vector, T? scale, double[] noise);

    protected abstract double Number(T value);

    private T Value(Expr expr, T[] parameters)
    {
        T Operand(int i) => Value(expr.Operands[i], parameters);
        T[] Operands() => [.. expr.Operands.Select(operand => Value(operand, parameters))];
        switch (expr.Shape)
        {
            case Leaf leaf:
                return Given(leaf.Kind, leaf.Read(at));
            case Parameter parameter:
                return parameters[parameter.Index];
            case Local local:
                return _locals[local.Index] ??= Value(equation.Locals[local.Index], []);
            case Call call:
                return Value(equation.Helpers[call.Helper].Body, Operands());
            case Ask ask:
                return Ask(ask.Player, ask.Question, Operands());
            case Apply apply:
                return Apply(apply.Operation, Operands(), expr.Operands.All(operand => operand.Shape is Leaf { IsExact: true }));
            case Noise noise:
                return Noisy(Operand(0), noise.IsScaled ? Operand(1) : null, at.Gaussian(noise.Draw, noise.Kind));
            case Choose:
                return Operand(Number(Operand(0)) != 0 ? 1 : 2);
            case Junction junction:
                var left = Operand(0);
                return Number(left) != 0 == junction.IsAnd ? Operand(1) : left;
            case Switch choice:
                var label = Array.FindIndex(choice.Labels, label => label.Value == Number(Operand(0)));
                return Operand(label < 0 ? expr.Operands.Count - 1 : label + 1);
            default:
                throw new InvalidOperationException(expr.Shape.ToString());
        }
    }
}

/// <summary>In plain float64; says whether the row is fit for comparisons: values moderate, and far from every jump and bend.</summary>
public sealed class CpuEvaluator(Equation equation, Situation at) : Evaluator<double[]>(equation, at)
{
    private const double LeastMargin = 1e-3,
        Largest = 1e3;

    public bool IsFit { get; private set; } = true;

    /// <summary>What the data had of its own.</summary>
    public HashSet<string> Met { get; } = [];

    protected override double[] Given(Kind kind, double[] value) => value;

    protected override double[] Ask(Player player, QuestionKind question, double[][] arguments)
    {
        double[] asked = [.. arguments.SelectMany(argument => argument)];
        return Fit([.. Enumerable.Range(0, At.Run.Widths.Of(question.Kind)).Select(i => AnswerField.At(player.Id, question, i, asked))]);
    }

    protected override double[] Apply(Operation operation, double[][] operands, bool isExact)
    {
        if (operation.Margin is { } margin && !isExact && !(margin(operands) > LeastMargin))
            IsFit = false;
        if (isExact && operation.Margin?.Invoke(operands) == 0)
            Met.Add("a boundary hit exactly");
        if (operation.Format.Contains(Patterns.NotANumber, StringComparison.Ordinal) && operands[0][0] < 0)
            Met.Add("a pattern that meets what is no number");
        if (Patterns.OverflowNumbers.Contains(operation) || Patterns.OverflowTruths.Contains(operation))
            Met.Add("an int that may begin again");
        return Fit(operation.Plain(operands));
    }

    protected override double[] Noisy(double[] vector, double[]? scale, double[] noise) =>
        Fit([.. vector.Zip(noise, (x, z) => x + (scale?[0] ?? 1) * z)]);

    protected override double Number(double[] value) => value[0];

    private double[] Fit(double[] values)
    {
        foreach (var value in values)
            if (!(Math.Abs(value) < Largest))
                IsFit = false;
        return values;
    }
}

/// <summary>In TorchSharp float64, with the answers of trained networks as leaves of autograd.</summary>
public sealed class TorchEvaluator(Equation equation, Situation at) : Evaluator<Tensor>(equation, at)
{
    private readonly List<(int Player, QuestionKind Question, double[] Asked, Tensor Moved)> _leaves = [];
    private readonly List<Tensor> _steps = [];

    /// <summary>
    /// The gradient of the value with respect to every answer, and how strongly relative errors of all steps together reach it.
    /// </summary>
    public (double Value, IReadOnlyList<(AnswerKey Key, double Gradient)> Gradients, double Condition) Differentiate()
    {
        using var scope = NewDisposeScope();
        var root = Value();
        if (!root.requires_grad)
            return (root.item<double>(), [], Math.Abs(root.item<double>()));
        var steps = _steps.Where(step => step.requires_grad).ToList();
        var all = autograd.grad([root], [.. _leaves.Select(leaf => leaf.Moved), .. steps], allow_unused: true);
        var gradients = new List<(AnswerKey, double)>();
        for (var i = 0; i < _leaves.Count; i++)
        {
            var (player, question, asked, moved) = _leaves[i];
            var values = IsNothing(all[i]) ? new double[moved.numel()] : all[i].contiguous().data<double>().ToArray();
            for (var j = 0; j < values.Length; j++)
                gradients.Add((new(player, question, asked.Length == 0 ? -1 : At.Row, asked, j), values[j]));
        }
        var condition = 0.0;
        for (var i = 0; i < steps.Count; i++)
            if (!IsNothing(all[_leaves.Count + i]))
                condition += (all[_leaves.Count + i] * steps[i]).abs().sum().item<double>();
        return (root.item<double>(), gradients, condition);
    }

    protected override Tensor Given(Kind kind, double[] value) =>
        kind is Kind.Number or Kind.Truth or Kind.Whole or Kind.Level or Kind.Choice or Kind.Draw
            ? tensor(value[0], float64)
            : tensor(value, float64);

    protected override Tensor Ask(Player player, QuestionKind question, Tensor[] arguments)
    {
        var count = At.Run.Widths.Of(question.Kind);
        var x = arguments.Length == 0 ? null : cat([.. arguments.Select(argument => argument.reshape(-1))]);
        double[] asked = x is null ? [] : x.detach().data<double>().ToArray();
        var angle = tensor(Enumerable.Range(0, count).Select(i => AnswerField.Phase(player.Id, question, i)).ToArray(), float64);
        if (x is not null)
            angle = angle.Plus(
                tensor(
                        Enumerable
                            .Range(0, count * asked.Length)
                            .Select(i => AnswerField.Weight(player.Id, question, i / asked.Length, i % asked.Length))
                            .ToArray(),
                        [count, asked.Length],
                        float64
                    )
                    .matmul(x)
            );
        var answer = angle.sin().Times(question.Spread).Plus(question.Middle);
        if (player.IsTrained)
            answer = answer.Plus(Leaf(player, question, asked, count));
        return Step(question.Kind == Kind.Number ? answer[0] : answer);
    }

    protected override Tensor Apply(Operation operation, Tensor[] operands, bool isExact) => Step(operation.Torch(operands));

    protected override Tensor Noisy(Tensor vector, Tensor? scale, double[] noise)
    {
        var drawn = tensor(noise, float64);
        return Step(vector.Plus(scale is null ? drawn : scale * drawn));
    }

    protected override double Number(Tensor value) => value.item<double>();

    private static bool IsNothing(Tensor? tensor) => tensor is null || tensor.IsInvalid;

    private Tensor Step(Tensor value)
    {
        _steps.Add(value);
        return value;
    }

    private Tensor Leaf(Player player, QuestionKind question, double[] asked, int count)
    {
        foreach (var leaf in _leaves)
            if (new AnswerKey(leaf.Player, leaf.Question, At.Row, leaf.Asked, 0).Is(player.Id, question, At.Row, asked, 0))
                return leaf.Moved;
        var moved = zeros(count, float64, requires_grad: true);
        _leaves.Add((player.Id, question, asked, moved));
        return moved;
    }
}
