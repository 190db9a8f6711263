using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Modules for images and for windows of observations.</summary>
public class BodiesTests
{
    private static readonly SeedSequence Seeds = new(5);
    private static readonly ImageSpace Images = new(9, 11, 2);

    /// <summary>Pixel by pixel: what a filter sees at a place is the sum over its square.</summary>
    [Fact]
    public void Filters_see_squares_of_an_image_as_it_is_encoded()
    {
        using var scope = NewDisposeScope();
        using var module = Bodies.Convolutional(Images, 3, Seeds, [new(4, 3, 2)], 5, frames: 2, ScalarType.Float64);
        var rows = Rows(2, 2 * Images.Width);
        var p = module.named_parameters().ToDictionary(static one => one.name, static one => Numbers(one.parameter));
        var (filters, input) = (p["filters.0.weight"], Numbers(rows)); // [4, 4, 3, 3]
        const int High = 4,
            Wide = 5;
        for (var row = 0; row < 2; row++)
        {
            var seen = new double[4 * High * Wide];
            for (var f = 0; f < 4; f++)
            for (var y = 0; y < High; y++)
            for (var x = 0; x < Wide; x++)
            {
                var sum = p["filters.0.bias"][f];
                for (var c = 0; c < 4; c++) // two frames of two channels
                for (var dy = 0; dy < 3; dy++)
                for (var dx = 0; dx < 3; dx++)
                    sum +=
                        filters[(((((f * 4) + c) * 3) + dy) * 3) + dx]
                        * input[(row * 2 * Images.Width) + (c / 2 * Images.Width) + (((((2 * y) + dy) * 11) + (2 * x) + dx) * 2) + (c % 2)];
                seen[(((f * High) + y) * Wide) + x] = Math.Max(0, sum);
            }
            var between = Layer(seen, p["first.weight"], p["first.bias"]).Select(static value => Math.Max(0, value)).ToArray();
            var expected = Layer(between, p["last.weight"], p["last.bias"]);
            var found = Numbers(module.call(rows))[(row * 3)..((row + 1) * 3)];
            for (var i = 0; i < 3; i++)
                Assert.Equal(expected[i], found[i], 12);
        }
    }

    /// <summary>The answer is by all observations of the window and by their order, and equal at equal seeds.</summary>
    [Fact]
    public void A_transformer_attends_to_all_observations_in_their_order()
    {
        using var scope = NewDisposeScope();
        using var module = Bodies.Transformer(4, 3, 2, Seeds, 8, 2, 2, ScalarType.Float64);
        using var again = Bodies.Transformer(4, 3, 2, Seeds, 8, 2, 2, ScalarType.Float64);
        var rows = Rows(1, 12);
        var found = module.call(rows);
        Assert.Equal(Numbers(found), Numbers(again.call(rows)));
        for (var frame = 0; frame < 4; frame++)
        {
            var other = rows.clone();
            var moved = other.narrow(1, 3 * frame, 1);
            moved.copy_(moved.Plus(1.0));
            Assert.True((module.call(other) - found).abs().max().item<double>() > 1e-4, $"{frame}");
        }
        var turned = cat([rows.narrow(1, 3, 3), rows.narrow(1, 0, 3), rows.narrow(1, 6, 6)], 1);
        Assert.True((module.call(turned) - found).abs().max().item<double>() > 1e-4);
    }

    /// <summary>A block of attention is PyTorch's layer with the same weights.</summary>
    [Fact]
    public void Attention_is_that_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        using var block = new AttentionBlock(new(Seeds, ScalarType.Float32), "block", 8, 2);
        var mine = block.named_parameters().ToDictionary(static one => one.name, static one => (Tensor)one.parameter);
        var names = new Dictionary<string, string>
        {
            ["in_proj_weight"] = "queries.weight",
            ["in_proj_bias"] = "queries.bias",
            ["out_proj.weight"] = "joined.weight",
            ["out_proj.bias"] = "joined.bias",
        };
        using var quiet = no_grad();
        using var attention = nn.MultiheadAttention(8, 2);
        foreach (var (name, parameter) in attention.named_parameters())
            parameter.copy_(mine[names[name]]);
        var input = Rows(5, 8).to(ScalarType.Float32).unsqueeze(1); // [T, n, width]
        var normed = nn.functional.layer_norm(input, [8]);
        var attended = input.Plus(attention.call(normed, normed, normed, null, false, null).Item1);
        var wide = nn.functional.gelu(
            nn.functional.linear(nn.functional.layer_norm(attended, [8]), mine["wide.weight"], mine["wide.bias"])
        );
        var expected = attended.Plus(nn.functional.linear(wide, mine["narrow.weight"], mine["narrow.bias"]));
        var found = block.call(input.transpose(0, 1)).transpose(0, 1);
        Assert.True((expected - found).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Rows_of_another_size_are_refused()
    {
        using var convolutional = Bodies.Convolutional(Images, 2, Seeds);
        using var transformer = Bodies.Transformer(4, 3, 2, Seeds);
        Says(
            "takes images of 9 x 11 pixels of 2 numbers: 198 numbers; found states of 100",
            () => CategoricalPolicy.Over(convolutional, 100, 2)
        );
        Says(
            "takes 4 observations of 3 numbers, one behind the other: 12 numbers; found states of 3",
            () => CategoricalPolicy.Over(transformer, 3, 2)
        );
        Says("[n, 198]; found [2, 12]", () => convolutional.call(zeros(2, 12)));
        Says("[n, 12]; found [2, 198]", () => transformer.call(zeros(2, 198)));
        Says("takes images of 9 x 11", () => CategoricalPolicy.Over(Memory.Gru(2, 2, 4, Seeds, convolutional), 5, 2));
        Says("expected no larger ones than 2 x 3", () => Bodies.Convolutional(new(8, 9, 1), 2, Seeds, [new(4, 5, 2), new(4, 3)]));
        Says("expected filters, kernel and stride of 1 or more", () => Bodies.Convolutional(Images, 2, Seeds, [new(0, 3)]));
        Says("expected a multiple of 3", () => Bodies.Transformer(4, 3, 2, Seeds, width: 8, heads: 3));

        static void Says(string what, Action action) =>
            Assert.Contains(what, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);
    }

    /// <summary>Files say what is in no tensor: strides, heads, the size of an image.</summary>
    [Fact]
    public void Settings_are_told_in_files()
    {
        using var module = Bodies.Convolutional(Images, 2, Seeds, [new(4, 3, 2)]);
        Assert.Contains("Filters 2", ModuleStructure.Of(module), StringComparison.Ordinal);
        using var transformer = Bodies.Transformer(4, 3, 2, Seeds, 8, 2);
        Assert.Contains("AttentionBlock 2(", ModuleStructure.Of(transformer), StringComparison.Ordinal);
    }

    private static Tensor Rows(int rows, int width)
    {
        var random = Seeds.Child("rows").Stream();
        return tensor([.. Enumerable.Range(0, rows * width).Select(_ => random.NextGaussian())], [rows, width], ScalarType.Float64);
    }

    private static double[] Layer(double[] input, double[] weight, double[] bias) =>
        [.. bias.Select((start, i) => start + input.Select((value, k) => value * weight[(i * input.Length) + k]).Sum())];

    private static double[] Numbers(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
