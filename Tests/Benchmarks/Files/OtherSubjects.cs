using System.IO.Compression;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.LanguageModels.Preferences;
using DeclarativeIL.LanguageModels.Tokenizers;
using DeclarativeIL.Randomness;
using Parquet;
using Parquet.Schema;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Files of other projects' formats: comparisons, tokenizers, language models.</summary>
internal static class OtherSubjects
{
    private const string Text = "low low low low low lower lower newest newest newest newest newest newest widest widest widest é 🙂";

    public static IEnumerable<FileSubject> Create(string folder, SeedSequence seeds)
    {
        var texts = Texts(seeds.Stream());
        yield return Comparisons(Lines(Path.Combine(folder, "plain.jsonl"), texts, chats: false));
        yield return Comparisons(Lines(Path.Combine(folder, "chats.jsonl"), texts, chats: true));
        foreach (
            var (name, method, hint) in ((string, CompressionMethod, EncodingHint?)[])
                [
                    ("none", CompressionMethod.None, null),
                    ("snappy", CompressionMethod.Snappy, EncodingHint.Dictionary),
                    ("gzip", CompressionMethod.Gzip, null),
                    ("zstd", CompressionMethod.Zstd, EncodingHint.Dictionary),
                    ("lz4", CompressionMethod.Lz4Raw, null),
                ]
        )
            yield return Comparisons(Table(Path.Combine(folder, $"{name}.parquet"), texts, method, hint));
        yield return Comparisons(Chats(Path.Combine(folder, "chats.parquet"), texts));
        foreach (var subject in Tokenizers(Directory.CreateDirectory(Path.Combine(folder, "tokenizer")).FullName))
            yield return subject;
        foreach (var subject in Models(Directory.CreateDirectory(Path.Combine(folder, "model")).FullName, seeds))
            yield return subject;
    }

    private static string[][] Texts(RandomStream random)
    {
        string[] words = ["a", "good", "answer", "é", "🙂", "\n", "is", "short", "\"quoted\""];
        return [.. Enumerable.Range(0, 24).Select(i => new[] { $"prompt {i / 2}", "chosen " + Some(), "rejected " + Some() })];

        string Some() => string.Join(' ', Enumerable.Range(0, 1 + random.NextInt(8)).Select(_ => words[random.NextInt(words.Length)]));
    }

    private static FileSubject Comparisons(string path)
    {
        return new(
            Path.GetExtension(path) == ".parquet" ? "preference Parquet" : "preference lines",
            path,
            File.ReadAllBytes(path),
            Read,
            static e => e is PreferenceFileException,
            null
        );

        static Loaded? Read(string file)
        {
            var (rows, characters, fault) = (0L, 0L, (string?)null);
            foreach (var pair in PreferenceFile.Read(file))
            {
                rows++;
                characters += Length(pair.Prompt) + Length(pair.Chosen) + Length(pair.Rejected);
                fault ??= pair.Chosen.IsEmpty || pair.Rejected.IsEmpty || pair.Chosen.Equals(pair.Rejected) ? $"row {rows}" : null;
            }
            var length = new FileInfo(file).Length;
            return new(
                "",
                fault
                    ?? (
                        rows > Math.Max(1 << 20, length) || characters > Math.Max(1 << 24, 16 * length)
                            ? $"{rows} rows, {characters} characters from {length} bytes"
                            : null
                    )
            );
        }

        static long Length(Passage passage) =>
            passage.IsChat
                ? passage.Messages.Sum(static message => (long)message.Role.Length + message.Content.Length)
                : passage.Render().Length;
    }

    private static string Lines(string path, string[][] texts, bool chats)
    {
        File.WriteAllLines(
            path,
            texts.Select(row =>
                System.Text.Json.JsonSerializer.Serialize(
                    new Dictionary<string, object>
                    {
                        ["prompt"] = Passage(row[0], "user"),
                        ["chosen"] = Passage(row[1], "assistant"),
                        ["rejected"] = Passage(row[2], "assistant"),
                        ["score"] = 1.5,
                    }
                )
            )
        );
        return path;

        object Passage(string text, string role) =>
            chats ? new[] { new { role, content = text }, new { role = "user", content = "" } } : text;
    }

    private static string Table(string path, string[][] texts, CompressionMethod method, EncodingHint? hint)
    {
        var schema = new ParquetSchema(
            new[] { "prompt", "chosen", "rejected" }.Select(Field (name) => new DataField(name, typeof(string), hint is null))
        );
        var options = new ParquetOptions { CompressionMethod = method, CompressionLevel = CompressionLevel.Fastest };
        foreach (var field in schema.DataFields)
            if (hint is { } wanted)
                options.ColumnEncodingHints[field.Path.ToString()] = wanted;
        Write(
            path,
            schema,
            options,
            async writer =>
            {
                foreach (var part in (string[][][])[texts[..10], texts[10..]])
                {
                    using var group = writer.CreateRowGroup();
                    for (var i = 0; i < 3; i++)
                        await group.WriteAsync(schema.DataFields[i], (string?[])[.. part.Select(row => row[i])]).ConfigureAwait(false);
                }
            }
        );
        return path;
    }

    private static string Chats(string path, string[][] texts)
    {
        var schema = new ParquetSchema(
            new[] { "prompt", "chosen", "rejected" }.Select(
                Field (name) =>
                    new ListField(name, new StructField("element", new DataField<string>("content"), new DataField<string>("role")))
            )
        );
        Write(
            path,
            schema,
            new ParquetOptions(),
            async writer =>
            {
                using var group = writer.CreateRowGroup();
                for (var i = 0; i < schema.DataFields.Length; i++)
                {
                    var (field, column) = (schema.DataFields[i], i);
                    var values = texts
                        .SelectMany(row => column % 2 == 0 ? new[] { row[column / 2], "and" } : ["user", "assistant"])
                        .Select(static text => text.AsMemory())
                        .ToArray();
                    var begins = Enumerable.Range(0, values.Length).Select(static at => at % 2).ToArray();
                    await group
                        .WriteAllPartsAsync<ReadOnlyMemory<char>>(
                            field,
                            values,
                            Enumerable.Repeat(field.MaxDefinitionLevel, values.Length).ToArray(),
                            begins,
                            default
                        )
                        .ConfigureAwait(false);
                }
            }
        );
        return path;
    }

    private static void Write(string path, ParquetSchema schema, ParquetOptions options, Func<ParquetWriter, Task> write) =>
        Task.Run(async () =>
            {
                using var file = File.Create(path);
                var writer = await ParquetWriter.CreateAsync(schema, file, options).ConfigureAwait(false);
                await using (writer.ConfigureAwait(false))
                    await write(writer).ConfigureAwait(false);
            })
            .GetAwaiter()
            .GetResult();

    /// <summary>Both kinds of a tokenizer, each in a folder without the files of the other, which is not read where that is.</summary>
    private static IEnumerable<FileSubject> Tokenizers(string folder)
    {
        string[] plain = ["vocab.json", "merges.txt"],
            fast = ["tokenizer.json"];
        foreach (var (read, removed) in (IEnumerable<(string[], string[])>)[(plain, fast), (fast, plain)])
        {
            var home = Directory.CreateDirectory(Path.Combine(folder, read[0])).FullName;
            Tokenizer.Train(Text, 290).Save(home);
            foreach (var name in removed)
                File.Delete(Path.Combine(home, name));
            foreach (var name in (IEnumerable<string>)[.. read, "tokenizer_config.json"])
                yield return new(
                    "tokenizer " + name,
                    Path.Combine(home, name),
                    File.ReadAllBytes(Path.Combine(home, name)),
                    _ => Read(home),
                    static e => e is CheckpointException,
                    null
                );
        }

        static Loaded? Read(string home)
        {
            var tokenizer = Tokenizer.Load(home);
            try
            {
                var tokens = tokenizer.Encode(Text);
                tokenizer.Decode(tokens);
                return new(
                    "",
                    Array.TrueForAll(tokens, token => token >= 0 && token < tokenizer.Count) ? null : "tokens that there are not"
                );
            }
            catch (ArgumentException e) when (e.ParamName == "text") // a vocabulary may lack a byte: Encode says so
            {
                return new("", null);
            }
        }
    }

    private static IEnumerable<FileSubject> Models(string folder, SeedSequence seeds)
    {
        using (var model = new Gpt2(new Gpt2Configuration(24, 8, 8, 1, 2), seeds))
            model.Save(folder);
        foreach (var name in (string[])["config.json", "model.safetensors"])
            yield return new(
                "language model",
                Path.Combine(folder, name),
                File.ReadAllBytes(Path.Combine(folder, name)),
                Read,
                static e => e is CheckpointException,
                null
            );

        Loaded? Read(string _)
        {
            using var scope = NewDisposeScope();
            using var model = Gpt2.Load(folder);
            var (numbers, isFinite) = (0L, true);
            foreach (var (name, parameter) in model.named_parameters())
            {
                numbers += parameter.numel();
                foreach (var value in parameter.data<float>())
                    isFinite &= float.IsFinite(value);
            }
            var length = new FileInfo(Path.Combine(folder, "model.safetensors")).Length;
            return new(
                "",
                !isFinite ? "numbers that are not finite"
                    : numbers != model.Configuration.Count || 2 * numbers > length ? $"{numbers} numbers from {length} bytes"
                    : null,
                8 * numbers
            );
        }
    }
}
