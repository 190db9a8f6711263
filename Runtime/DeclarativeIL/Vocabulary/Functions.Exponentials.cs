using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>log sum_i e^v_i, without overflow; -infinity of no components.</summary>
    [Operation(nameof(LogSumExp), Latex = @"\log \sum_i e^{{\left( {0} \right)_i}}")]
    [Gradient("v", nameof(LogSumExpGradient))]
    public static double LogSumExp(Vector v)
    {
        var largest = Exponentials.Largest(v.Span);
        // infinity less infinity is no number
        return double.IsFinite(largest) ? largest + Math.Log(Exponentials.Sum(v.Span, largest)) : largest;
    }

    /// <summary>The batched form: [..., k] -> [...].</summary>
    public static Tensor LogSumExp(Tensor v) => Given(v).logsumexp(-1);

    /// <summary>d log sum e^v = softmax(v).</summary>
    public static Vector LogSumExpGradient(Vector v, double gradient) => gradient * Softmax(v);

    /// <summary>e^v_i / sum_j e^v_j, without overflow.</summary>
    [Operation(nameof(Softmax), Into = nameof(Softmax), OverRows = nameof(Softmaxes), Latex = @"\mathrm{{softmax}}\left( {0} \right)")]
    [Gradient("v", nameof(SoftmaxGradient))]
    public static Vector Softmax(Vector v)
    {
        var result = new double[v.Size];
        Softmax(v.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Softmax(ReadOnlySpan<double> v, Span<double> result)
    {
        var largest = Exponentials.Largest(v);
        for (var i = 0; i < v.Length; i++)
            result[i] = v[i] - largest;
        var powers = result[..v.Length];
        Exponentials.Of(powers, powers);
        var sum = Exponentials.Total(powers);
        foreach (ref var power in powers)
            power /= sum;
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
    [Operation(
        nameof(LogSoftmax),
        Into = nameof(LogSoftmax),
        OverRows = nameof(LogSoftmaxes),
        Latex = @"\log \mathrm{{softmax}}\left( {0} \right)"
    )]
    [Gradient("v", nameof(LogSoftmaxGradient))]
    public static Vector LogSoftmax(Vector v)
    {
        var result = new double[v.Size];
        LogSoftmax(v.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void LogSoftmax(ReadOnlySpan<double> v, Span<double> result)
    {
        var largest = Exponentials.Largest(v); // taken off first: large logits keep their digits
        var logOfSum = Math.Log(Exponentials.Sum(v, largest));
        for (var i = 0; i < v.Length; i++)
            result[i] = v[i] - largest - logOfSum;
    }

    /// <summary>Those of many vectors of a width, one behind the other; lanes run across them.</summary>
    /// <param name="vectors">[n * width].</param>
    /// <param name="width">Numbers of each.</param>
    /// <param name="results">[n * width], filled; other memory.</param>
    public static void LogSoftmaxes(ReadOnlySpan<double> vectors, int width, Span<double> results)
    {
        Exponentials.OfShifted(vectors, width, results); // e^(v - largest), whose sums are wanted
        for (var first = 0; first < vectors.Length; first += width)
        {
            var vector = vectors.Slice(first, width);
            var result = results.Slice(first, width);
            var shift = Exponentials.Largest(vector) + Math.Log(Exponentials.Total(result));
            for (var i = 0; i < result.Length; i++)
                result[i] = vector[i] - shift;
        }
    }

    /// <summary>Those of many vectors of a width, one behind the other; lanes run across them.</summary>
    /// <param name="vectors">[n * width].</param>
    /// <param name="width">Numbers of each.</param>
    /// <param name="results">[n * width], filled; other memory.</param>
    public static void Softmaxes(ReadOnlySpan<double> vectors, int width, Span<double> results)
    {
        Exponentials.OfShifted(vectors, width, results);
        for (var first = 0; first < vectors.Length; first += width)
        {
            var result = results.Slice(first, width);
            var sum = Exponentials.Total(result);
            foreach (ref var power in result)
                power /= sum;
        }
    }

    /// <summary>The batched form: [..., k] -> [..., k].</summary>
    public static Tensor LogSoftmax(Tensor v) => Given(v).log_softmax(-1);

    /// <summary>g - softmax(v) sum_i g_i.</summary>
    public static Vector LogSoftmaxGradient(Vector v, Vector gradient) => gradient - Sum(gradient) * Softmax(v);

    /// <summary>The entropy -sum_i p_i log p_i of p = softmax(logits), in nats; 0 log 0 is 0.</summary>
    [Operation(nameof(SoftmaxEntropy), Latex = @"\mathcal{{H}}\left[ \mathrm{{softmax}}\left( {0} \right) \right]")]
    [Gradient("logits", nameof(SoftmaxEntropyGradient))]
    public static double SoftmaxEntropy(Vector logits) => EntropyOf(logits.Span);

    internal static double EntropyOf(ReadOnlySpan<double> logits)
    {
        // log s - sum_i e_i d_i / s, d_i = logit_i - largest, e_i = e^d_i, s their sum: neither term is negative, so nothing cancels
        var (others, weighted) = Exponentials.Sums(logits, Exponentials.Largest(logits));
        return Log1p(others) - weighted / (1 + others);
    }

    /// <summary>The batched form: [..., k] -> [...].</summary>
    public static Tensor SoftmaxEntropy(Tensor logits) => EntropyOf(Given(logits).log_softmax(-1));

    /// <summary>-sum_i p_i log p_i, [..., k] -> [...].</summary>
    internal static Tensor EntropyOf(Tensor logs) => (logs.exp() * FiniteLogs(logs)).sum(-1).neg();

    /// <summary>Logarithms, of 0 so little that its exponential is 0: 0 log 0 is 0.</summary>
    internal static Tensor FiniteLogs(Tensor logs)
    {
        using Scalar least = -1e4;
        return logs.clamp_min(least);
    }

    /// <summary>-p_j (log p_j + H); 0 where p_j is 0.</summary>
    public static Vector SoftmaxEntropyGradient(Vector logits, double gradient)
    {
        var p = Softmax(logits);
        return -gradient * Where(p, p * (LogSoftmax(logits) + SoftmaxEntropy(logits)), Repeat(0, p));
    }
}
