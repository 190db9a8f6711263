using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed class Gpt2Tests
{
    private static readonly Gpt2Configuration Small = new(11, 9, 8, 2, 2);

    [Fact]
    public void Logits_are_those_of_transformers_whatever_stands_behind_a_row()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = Golden.Model();
        var tokens = tensor(Golden.Inputs.SelectMany(static row => row).ToArray(), [3, 20]);

        var logits = model.Logits(model.Hidden(tokens).view(60, 48)).view(3, 20, 300);

        for (var row = 0; row < 3; row++)
        for (var at = 0; at < Golden.Lengths[row]; at++)
            Assert.All(
                Golden.Logits[row][at].Zip(logits[row, at].data<float>().ToArray()),
                static pair => Assert.Equal(pair.First, pair.Second, 1e-4f)
            );
    }

    [Fact]
    public void A_cache_gives_what_the_whole_text_gives_for_prompts_of_unequal_length()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = Golden.Model();
        int[] prompts = [5, 3, 7];
        using var cache = new KeyValueCache(prompts, 7 + 4, CPU);
        var filled = new long[3 * 7];
        for (var row = 0; row < 3; row++)
            Golden.Inputs[row].AsSpan(0, prompts[row]).CopyTo(filled.AsSpan(row * 7));
        model.Hidden(tensor(filled, [3, 7]), cache);
        cache.Advance(7);
        for (var time = 0; time < 4; time++)
        {
            var hidden = model.Hidden(tensor(prompts.Select((length, row) => Golden.Inputs[row][length + time]).ToArray(), [3, 1]), cache);
            cache.Advance(1);
            var logits = model.Logits(hidden.view(3, 48));

            for (var row = 0; row < 3; row++)
                if (prompts[row] + time < Golden.Lengths[row])
                    Assert.All(
                        Golden.Logits[row][prompts[row] + time].Zip(logits[row].data<float>().ToArray()),
                        static pair => Assert.Equal(pair.First, pair.Second, 1e-4f)
                    );
        }
        Assert.Contains("at most", Assert.Throws<ArgumentException>(() => model.Hidden(zeros([3, 1], ScalarType.Int64), cache)).Message);
    }

    [Theory]
    [InlineData("gelu")]
    [InlineData("relu")]
    [InlineData("silu")]
    [InlineData("tanh")]
    [InlineData("gelu_new")]
    public void Gradient_equals_central_differences(string activation)
    {
        using var scope = NewDisposeScope();
        using var model = new Gpt2(
            Small with
            {
                Activation = activation,
                IsTied = activation == "gelu",
                ScalesByLayer = true,
                ScalesAttention = false,
            },
            new SeedSequence(1),
            ScalarType.Float64
        );
        var tokens = tensor(new long[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);
        foreach (var (_, parameter) in model.named_parameters())
            using (no_grad())
                parameter.mul_(Held.Of(20)); // far from 0, where all activations look alike

        Loss().backward();

        foreach (var (name, parameter) in model.named_parameters())
        {
            var flat = parameter.detach().view(-1);
            var place = parameter.numel() - 1;
            var at =
                name is "wpe.weight" ? 1
                : name is "wte.weight" ? 4 * 8
                : place;
            using var quiet = no_grad();
            var before = flat[at].item<double>();
            flat[at] = before + 1e-5;
            var above = Loss().item<double>();
            flat[at] = before - 1e-5;
            var below = Loss().item<double>();
            flat[at] = before;
            Assert.Equal((above - below) / 2e-5, parameter.grad!.view(-1)[at].item<double>(), 1e-5);
        }

        Tensor Loss() => model.Logits(model.Hidden(tokens).reshape(6, 8)).log_softmax(1)[.., 3].sum();
    }

    [Fact]
    public void Equal_seeds_give_equal_models_and_a_new_one_predicts_nothing()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var one = new Gpt2(Small, new SeedSequence(3));
        using var same = new Gpt2(Small, new SeedSequence(3));
        using var other = new Gpt2(Small, new SeedSequence(4));
        var tokens = tensor(new long[] { 1, 2, 3 }, [1, 3]);

        Assert.Equal(Numbers(one), Numbers(same));
        Assert.NotEqual(Numbers(one), Numbers(other));
        var logProbs = one.Logits(one.Hidden(tokens).view(3, 8)).log_softmax(1).data<float>().ToArray();
        Assert.All(logProbs, static logProb => Assert.Equal(-Math.Log(11), logProb, 0.5));
        Assert.InRange(one.Weight("wte.weight").std().item<float>(), 0.01f, 0.03f);

        float[] Numbers(Gpt2 model) => model.Logits(model.Hidden(tokens).view(3, 8)).data<float>().ToArray();
    }

    [Fact]
    public void BFloat16_computes_nearly_the_same_and_leaves_parameters_alone()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = Golden.Model();
        model.Computation = ScalarType.BFloat16;
        var logits = model.Logits(model.Hidden(tensor(Golden.Inputs[0], [1, 20])).view(20, 48));

        Assert.Equal(ScalarType.BFloat16, logits.dtype);
        Assert.Equal(ScalarType.Float32, model.Weight("wte.weight").dtype);
        var expected = tensor(Golden.Logits[0].SelectMany(static at => at).ToArray(), [20, 300]);
        var difference = (logits.to(ScalarType.Float32) - expected).abs();
        Assert.InRange(difference.max().item<float>(), 1e-5f, 0.1f);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        using var model = new Gpt2(Small, new SeedSequence(3));

        Assert.Contains(
            "10 tokens; expected at most 9",
            Assert.Throws<ArgumentException>(() => model.Hidden(zeros([1, 10], ScalarType.Int64))).Message
        );
        Assert.Contains(
            "n_head 3 with n_embd 8",
            Assert.Throws<ArgumentException>(() => new Gpt2(Small with { Heads = 3 }, new SeedSequence(3))).Message
        );
        Assert.Contains(
            "Float32 or Float64",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Gpt2(Small, new SeedSequence(3), ScalarType.BFloat16)).Message
        );
        Assert.Contains("BFloat16", Assert.Throws<ArgumentOutOfRangeException>(() => model.Computation = ScalarType.Int64).Message);
    }
}
