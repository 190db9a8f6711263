using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>e to each component.</summary>
    [Operation(nameof(Exp), Latex = "e^{{{0}}}")]
    [Gradient("v", nameof(ExpGradient))]
    public static Vector Exp(Vector v) => Elementwise.Map(v, static (x, _) => Math.Exp(x), 0);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Exp(Tensor v) => Given(v).exp();

    /// <summary>d e^v = e^v, componentwise.</summary>
    public static Vector ExpGradient(Vector v, Vector gradient) => gradient * Exp(v);

    /// <summary>The natural logarithm of each component.</summary>
    [Operation(nameof(Log), Latex = @"\log {0}")]
    [Gradient("v", nameof(LogGradient))]
    public static Vector Log(Vector v) => Elementwise.Map(v, static (x, _) => Math.Log(x), 0);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Log(Tensor v) => Given(v).log();

    /// <summary>d log v = 1/v, componentwise.</summary>
    public static Vector LogGradient(Vector v, Vector gradient) => gradient / v;

    /// <summary>1 / (1 + e^-v), componentwise.</summary>
    [Operation(nameof(Sigmoid), Latex = @"\sigma\left( {0} \right)")]
    [Gradient("v", nameof(SigmoidGradient))]
    public static Vector Sigmoid(Vector v) => Elementwise.Map(v, static (x, _) => Sigmoid(x), 0);

    /// <summary>d sigma(v) = sigma(v) sigma(-v), componentwise.</summary>
    public static Vector SigmoidGradient(Vector v, Vector gradient) => gradient * Sigmoid(v) * Sigmoid(-v);

    /// <summary>log sum_i e^v_i, without overflow; -infinity of no components.</summary>
    [Operation(nameof(LogSumExp), Latex = @"\log \sum_i e^{{\left( {0} \right)_i}}")]
    [Gradient("v", nameof(LogSumExpGradient))]
    public static double LogSumExp(Vector v)
    {
        var largest = Largest(v.Span);
        if (!double.IsFinite(largest))
            return largest; // infinity less infinity is no number
        var sum = 0.0;
        foreach (var component in v.Span)
            sum += Math.Exp(component - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>The batched form: [..., k] -> [...].</summary>
    public static Tensor LogSumExp(Tensor v) => Given(v).logsumexp(-1);

    /// <summary>d log sum e^v = softmax(v).</summary>
    public static Vector LogSumExpGradient(Vector v, double gradient) => gradient * Softmax(v);

    /// <summary>e^v_i / sum_j e^v_j, without overflow.</summary>
    [Operation(nameof(Softmax), Latex = @"\mathrm{{softmax}}\left( {0} \right)")]
    [Gradient("v", nameof(SoftmaxGradient))]
    public static Vector Softmax(Vector v)
    {
        var weights = Elementwise.Map(v, static (x, largest) => Math.Exp(x - largest), Largest(v.Span));
        return weights / Sum(weights);
    }

    /// <summary>The batched form: [..., k] -> [..., k].</summary>
    public static Tensor Softmax(Tensor v) => Given(v).softmax(-1);

    /// <summary>p (g - p.g) with p = softmax(v).</summary>
    public static Vector SoftmaxGradient(Vector v, Vector gradient)
    {
        var p = Softmax(v);
        return p * (gradient - Dot(p, gradient));
    }

    /// <summary>v_i - log sum_j e^v_j.</summary>
    [Operation(nameof(LogSoftmax), Latex = @"\log \mathrm{{softmax}}\left( {0} \right)")]
    [Gradient("v", nameof(LogSoftmaxGradient))]
    public static Vector LogSoftmax(Vector v)
    {
        var largest = Largest(v.Span); // taken off first: large logits keep their digits
        var shifted = v - largest;
        return shifted - LogSumExp(shifted);
    }

    /// <summary>The batched form: [..., k] -> [..., k].</summary>
    public static Tensor LogSoftmax(Tensor v) => Given(v).log_softmax(-1);

    /// <summary>g - softmax(v) sum_i g_i.</summary>
    public static Vector LogSoftmaxGradient(Vector v, Vector gradient) => gradient - Sum(gradient) * Softmax(v);

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in values)
            largest = Math.Max(largest, value);
        return largest;
    }
}
