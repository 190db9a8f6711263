using System.Text;
using DeclarativeIL.LanguageModels.Preferences;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Comparisons from JSON Lines.</summary>
[Trait("Speed", "Slow")]
public sealed partial class PreferenceFileTests : IDisposable
{
    private const string Good = """{"prompt": "p", "chosen": "c", "rejected": "r"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("preferences").FullName;

    private string Lines => Path.Combine(_folder, "pairs.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Plain_texts_come_line_by_line()
    {
        Write(
            "\uFEFF"
                + """
                {"prompt": "2 + 2?", "chosen": "4", "rejected": "5", "margin": {"of": [1]}}

                {"rejected": "schlecht\r\n", "chosen": "gut \"é\" 🙂", "prompt": ""}
                """
                + "\r\n\t \r\n"
                + Good
        );
        PreferenceText[] expected = [new("2 + 2?", "4", "5"), new("", "gut \"é\" 🙂", "schlecht\r\n"), new("p", "c", "r")];
        Assert.Equal(expected, PreferenceFile.Read(Lines));
        Assert.Equal(expected, PreferenceFile.ReadJsonLines(Lines));
        Assert.All(expected, pair => Assert.False(pair.Prompt.IsChat));
    }

    [Fact]
    public void Conversations_keep_their_turns()
    {
        Write(
            """{"prompt": [{"role": "system", "content": "Be short."}, {"content": "Hi", "role": "user", "name": "x"}]"""
                + """, "chosen": [{"role": "assistant", "content": "Hello"}]"""
                + """, "rejected": [{"role": "assistant", "content": ""}, {"role": "assistant", "content": "Yo"}]}"""
        );
        var pair = Assert.Single(PreferenceFile.Read(Lines));
        Assert.True(pair.Chosen.IsChat);
        Assert.Equal([new("system", "Be short."), new("user", "Hi")], pair.Prompt.Messages);
        Assert.Equal("<user>Hi", new Passage([new ChatMessage("user", "Hi")]).Render(message => $"<{message.Role}>{message.Content}"));
        Assert.Equal("system: Be short.\nuser: Hi\n", pair.Prompt.ToString());
        Assert.Equal("Hi", new Passage("Hi").Render(_ => throw new InvalidOperationException()));
    }

    /// <summary>Each fault is on line 3, behind two good ones that come first.</summary>
    [Theory]
    [InlineData("""{"prompt": "p", "chosen": "", "rejected": "r"}""", "an empty text in 'chosen'", "an answer")]
    [InlineData("""{"prompt": "p", "chosen": "c", "rejected": ""}""", "an empty text in 'rejected'", "an answer")]
    [InlineData("""{"prompt": "p", "chosen": "c", "rejected": "c"}""", "the same text in 'chosen' and 'rejected'", "two answers")]
    [InlineData("""{"prompt": "p", "chosen": "c"}""", "no 'rejected'", "a text or a list of messages")]
    [InlineData("""{"Prompt": "p", "chosen": "c", "rejected": "r"}""", "no 'prompt'", "a text or a list of messages")]
    [InlineData("""{"prompt": 7, "chosen": "c", "rejected": "r"}""", "a number in 'prompt'", "a text or a list of messages")]
    [InlineData("""{"prompt": "p", "chosen": null, "rejected": "r"}""", "null in 'chosen'", "a text or a list of messages")]
    [InlineData(
        """{"prompt": "p", "chosen": {"content": "c"}, "rejected": "r"}""",
        "an object in 'chosen'",
        "a text or a list of messages"
    )]
    [InlineData(
        """{"prompt": [], "chosen": [{"role": "a", "content": "c"}], "rejected": [{"role": "a", "content": "r"}]}""",
        "a chat without messages in 'prompt'",
        "one message or more"
    )]
    [InlineData(
        """{"prompt": "p", "chosen": [{"role": "a", "content": "c"}], "rejected": "r"}""",
        "'chosen' as a chat",
        "plain text, as 'prompt' is"
    )]
    [InlineData(
        """{"prompt": [{"role": "u", "content": "p"}], "chosen": "c", "rejected": "r"}""",
        "'chosen' as plain text",
        "a chat, as 'prompt' is"
    )]
    [InlineData(
        """{"prompt": ["p"], "chosen": "c", "rejected": "r"}""",
        "a text as message 1 of 'prompt'",
        "an object with 'role' and 'content'"
    )]
    [InlineData(
        """{"prompt": [{"role": "u", "content": "p"}, {"role": "u"}], "chosen": "c", "rejected": "r"}""",
        "nothing as 'content' of message 2 of 'prompt'",
        "a text"
    )]
    [InlineData(
        """{"prompt": [{"role": 1, "content": "p"}], "chosen": "c", "rejected": "r"}""",
        "a number as 'role' of message 1 of 'prompt'",
        "a text"
    )]
    [InlineData(
        """{"prompt": [{"role": "u", "content": "p"}]"""
            + """, "chosen": [{"role": "a", "content": ""}]"""
            + """, "rejected": [{"role": "a", "content": "r"}]}""",
        "an empty text in 'chosen'",
        "an answer"
    )]
    [InlineData("""["p", "c", "r"]""", "a list", "an object with 'prompt', 'chosen' and 'rejected'")]
    [InlineData("true", "a truth value", "an object with 'prompt', 'chosen' and 'rejected'")]
    public void Wrong_contents_name_their_line(string line, string found, string expected)
    {
        Write($"{Good}\n\n{line}\n{Good}");
        Assert.Equal($"{Lines}, line 3: found {found}; expected {expected}.", Fails(good: 1, line: 3).Message);
    }

    [Theory]
    [InlineData("""{"prompt": "p", "chosen": "c", "rejected": "r", "chosen": "d"}""")]
    [InlineData("""{"prompt": [{"role": "u", "content": "p", "content": "q"}], "chosen": [], "rejected": []}""")]
    [InlineData("""{"prompt": "p", "chosen": "c", "rejected": "r" """)]
    [InlineData("""{"prompt": "p", "chosen": "c", "rejected": "r"} {}""")]
    [InlineData("""{"prompt": "p", "chosen": "c", "rejected": "\ud800"}""")]
    [InlineData("""{'prompt': 'p'}""")]
    [InlineData("nonsense")]
    public void What_is_no_JSON_names_its_line(string line)
    {
        Write($"{Good}\n{line}\n{Good}");
        var failure = Fails(good: 1, line: 2);
        Assert.StartsWith("no JSON that can be read", failure.Found, StringComparison.Ordinal);
        Assert.Equal("one JSON object a line", failure.Expected);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Write($"{Good}\n{{\"prompt\": {new string('[', 100_000)}");
        Assert.Contains("depth", Fails(good: 1, line: 2).Found, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        File.WriteAllBytes(
            Lines,
            [.. Encoding.UTF8.GetBytes(Good + "\n{\"prompt\": \"p\", \"chosen\": \"c\", \"rejected\": \""), 0xC3, 0x28, .. "\"}"u8]
        );
        Assert.Equal("bytes that are no UTF-8", Fails(good: 1, line: 2).Found);
    }

    /// <summary>A file without line ends is not taken into memory in search of one.</summary>
    [Fact]
    public void A_line_that_is_too_long_is_refused_before_it_is_read_whole()
    {
        Write($"{Good}\n{{\"prompt\": \"{new string('x', 300_000)}\", \"chosen\": \"c\", \"rejected\": \"r\"}}\n{Good}");
        Assert.Equal(3, PreferenceFile.ReadJsonLines(Lines).Count());
        var failure = Assert.Throws<PreferenceFileException>(() => PreferenceFile.ReadJsonLines(Lines, lineLimit: 200_000).Count());
        Assert.Equal($"{Lines}, line 2: found more than 200000 bytes; expected a line that is not longer.", failure.Message);
        Assert.Equal(3, PreferenceFile.ReadJsonLines(Lines, lineLimit: 300_100).Count());
        using (var file = File.Create(Lines))
            file.SetLength(1 << 28); // 256 MiB of zeros
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(1, Assert.Throws<PreferenceFileException>(() => PreferenceFile.ReadJsonLines(Lines, lineLimit: 1 << 20).Count()).Row);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
    }

    /// <summary>Line ends at every place of the buffer, with every limit around the length.</summary>
    [Fact]
    public void Lines_of_every_length_are_found_at_every_place()
    {
        for (var length = 0; length < 40; length++)
        {
            var lines = Enumerable.Range(0, 30).Select(i => new string((char)('a' + (i % 26)), (length + i) % 40)).ToArray();
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
            var (reader, found) = (new LineReader(new MemoryStream(bytes), 39), new List<string>());
            while (reader.Next(out var line))
                found.Add(Encoding.UTF8.GetString(line.Span));
            Assert.Equal(lines, found);
        }
    }

    /// <summary>Rows come while the file is read: the first ones before a fault behind them is seen.</summary>
    [Fact]
    public void Reading_stops_where_the_caller_stops()
    {
        Write($"{Good}\n{Good}\nnonsense");
        Assert.Equal(2, PreferenceFile.Read(Lines).Take(2).Count());
        File.Delete(Lines); // it is closed
        Assert.Equal(0, Assert.Throws<PreferenceFileException>(() => PreferenceFile.Read(Lines).Count()).Row);
        Assert.Throws<ArgumentException>(() => PreferenceFile.Read(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => PreferenceFile.ReadJsonLines(Lines, 0));
    }

    private void Write(string text) => File.WriteAllText(Lines, text);

    private PreferenceFileException Fails(int good, long line)
    {
        var read = new List<PreferenceText>();
        var failure = Assert.Throws<PreferenceFileException>(() =>
        {
            foreach (var pair in PreferenceFile.Read(Lines))
                read.Add(pair);
        });
        Assert.Equal((good, line, Lines), (read.Count, failure.Row, failure.File));
        return failure;
    }
}
