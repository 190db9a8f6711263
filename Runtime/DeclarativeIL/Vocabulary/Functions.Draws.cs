using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>A discrete action with probabilities softmax(logits): the first whose cumulated probability exceeds the draw.</summary>
    [Operation(nameof(Categorical), Latex = @"\mathrm{{Categorical}}\left( {0} \right)")]
    public static Act Categorical(Vector logits, Draw draw)
    {
        var largest = Largest(logits.Span);
        var cumulated = new double[logits.Size];
        var total = 0.0;
        for (var i = 0; i < cumulated.Length; i++)
            cumulated[i] = total += Math.Exp(logits[i] - largest);
        var drawn = draw.Stream().UniformAt(draw.Row, 0) * total; // below the total, so never past the last possible action
        return Act.Discrete(cumulated.Count(part => part <= drawn));
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
        var drawn = Host.Send<double>(uniforms, [.. rows, 1], logits.device) * cumulated.narrow(-1, -1, 1);
        return cumulated.le(drawn).sum([-1], keepdim: true).to(logits.dtype);
    }
}
