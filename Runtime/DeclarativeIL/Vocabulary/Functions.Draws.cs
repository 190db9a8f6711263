using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>A discrete action with probabilities softmax(logits): the first whose cumulated probability exceeds the draw.</summary>
    [Operation(nameof(Categorical), Latex = @"\mathrm{{Categorical}}\left( {0} \right)")]
    public static Act Categorical(Vector logits, Draw draw) => Act.Discrete(CategoricalIndex(logits, draw));

    /// <summary>The same as a number.</summary>
    internal static int CategoricalIndex(Vector logits, Draw draw)
    {
        var numbers = logits.Span;
        var largest = Largest(numbers);
        var total = 0.0;
        foreach (var logit in numbers)
            total += Math.Exp(logit - largest);
        var drawn = Randomness.RandomStream.UniformOf(draw.Key, draw.Row, 0) * total; // below the total, so never past the last
        var (cumulated, below) = (0.0, 0);
        foreach (var logit in numbers)
            if ((cumulated += Math.Exp(logit - largest)) <= drawn)
                below++;
        return below;
    }

    /// <summary>The batched form: [..., k] -> [..., 1], computed in float64.</summary>
    /// <param name="logits">[..., k].</param>
    /// <param name="draws">Of the rows as counted over all leading dimensions, the last fastest.</param>
    public static Tensor Categorical(Tensor logits, DrawBatch draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        long[] rows = Given(logits).shape[..^1];
        var uniforms = new double[rows.Aggregate(1L, static (product, size) => product * size)];
        for (var row = 0; row < uniforms.Length; row++)
            uniforms[row] = draws.Stream.UniformAt(draws.PlaceOf(row), 0);
        var wide = logits.detach().to(ScalarType.Float64);
        var cumulated = (wide - wide.amax([-1], keepdim: true)).exp().cumsum(-1);
        var drawn = DeviceTransfer.Send<double>(uniforms, [.. rows, 1], logits.device) * cumulated.narrow(-1, -1, 1);
        return cumulated.le(drawn).sum([-1], keepdim: true).to(logits.dtype);
    }
}
