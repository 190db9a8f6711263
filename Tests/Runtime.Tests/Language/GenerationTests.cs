using DeclarativeIL.Backends.Torch;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed class GenerationTests
{
    private static readonly Gpt2Configuration Small = new(7, 12, 8, 2, 2);

    [Fact]
    public void Greedy_continuation_is_that_of_transformers_alone_and_beside_others()
    {
        using var model = Golden.Model();
        using var policy = new SequencePolicy(model, new Generation { MaxTokens = 12 });
        var prompt = Golden.Prompt(2, 7);
        var expected = Act.Continuous(Golden.Greedy[7..]);

        Assert.Equal([expected], policy.Greedy([prompt]));
        Assert.Equal(expected, policy.Greedy([Golden.Prompt(0, 3), prompt, Golden.Prompt(1, 11)])[1]);
        using var states = policy.Parameters.Upload(prompt.Span, 1);
        float[] padded = [.. states.data<float>().ToArray().Concat(Enumerable.Repeat(float.NaN, policy.StateSize - 7))],
            actions = new float[12];
        policy.Mode(padded, actions);
        Assert.Equal(expected, Act.From(actions));
        Assert.True(policy.Actions.Contains(actions));
    }

    [Theory]
    [InlineData(1.0, null, 1.0)]
    [InlineData(0.5, null, 1.0)]
    [InlineData(2.0, null, 1.0)]
    [InlineData(1.0, 3, 1.0)]
    [InlineData(1.0, null, 0.6)]
    [InlineData(0.7, 5, 0.8)]
    [InlineData(1.0, 1, 0.1)]
    public void Draws_have_the_filtered_distribution(double temperature, int? topK, double topP)
    {
        var random = new RandomStream(3);
        var logits = Enumerable.Range(0, 7).Select(_ => 2 * random.NextGaussian()).ToArray();
        var choice = new TokenChoice(
            new Generation
            {
                Temperature = temperature,
                TopK = topK,
                TopP = topP,
            }
        );
        var counts = new double[7];
        const int Draws = 20000;
        for (var i = 0; i < Draws; i++) // evenly spread draws: their shares are exact but for the ends
            counts[choice.Draw(logits, (i + 0.5) / Draws)]++;

        var expected = Filtered(logits, temperature, topK, topP);
        for (var token = 0; token < 7; token++)
            Assert.Equal(expected[token], counts[token] / Draws, 2.0 / Draws);
    }

    [Fact]
    public void Of_equals_the_lower_tokens_are_kept()
    {
        var choice = new TokenChoice(new Generation { TopK = 2 });
        Assert.Equal([0, 2], Enumerable.Range(0, 10).Select(i => choice.Draw([1, 0, 1, 1], i / 10.0)).Distinct().Order());
        Assert.Equal(0, TokenChoice.Largest([1, 0, 1, 1]));
        Assert.Contains("NaN", Assert.Throws<InvalidOperationException>(() => TokenChoice.Largest([double.NaN, double.NaN])).Message);
    }

    [Theory]
    [InlineData(0, double.NaN, "NaN")]
    [InlineData(1, double.NaN, "NaN")]
    [InlineData(3, double.NaN, "NaN")]
    [InlineData(2, double.PositiveInfinity, "Infinity")]
    public void A_logit_that_is_no_number_is_an_error_wherever_it_stands(int token, double logit, string found)
    {
        double[] logits = [1, 0, 3, 2];
        logits[token] = logit;
        foreach (var generation in (Generation[])[new(), new() { TopK = 1 }, new() { TopP = 0.5 }])
            Assert.Equal(
                $"The model's largest logit is {found}; expected a finite number.",
                Assert.Throws<InvalidOperationException>(() => new TokenChoice(generation).Draw(logits, 0.5)).Message
            );
        Assert.Throws<InvalidOperationException>(() => TokenChoice.Largest(logits));
        Assert.Throws<InvalidOperationException>(() =>
            new TokenChoice(new()).Draw([double.NegativeInfinity, double.NegativeInfinity], 0.5)
        );
        Assert.Equal(1, new TokenChoice(new()).Draw([double.NegativeInfinity, 2, double.NegativeInfinity], 0.99));
    }

    [Fact]
    public void Drawn_texts_have_the_models_probabilities()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5)), new Generation { MaxTokens = 2 });
        using (no_grad())
            policy.Parameters.Values.mul_(Held.Of(8));
        var (prompts, counts) = (Enumerable.Repeat(State.Of(1, 2), 2000).ToArray(), new double[49]);
        foreach (var act in policy.Sample(prompts, new RandomStream(1)))
            counts[((int)act[0] * 7) + (int)act[1]]++;
        var completions = Enumerable.Range(0, 49).Select(static i => Act.Continuous(i / 7, i % 7)).ToArray();
        var expected = policy.LogProb(completions, prompts[..49]).Select(Math.Exp).ToArray();

        var chiSquared = expected.Select((p, i) => Math.Pow(counts[i] - (2000 * p), 2) / (2000 * p)).Sum();
        Assert.InRange(chiSquared, 48 - (5 * Math.Sqrt(96)), 48 + (5 * Math.Sqrt(96))); // its mean and five deviations
    }

    [Fact]
    public void Draws_depend_on_their_place_alone()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5)), new Generation { MaxTokens = 5 });
        State[] prompts = [State.Of(1, 2), State.Of(3), State.Of(4, 5, 6)];
        var (random, again) = (new RandomStream(9), new RandomStream(9));
        var texts = policy.Sample(prompts, random);

        Assert.Equal(3UL, random.Position);
        Assert.Equal(texts, policy.Sample(prompts, again));
        Assert.NotEqual(texts, policy.Sample(prompts, again));
        for (ulong row = 0; row < 3; row++)
            Assert.Equal(texts[row], policy.OneSample().Sample(prompts[row], new Draw(9, row)));
        var states = tensor(new[] { 1f, 2, float.NaN, 3, float.NaN, float.NaN, 4, 5, 6 }, [3, 3]);
        using var answers = policy.Forward(
            new SampleQuestion(states, new DrawBatch(new RandomStream(9), 0)),
            new SampleQuestion(states, new DrawBatch(new RandomStream(8), 0))
        );
        Assert.Equal([3, 5], answers[0].shape);
        Assert.Equal(
            texts.SelectMany(static act => act.Span.ToArray()),
            answers[0].flatten().data<float>().ToArray().Select(static token => (double)token)
        );
        Assert.NotEqual(answers[0].data<float>().ToArray(), answers[1].data<float>().ToArray());
        Assert.Throws<NotSupportedException>(() => policy.Backward(answers, zeros(3, 5), null));
    }

    [Fact]
    public void A_text_ends_with_its_end_token()
    {
        using var scope = NewDisposeScope();
        using var policy = new SequencePolicy(new Gpt2(Small, new SeedSequence(5)), new Generation { MaxTokens = 9, EndToken = 3 });
        State[] prompts = [.. Enumerable.Range(0, 50).Select(static i => State.Of(i % 7, 3))]; // an end in a prompt ends nothing
        var texts = policy.Sample(prompts, new RandomStream(2));

        Assert.All(texts, static text => Assert.True(text.Length == 9 || text[(int)text.Length - 1] == 3));
        Assert.All(texts, static text => Assert.DoesNotContain(3, text.Span[..^1].ToArray()));
        Assert.True(texts.Select(static text => text.Length).Distinct().Count() > 3);
        var one = texts.Select((_, i) => policy.OneSample().Sample(prompts[i], new Draw(2, (ulong)i)));
        Assert.Equal(texts, one);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Generation { MaxTokens = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Generation { Temperature = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Generation { TopK = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Generation { TopP = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Generation { EndToken = -1 });
        Assert.False(new TokenSpace(5, 2).Contains([1, 2, 3]));
        Assert.False(new TokenSpace(5, 2).Contains([5]));
        Assert.True(new TokenSpace(5, 2).Contains([4, float.NaN]));
    }

    /// <summary>By enumeration: a token stays where fewer than k are likelier, and what is likelier has not reached the sum yet.</summary>
    private static double[] Filtered(double[] logits, double temperature, int? topK, double topP)
    {
        var weights = logits.Select(logit => Math.Exp(logit / temperature)).ToArray();
        weights = [.. weights.Select(weight => weights.Count(other => other > weight) < (topK ?? 99) ? weight : 0)];
        var total = weights.Sum();
        var kept = weights.Select(weight => weights.Where(other => other > weight).Sum() < topP * total ? weight : 0).ToArray();
        return [.. kept.Select(weight => weight / kept.Sum())];
    }
}
