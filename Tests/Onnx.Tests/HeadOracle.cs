using System.Reflection;
using DeclarativeIL.Policies;
using TorchSharp;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>What a head's declaration, a record in C#, says about what the library's own network answers.</summary>
internal static class HeadOracle
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Of each head the outputs of a model, and the member that each is.</summary>
    private static readonly Dictionary<Type, (string Output, Func<object, double[]> Member)[]> Said = new()
    {
        [typeof(DeterministicHead)] = [("mean", Member("Mean"))],
        [typeof(GaussianHead)] = [("mean", Member("Mean")), ("log_deviation", Member("LogDeviation"))],
        [typeof(FreeGaussianHead)] = [("mean", Member("Mean")), ("log_deviation", Member("LogDeviation"))],
        [typeof(StateGaussianHead)] = [("mean", Member("Mean")), ("log_deviation", Member("LogDeviation"))],
        [typeof(SquashedGaussianHead)] = [("location", Member("Location")), ("log_deviation", Member("LogDeviation"))],
        [typeof(BetaHead)] = [("alpha", Member("Alpha")), ("beta", Member("Beta"))],
        [typeof(GaussianMixtureHead)] =
        [
            ("log_weights", static head => Numbers(Functions.LogSoftmax(((GaussianMixtureHead)head).Logits))),
            ("means", Member("Means")),
            ("deviations", Member("Deviations")),
        ],
        [typeof(BinnedHead)] =
        [
            ("log_probs", static head => Numbers(Tables.LogSoftmaxes(new Vector(Member("Logits")(head)), ((BinnedHead)head).Bins))),
        ],
        [typeof(CategoricalHead)] = [("log_probs", Member("LogProbs"))],
        [typeof(MaskedCategoricalHead)] = [("log_probs", Member("LogProbs"))],
        [typeof(BernoulliHead)] = [("logits", Member("Logits"))],
    };

    /// <summary>What a policy's network answers, computed by the library.</summary>
    /// <returns>[rows][outputs].</returns>
    public static double[][] OutputsOf(PolicyNetwork policy, float[] states, int rows)
    {
        using var quiet = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        using var pass = policy.Body.Forward(torch.tensor(states, [rows, policy.StateSize]).to(policy.Parameters.Type));
        return [.. pass.Output.to(torch.float64).data<double>().ToArray().Chunk(policy.Body.Outputs)];
    }

    /// <summary>The parameters of the distribution in one state, in the head's units, and how far the mode is from another one.</summary>
    public static (Dictionary<string, double[]> Parameters, double Margin) Of(PolicyNetwork policy, double[] outputs, float[] state)
    {
        var (found, margin) = (new Dictionary<string, double[]>(), double.PositiveInfinity);
        var layout = PolicyParts.LayoutOf(policy.EquationsOfHead, policy.Actions);
        var product = policy.EquationsOfHead as BoundProduct;
        IEnumerable<(HeadEquations Equations, int Column)> heads = product is null
            ? [(policy.EquationsOfHead, 0)]
            : product.Places.Select(static place => (place.Equations, place.Column));
        foreach (var (equations, first) in heads)
        {
            var head = Record(policy, equations, layout, first, outputs, state);
            var prefix = product?.Columns[first].Name[..^equations.Columns[0].Name.Length] ?? "";
            foreach (var (output, member) in Said[head.GetType()])
                found.Add(prefix + output, member(head));
            margin = Math.Min(margin, Margin(head));
        }
        return (found, margin);
    }

    private static object Record(
        PolicyNetwork policy,
        HeadEquations equations,
        HeadLayout layout,
        int column,
        double[] outputs,
        float[] state
    )
    {
        var name = equations.GetType().DeclaringType!.FullName!;
        var constructor = equations.GetType().Assembly.GetType(name[..^"Policy".Length] + "Head")!.GetConstructors().Single();
        var arguments = new List<object>();
        foreach (var parameter in constructor.GetParameters())
            if (parameter.HasDefaultValue)
                arguments.Add(
                    Convert.ChangeType(
                        equations.Hyperparameters.Single(one => one.Name == Snake(parameter.Name!)).Value,
                        parameter.ParameterType,
                        System.Globalization.CultureInfo.InvariantCulture
                    )
                );
            else
            {
                var numbers = new Vector(Column(policy, layout, column++, outputs, state));
                arguments.Add(parameter.ParameterType == typeof(Act) ? (object)Act.At(numbers) : numbers);
            }
        return constructor.Invoke([.. arguments]);
    }

    private static double[] Column(PolicyNetwork policy, HeadLayout layout, int column, double[] outputs, float[] state)
    {
        var (isFree, first, width) = layout[column];
        if (layout.IsGiven(column))
            return [.. state.Skip(first).Take(width).Select(static number => (double)number)];
        if (!isFree)
            return outputs[first..(first + width)];
        var numbers = new double[width];
        policy.Parameters.Read(policy.Parameters.Slots.Single(slot => slot.Name == layout.FreeColumns.Single().Name), numbers);
        return numbers;
    }

    /// <summary>How much larger the largest is than what comes next, where the mode is the place of the largest.</summary>
    private static double Margin(object head) =>
        head switch
        {
            CategoricalHead { Logits: var logits } => Lead(Numbers(logits)),
            MaskedCategoricalHead => Lead(Member("Possible")(head)),
            BinnedHead { Bins: var bins } => Member("Logits")(head).Chunk(bins).Min(Lead),
            GaussianMixtureHead mixture => Lead(
                Numbers(mixture.Logits - Tables.ColumnSums(Functions.Log(new Vector(Member("Deviations")(head))), mixture.Components))
            ),
            BernoulliHead { Logits: var logits } => Numbers(logits).Min(Math.Abs),
            _ => double.PositiveInfinity,
        };

    private static double Lead(double[] scores)
    {
        var order = scores.OrderDescending().ToArray();
        return double.IsNegativeInfinity(order[1]) ? double.PositiveInfinity : (order[0] - order[1]) / Math.Max(1, Math.Abs(order[0]));
    }

    private static Func<object, double[]> Member(string name) =>
        head =>
            head.GetType().GetProperty(name, Any)!.GetValue(head) switch
            {
                Vector vector => Numbers(vector),
                Act act => act.Span.ToArray(),
                var other => throw new InvalidOperationException($"Found {other}."),
            };

    private static double[] Numbers(Vector vector) => vector.Span.ToArray();

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
