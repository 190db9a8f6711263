using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>The heads of the library as graphs: each says its parameters, and returns its mode in its own units.</summary>
internal static class ShippedHeads
{
    /// <summary>What each head is, by the equations that were generated of it.</summary>
    private static readonly Dictionary<Type, Func<HeadScope, Value>> Known = new()
    {
        [typeof(DeterministicPolicy.Equations)] = Deterministic,
        [typeof(GaussianPolicy.Equations)] = static head => Gaussian(head, GaussianHead.Center, GaussianHead.Reach),
        [typeof(FreeGaussianPolicy.Equations)] = FreeGaussian,
        [typeof(StateGaussianPolicy.Equations)] = StateGaussian,
        [typeof(SquashedGaussianPolicy.Equations)] = SquashedGaussian,
        [typeof(BetaPolicy.Equations)] = Beta,
        [typeof(GaussianMixturePolicy.Equations)] = GaussianMixture,
        [typeof(BinnedPolicy.Equations)] = Binned,
        [typeof(CategoricalPolicy.Equations)] = static head => Categorical(head, head.Column(0)),
        [typeof(MaskedCategoricalPolicy.Equations)] = static head =>
            Categorical(head, head.Graph.Where(head.Column(1), head.Column(0), double.NegativeInfinity)),
        [typeof(BernoulliPolicy.Equations)] = Bernoulli,
    };

    /// <summary>The graph of a head; none of one that is not the library's.</summary>
    public static Func<HeadScope, Value>? Of(HeadEquations equations) => Known.GetValueOrDefault(equations.GetType());

    private static Value Deterministic(HeadScope head)
    {
        var mean = head.Column(0);
        head.Say("mean", head.InEnvironment(mean), head.ActWidth);
        return mean;
    }

    private static Value Gaussian(HeadScope head, double center, double reach) =>
        Gaussian(head, head.Free(1, (raw, i) => center + (reach * Math.Tanh(raw)) + Math.Log(head.Half(i))));

    private static Value FreeGaussian(HeadScope head) => Gaussian(head, head.Free(1, (log, i) => log + Math.Log(head.Half(i))));

    private static Value StateGaussian(HeadScope head)
    {
        var (smallest, largest) = (head.Hyperparameter("smallest"), head.Hyperparameter("largest"));
        var graph = head.Graph;
        var reach = 0.5 * (largest - smallest);
        var log = graph.Add(graph.Multiply(graph.Tanh(head.Column(1)), reach), smallest + reach);
        return Gaussian(head, head.IsMapped ? graph.Add(log, LogHalves(head)) : log);
    }

    private static Value Gaussian(HeadScope head, Value logDeviation)
    {
        var mean = head.Column(0);
        head.Say("mean", head.InEnvironment(mean), head.ActWidth);
        head.Say("log_deviation", logDeviation, head.ActWidth);
        return mean;
    }

    private static Value LogHalves(HeadScope head) =>
        head.Graph.Constant([.. Enumerable.Range(0, head.ActWidth).Select(i => Math.Log(head.Half(i)))], head.ActWidth);

    private static Value SquashedGaussian(HeadScope head)
    {
        var location = head.Column(0);
        head.Say("location", location, head.ActWidth);
        head.Say(
            "log_deviation",
            head.Graph.Clip(head.Column(1), head.Hyperparameter("smallest"), head.Hyperparameter("largest")),
            head.ActWidth
        );
        return head.Graph.Tanh(location);
    }

    private static Value Beta(HeadScope head)
    {
        var graph = head.Graph;
        var alpha = graph.Add(graph.Softplus(head.Column(0)), 1);
        var beta = graph.Add(graph.Softplus(head.Column(1)), 1);
        head.Say("alpha", alpha, head.ActWidth);
        head.Say("beta", beta, head.ActWidth);
        return graph.Divide(graph.Subtract(alpha, beta), graph.Add(alpha, beta));
    }

    /// <summary>The mean of the component with the largest weight over the product of its deviations.</summary>
    private static Value GaussianMixture(HeadScope head)
    {
        var graph = head.Graph;
        var components = (int)head.Hyperparameter("components");
        var logits = head.Column(0);
        var means = graph.Table(head.Column(1), head.ActWidth, components);
        var deviations = graph.Table(graph.Add(graph.Softplus(head.Column(2)), head.Hyperparameter("smallest")), head.ActWidth, components);
        head.Say("log_weights", graph.LogSoftmax(logits), components);
        head.Say("means", head.InEnvironment(means, isTable: true), head.ActWidth, components);
        head.Say("deviations", head.IsMapped ? graph.Multiply(deviations, Halves(head)) : deviations, head.ActWidth, components);
        var peak = graph.ArgMax(graph.Subtract(logits, graph.Sum(graph.Log(deviations), -2)));
        return graph.Sum(graph.Multiply(means, graph.Unsqueeze(graph.OneHot(peak, components), -2)), -1);
    }

    private static Value Halves(HeadScope head) =>
        head.Graph.Constant([.. Enumerable.Range(0, head.ActWidth).Select(head.Half)], head.ActWidth, 1);

    /// <summary>The middle of the most likely bin.</summary>
    private static Value Binned(HeadScope head)
    {
        var graph = head.Graph;
        var bins = (int)head.Hyperparameter("bins");
        var logits = graph.CumulativeSums(graph.Table(head.Column(0), head.ActWidth, bins));
        head.Say("log_probs", graph.LogSoftmax(logits), head.ActWidth, bins);
        var middle = graph.Add(graph.Multiply(graph.ArgMax(logits), 2.0 / bins), (1.0 / bins) - 1);
        return graph.Sum(middle, -1); // [..., a, 1] -> [..., a]
    }

    private static Value Categorical(HeadScope head, Value logits)
    {
        var choices = head.WidthOf(0);
        head.LogProbs = head.Graph.LogSoftmax(logits);
        head.Say("log_probs", head.LogProbs.Value, choices);
        return head.Graph.ArgMax(logits);
    }

    private static Value Bernoulli(HeadScope head)
    {
        var logits = head.Column(0);
        head.Say("logits", logits, head.ActWidth);
        return head.Graph.IsNotNegative(logits);
    }
}
