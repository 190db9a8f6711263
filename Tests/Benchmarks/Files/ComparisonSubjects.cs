using System.IO.Compression;
using DeclarativeIL.LanguageModels.Preferences;
using DeclarativeIL.Randomness;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Files of other projects' formats: comparisons.</summary>
internal static class ComparisonSubjects
{
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
}
