using DeclarativeIL.Arithmetic;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>A discrete action with probabilities softmax(logits): the first whose cumulated probability exceeds the draw.</summary>
    [Operation(nameof(Categorical), Into = nameof(Categorical), Chooses = true, Latex = @"\mathrm{{Categorical}}\left( {0} \right)")]
    public static Act Categorical(Vector logits, Draw draw) => Act.Discrete(CategoricalIndex(logits.Span, draw));

    /// <summary>The same into memory of the caller: one number.</summary>
    public static void Categorical(ReadOnlySpan<double> logits, Draw draw, Span<double> result) =>
        result[0] = CategoricalIndex(logits, draw);

    // the component says which of the draw's numbers is used
    internal static int CategoricalIndex(ReadOnlySpan<double> logits, Draw draw, int component = 0)
    {
        var largest = Exponentials.Largest(logits);
        var total = 0.0;
        foreach (var logit in logits)
            total += Math.Exp(logit - largest);
        var drawn = RandomStream.UniformOf(draw.Key, draw.Row, (ulong)component) * total; // below the total, so never past the last
        var (cumulated, below) = (0.0, 0);
        foreach (var logit in logits)
            if ((cumulated += Math.Exp(logit - largest)) <= drawn)
                below++;
        return below;
    }

    /// <summary>The batched form: [..., k] -> [..., 1], computed in float64.</summary>
    /// <param name="logits">[..., k].</param>
    /// <param name="draws">Of the rows as counted over all leading dimensions, the last fastest.</param>
    public static Tensor Categorical(Tensor logits, DrawBatch draws)
    {
        long[] rows = [.. Given(logits).shape[..^1], 1];
        var wide = logits.detach().to(ScalarType.Float64);
        var cumulated = (wide - wide.amax([-1], keepdim: true)).exp().cumsum(-1);
        var drawn = Uniforms(draws, rows, logits.device) * cumulated.narrow(-1, -1, 1);
        return cumulated.le(drawn).sum([-1], keepdim: true).to(logits.dtype);
    }

    /// <summary>An act of zeros and ones: component i is 1 with probability sigma(logits_i), where that exceeds the draw.</summary>
    [Operation(
        nameof(Bernoullis),
        Into = nameof(Bernoullis),
        Chooses = true,
        Latex = @"\mathrm{{Bernoulli}}\left( \sigma\left( {0} \right) \right)"
    )]
    public static Act Bernoullis(Vector logits, Draw draw)
    {
        var result = new double[logits.Size];
        Bernoullis(logits.Span, draw, result);
        return new Act(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Bernoullis(ReadOnlySpan<double> logits, Draw draw, Span<double> result)
    {
        for (var i = 0; i < logits.Length; i++)
            result[i] = RandomStream.UniformOf(draw.Key, draw.Row, (ulong)i) < Sigmoid(logits[i]) ? 1 : 0;
    }

    /// <summary>The batched form: [..., k] -> [..., k], computed in float64.</summary>
    /// <param name="logits">[..., k].</param>
    /// <param name="draws">Of the rows as counted over all leading dimensions, the last fastest.</param>
    public static Tensor Bernoullis(Tensor logits, DrawBatch draws) =>
        Uniforms(draws, Given(logits).shape, logits.device).lt(logits.detach().to(ScalarType.Float64).sigmoid()).to(logits.dtype);

    /// <summary>Numbers from 0 to 1: component i is drawn from the beta distribution of alpha_i and beta_i.</summary>
    /// <remarks>
    /// x / (x + y) of two gamma draws, each by rejection (Marsaglia, Tsang 2000), for a shape below 1 through that of one more. In
    /// logarithms: small shapes give 0 or 1, and always a number.
    /// </remarks>
    /// <param name="alpha">[k], positive.</param>
    /// <param name="beta">[k], positive.</param>
    /// <param name="draw">The randomness.</param>
    /// <exception cref="ArgumentException">The vectors are not of one size.</exception>
    [Operation(nameof(Betas), Into = nameof(Betas), Chooses = true, Latex = @"\mathrm{{Beta}}\left( {0}, {1} \right)")]
    public static Vector Betas(Vector alpha, Vector beta, Draw draw)
    {
        Elementwise.CheckSizes(alpha, beta);
        var result = new double[alpha.Size];
        Betas(alpha.Span, beta.Span, draw, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Betas(ReadOnlySpan<double> alpha, ReadOnlySpan<double> beta, Draw draw, Span<double> result)
    {
        for (var i = 0; i < alpha.Length; i++)
            result[i] = Sigmoid(GammaDraws.Log(alpha[i], draw, 2 * i) - GammaDraws.Log(beta[i], draw, 2 * i + 1));
    }

    /// <summary>The batched form: [..., k], [..., k] -> [..., k], computed in float64 where the shapes are.</summary>
    /// <param name="alpha">[..., k], positive.</param>
    /// <param name="beta">[..., k], positive.</param>
    /// <param name="draws">Of the rows as counted over all leading dimensions, the last fastest.</param>
    public static Tensor Betas(Tensor alpha, Tensor beta, DrawBatch draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (broadcast_tensors(Given(alpha).detach(), Given(beta).detach()) is not [var first, var second])
            throw new InvalidOperationException("Two tensors are broadcast.");
        var (ofFirst, ofSecond) = (GammaTensors.Log(first, draws, 0), GammaTensors.Log(second, draws, 1));
        return ofFirst.sub(ofSecond).sigmoid().to(alpha.dtype);
    }

    // of each row as many as the last size says, in float64: places (row, 0), (row, 1), ...
    internal static Tensor Uniforms(DrawBatch draws, ReadOnlySpan<long> shape, Device device)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var count = 1L;
        foreach (var size in shape)
            count *= size;
        var (uniforms, width) = (new double[count], (int)shape[^1]);
        for (var i = 0; i < uniforms.Length; i++)
            uniforms[i] = draws.Stream.UniformAt(draws.PlaceOf(i / width), (ulong)(i % width));
        return DeviceTransfer.Send<double>(uniforms, shape, device);
    }
}
