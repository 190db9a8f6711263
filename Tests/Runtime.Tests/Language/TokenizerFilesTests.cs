using System.Text.Json.Nodes;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.LanguageModels.Tokenizers;
using DeclarativeIL.Runtime.Tests.Checkpoints;

namespace DeclarativeIL.Runtime.Tests.Language;

/// <summary>Tokenizers in the files that transformers and the tokenizers library write.</summary>
public sealed class TokenizerFilesTests
{
    private static readonly string Text = "The expert labels the states. <|pad|>\n<|endoftext|>123";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fast_tokenizer_is_that_of_the_two_files(bool pairs)
    {
        using var temporary = new Temporary();
        WriteFast(
            temporary,
            root =>
            {
                if (pairs)
                    root["model"]!["merges"] = new JsonArray([
                        .. root["model"]!["merges"]!
                            .AsArray()
                            .Select(static merge => new JsonArray([
                                .. merge!.GetValue<string>().Split(' ').Select(static word => JsonValue.Create(word)),
                            ])),
                    ]);
            }
        );
        var (slow, fast) = (Tokenizer.Load(Golden.Folder), Tokenizer.Load(temporary.Folder));

        Assert.Equal((slow.Count, slow.EndToken), (fast.Count, fast.EndToken));
        Assert.Equal(slow.Encode(Text), fast.Encode(Text));
    }

    [Fact]
    public void Added_tokens_are_kept_whole()
    {
        using var temporary = new Temporary();
        WriteFast(
            temporary,
            static root => Add(root, (300, "<|pad|>", ""), (301, "<|pad|>>", ""), (302, "<mask>", "lstrip"), (303, "é ü", "rstrip"))
        );
        var (plain, tokenizer) = (Tokenizer.Load(Golden.Folder), Tokenizer.Load(temporary.Folder));

        Assert.Equal(304, tokenizer.Count);
        Assert.Equal(
            [.. plain.Encode("a "), 300, .. plain.Encode("'s"), 301, .. plain.Encode("b")],
            tokenizer.Encode("a <|pad|>'s<|pad|>>b")
        );
        Assert.Equal(
            [.. plain.Encode("a"), 302, .. plain.Encode(" b"), 303, .. plain.Encode("c"), 0],
            tokenizer.Encode("a \n<mask> bé ü  c<|endoftext|>")
        );
        Assert.Equal("a <|pad|>é ü", tokenizer.Decode(tokenizer.Encode("a <|pad|>é ü")));
        tokenizer.Save(temporary.Folder);
        Assert.Equal(tokenizer.Encode("a <mask>é ü  <|pad|>>"), Tokenizer.Load(temporary.Folder).Encode("a <mask>é ü  <|pad|>>"));
        File.Delete(temporary.File("tokenizer.json")); // the others say the same
        Assert.Equal(tokenizer.Encode("a <mask>é ü  <|pad|>>"), Tokenizer.Load(temporary.Folder).Encode("a <mask>é ü  <|pad|>>"));
    }

    [Fact]
    public void Tokens_are_added_to_the_two_files_by_those_beside_them()
    {
        using var temporary = new Temporary();
        foreach (var name in (string[])["vocab.json", "merges.txt"])
            File.Copy(Path.Combine(Golden.Folder, name), temporary.File(name));
        File.WriteAllText(temporary.File("added_tokens.json"), """{"<|im_end|>": 300}""");
        File.WriteAllText(temporary.File("special_tokens_map.json"), """{"eos_token": {"content": "<|im_end|>", "lstrip": false}}""");
        var tokenizer = Tokenizer.Load(temporary.Folder);

        Assert.Equal((301, 300), (tokenizer.Count, tokenizer.EndToken));
        Assert.Equal([.. Tokenizer.Load(Golden.Folder).Encode("brown"), 300], tokenizer.Encode("brown<|im_end|>"));
        Assert.Equal(300, tokenizer.Completion("brown", ends: true).Span[^1]);
        File.WriteAllText(
            temporary.File("tokenizer_config.json"),
            """{"eos_token": "<|endoftext|>", "added_tokens_decoder": {"301": {"content": "<x>"}}}"""
        );
        tokenizer = Tokenizer.Load(temporary.Folder);
        Assert.Equal((302, 0), (tokenizer.Count, tokenizer.EndToken));
        Assert.Equal([301], tokenizer.Encode("<x>"));
        File.WriteAllText(temporary.File("tokenizer_config.json"), """{"eos_token": "<none>"}""");
        Refused(temporary, "the end token '<none>'");
        File.WriteAllText(temporary.File("tokenizer_config.json"), """{"added_tokens_decoder": {"7": {"content": "<|im_end|>"}}}""");
        Refused(temporary, "7 for the added token '<|im_end|>'; expected 300");
    }

    [Theory]
    [InlineData("""{"normalizer": {"type": "NFC"}}""", "a normalizer of type 'NFC'; expected none")]
    [InlineData(
        """{"pre_tokenizer": {"type": "Sequence", "pretokenizers": []}}""",
        "a pre_tokenizer of type 'Sequence'; expected 'ByteLevel'"
    )]
    [InlineData("""{"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true}}""", "add_prefix_space")]
    [InlineData("""{"pre_tokenizer": {"type": "ByteLevel", "use_regex": false}}""", "without use_regex")]
    [InlineData("""{"post_processor": {"type": "TemplateProcessing"}}""", "a post_processor of type 'TemplateProcessing'")]
    [InlineData("""{"decoder": {"type": "WordPiece"}}""", "a decoder of type 'WordPiece'")]
    [InlineData("""{"model": {"type": "Unigram", "vocab": []}}""", "a model of type 'Unigram'; expected 'BPE'")]
    [InlineData("""{"model": {"type": "BPE", "byte_fallback": true}}""", "byte_fallback")]
    [InlineData("""{"model": {"type": "BPE"}}""", "no vocab")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", "b", "c"]]}}""", "as merge 0; expected two words")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}, "added_tokens": []}""", "the merge 'a b'")]
    [InlineData(
        """{"model": {"type": "BPE", "vocab": {"a": 0, "b": 7}}, "added_tokens": []}""",
        "token 7 for 'b'; expected each from 0 to"
    )]
    [InlineData("""{"added_tokens": [{"id": 5, "content": "<x>"}]}""", "token 5 for '<x>' and for")]
    [InlineData("""{"added_tokens": [{"id": 300, "content": ""}]}""", "no content of added token 300")]
    [InlineData("""{"added_tokens": [{"content": "<x>"}]}""", "no whole number as id")]
    [InlineData("""{"added_tokens": [{"id": 300, "content": "<x>", "single_word": true}]}""", "the added token '<x>' with single_word")]
    [InlineData(
        """{"added_tokens": [{"id": 300, "content": "<x>"}, {"id": 301, "content": "<x>"}]}""",
        "the added token '<x>' more than once"
    )]
    public void What_would_cut_texts_otherwise_is_named(string change, string found)
    {
        using var temporary = new Temporary();
        WriteFast(
            temporary,
            root =>
            {
                foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
                    root[name] = value?.DeepClone();
            }
        );
        Refused(temporary, found);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_says_what_is_there()
    {
        using var temporary = new Temporary();
        Refused(temporary, "an empty folder; expected tokenizer.json, or vocab.json and merges.txt");
        File.WriteAllText(temporary.File("tokenizer.model"), "");
        Refused(temporary, "found tokenizer.model; expected");
        File.WriteAllText(temporary.File("vocab.json"), "{}");
        Refused(temporary, "expected merges.txt beside vocab.json");
        File.WriteAllText(temporary.File("tokenizer.json"), "nonsense");
        Refused(temporary, "no JSON that can be read");
    }

    [Fact]
    public void A_text_that_the_vocabulary_cannot_write_is_refused()
    {
        using var temporary = new Temporary();
        File.WriteAllText(temporary.File("vocab.json"), """{"a": 0, "b": 1, "ab": 2}""");
        File.WriteAllText(temporary.File("merges.txt"), "a b\n");
        var tokenizer = Tokenizer.Load(temporary.Folder);

        Assert.Equal([2, 0], tokenizer.Encode("aba"));
        Assert.Contains("the byte 99", Assert.Throws<ArgumentException>(() => tokenizer.Encode("abc")).Message);
    }

    private static void WriteFast(Temporary temporary, Action<JsonNode> change)
    {
        var merges = File.ReadAllLines(Path.Combine(Golden.Folder, "merges.txt"))
            .Where(static line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal));
        var root = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["added_tokens"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = 0,
                    ["content"] = "<|endoftext|>",
                    ["single_word"] = false,
                    ["special"] = true,
                }
            ),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "ByteLevel",
                ["add_prefix_space"] = false,
                ["trim_offsets"] = true,
                ["use_regex"] = true,
            },
            ["post_processor"] = new JsonObject { ["type"] = "ByteLevel", ["trim_offsets"] = false },
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = "",
                ["byte_fallback"] = false,
                ["vocab"] = JsonNode.Parse(File.ReadAllText(Path.Combine(Golden.Folder, "vocab.json"))),
                ["merges"] = new JsonArray([.. merges.Select(static line => JsonValue.Create(line))]),
            },
        };
        change(root);
        File.WriteAllText(temporary.File("tokenizer.json"), root.ToJsonString());
    }

    private static void Add(JsonNode root, params (int Id, string Content, string Flag)[] tokens)
    {
        foreach (var (id, content, flag) in tokens)
        {
            var token = new JsonObject { ["id"] = id, ["content"] = content };
            if (flag.Length > 0)
                token[flag] = true;
            root["added_tokens"]!.AsArray().Add(token);
        }
    }

    private static void Refused(Temporary temporary, string found) =>
        Assert.Contains(found, Assert.Throws<CheckpointException>(() => Tokenizer.Load(temporary.Folder)).Message);
}
