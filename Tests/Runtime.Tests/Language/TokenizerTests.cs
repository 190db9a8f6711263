using System.Text.Json;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.LanguageModels.Tokenizers;
using DeclarativeIL.Runtime.Tests.Checkpoints;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed class TokenizerTests
{
    [Fact]
    public void Tokens_and_texts_are_those_of_transformers()
    {
        var tokenizer = Tokenizer.Load(Golden.Folder);
        using var json = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("gpt2/tokens.json")));
        foreach (var known in json.RootElement.EnumerateArray())
        {
            var (text, tokens) = (
                known.GetProperty("text").GetString()!,
                known.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32()).ToArray()
            );

            Assert.Equal(tokens, tokenizer.Encode(text));
            Assert.Equal(known.GetProperty("decoded").GetString(), tokenizer.Decode(tokens));
        }
        Assert.Equal(300, tokenizer.Count);
    }

    [Fact]
    public void The_end_of_a_text_is_one_token()
    {
        var tokenizer = Tokenizer.Load(Golden.Folder);

        Assert.Equal(0, tokenizer.EndToken);
        Assert.Equal([.. tokenizer.Encode("brown"), 0], tokenizer.Encode("brown<|endoftext|>"));
        Assert.Equal("brown fox", tokenizer.Decode(tokenizer.Completion("brown fox")));
        Assert.Equal(tokenizer.Encode("brown fox").Length + 1, tokenizer.Completion("brown fox", ends: true).Length);
        Assert.Equal([.. tokenizer.Encode("brown").Select(static token => (double)token)], tokenizer.Prompt("brown").Span.ToArray());
        Assert.Empty(tokenizer.Encode(""));
        Assert.Equal("", tokenizer.Decode([]));
        Assert.Contains("empty text", Assert.Throws<ArgumentException>(() => tokenizer.Prompt("")).Message);
        Assert.Contains("0 to 299", Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([300])).Message);
    }

    [Fact]
    public void A_vocabulary_learned_from_a_text_writes_it_in_fewer_tokens_and_every_other_text_too()
    {
        using var temporary = new Temporary();
        const string Text = "low low low low low lower lower newest newest newest newest newest newest widest widest widest";
        var bytes = Tokenizer.Train(Text, 257);
        var learned = Tokenizer.Train(Text, 262);
        learned.Save(temporary.Folder);
        var back = Tokenizer.Load(temporary.Folder);

        Assert.Equal(Text.Length, bytes.Encode(Text).Length);
        Assert.Equal((262, 0), (learned.Count, learned.EndToken));
        Assert.Equal(["#version: 0.2", "e s", "es t", "l o", "lo w", "e w"], File.ReadAllLines(temporary.File("merges.txt")));
        foreach (var text in (string[])[Text, "déjà vu 🙂\n\t<|endoftext|> x", "\u00ad\u0000"])
        {
            Assert.Equal(text, learned.Decode(learned.Encode(text)));
            Assert.Equal(learned.Encode(text), back.Encode(text));
        }
        Assert.True(learned.Encode(Text).Length < Text.Length - 20);
        Assert.Equal(257, Tokenizer.Train("", 400).Count);
    }

    /// <summary>Words are those of code points: with GPT-2's own vocabulary U+1D400 's is 47728, 238, 222, 338 (tiktoken).</summary>
    [Theory]
    [InlineData("\U0001D400's", "\U0001D400", "'s")]
    [InlineData("a\U00010400b \U00020000c", "a\U00010400b", " \U00020000c")]
    [InlineData("\U0001D7D8\U0001D7D97 \U0001F6421", "\U0001D7D8\U0001D7D97", " \U0001F642", "1")]
    [InlineData("x\U0001F642\U0001F3FD!?\u0301 's", "x", "\U0001F642\U0001F3FD!?\u0301", " '", "s")]
    [InlineData("\U0001F642\U0001D400", "\U0001F642", "\U0001D400")]
    [InlineData("\U00010140\U0001D167\U000E0001z", "\U00010140", "\U0001D167\U000E0001", "z")]
    [InlineData("we'll  \U0001D400\ud835'd", "we", "'ll", " ", " \U0001D400", "\ud835'", "d")]
    public void Words_are_those_of_code_points(string text, params string[] words)
    {
        Assert.Equal(words, WordSplit.Of(text));
    }

    [Fact]
    public void A_contraction_behind_a_letter_beyond_the_basic_plane_is_one()
    {
        var tokenizer = Tokenizer.Train("a's b's \U0001D400's", 262);
        var own = tokenizer.Encode("'s");

        Assert.Single(own);
        Assert.Equal([.. tokenizer.Encode("\U0001D400"), .. own], tokenizer.Encode("\U0001D400's"));
    }

    [Fact]
    public void A_completion_ends_once()
    {
        var tokenizer = Tokenizer.Load(Golden.Folder);
        double[] ended = [.. tokenizer.Encode("brown").Select(static token => (double)token), 0];

        Assert.Equal(ended, tokenizer.Completion("brown", ends: true).Span.ToArray());
        Assert.Equal(ended, tokenizer.Completion("brown<|endoftext|>", ends: true).Span.ToArray());
        Assert.Equal(ended, tokenizer.Completion("brown<|endoftext|>").Span.ToArray());
        Assert.Equal([0], tokenizer.Completion("<|endoftext|>", ends: true).Span.ToArray());
        Assert.Equal([0], tokenizer.Completion("", ends: true).Span.ToArray());
    }

    [Fact]
    public void A_completion_reads_up_to_its_filling()
    {
        var tokenizer = Tokenizer.Load(Golden.Folder);
        double[] tokens = [.. tokenizer.Encode("brown fox").Select(static token => (double)token)];

        Assert.Equal("brown fox", tokenizer.Decode(new Act([.. tokens, double.NaN, double.NaN])));
        Assert.Equal("", tokenizer.Decode(Act.Continuous(double.NaN, double.NaN)));
        Assert.Contains(
            "has NaN as token 1",
            Assert.Throws<ArgumentException>(() => tokenizer.Decode(Act.Continuous(1, double.NaN, 2))).Message
        );
        Assert.Contains("has 1.5 as token 0", Assert.Throws<ArgumentException>(() => tokenizer.Decode(Act.Continuous(1.5))).Message);
        Assert.Contains("has 300 as token 0", Assert.Throws<ArgumentException>(() => tokenizer.Decode(Act.Continuous(300))).Message);
    }

    [Theory]
    [InlineData("[]", "a b", "no vocabulary")]
    [InlineData("""{"a":0,"b":1""", "a b", "no vocabulary")]
    [InlineData("""{"a":0,"b":1.5}""", "a b", "1.5 for 'b'")]
    [InlineData("""{"a":0,"b":0}""", "a b", "token 0 for 'b'")]
    [InlineData("""{"a":0,"b":2000000000}""", "a b", "token 2000000000 for 'b'")]
    [InlineData("""{"a":0,"b":1}""", "#version: 0.2\na b", "'a b' in line 2")]
    [InlineData("""{"a":0,"b":1,"ab":2}""", "a b c", "'a b c' in line 1")]
    public void Files_that_do_not_fit_are_refused(string vocabulary, string merges, string found)
    {
        using var temporary = new Temporary();
        File.WriteAllText(temporary.File("vocab.json"), vocabulary);
        File.WriteAllText(temporary.File("merges.txt"), merges);

        Assert.Contains(found, Assert.Throws<CheckpointException>(() => Tokenizer.Load(temporary.Folder)).Message);
    }
}
