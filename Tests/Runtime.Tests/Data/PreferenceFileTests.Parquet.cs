using DeclarativeIL.Formats.Parquet;
using DeclarativeIL.LanguageModels.Preferences;
using DeclarativeIL.Randomness;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Comparisons from Parquet, in files that the library writes as others do.</summary>
public sealed partial class PreferenceFileTests
{
    private static readonly string?[] Prompts = ["p1", "", "p3"],
        Chosen = ["c1", "c2 é🙂", "c3"],
        Rejected = ["r1", "r2", "r3"];

    private string Rows => Path.Combine(_folder, "pairs.PARQUET");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plain_texts_come_row_group_by_row_group(bool nullable)
    {
        await WriteAsync(nullable, [Prompts, Chosen, Rejected], [Prompts[..1], Chosen[..1], Rejected[..1]]);
        PreferenceText[] expected = [new("p1", "c1", "r1"), new("", "c2 é🙂", "r2"), new("p3", "c3", "r3"), new("p1", "c1", "r1")];
        Assert.Equal(expected, PreferenceFile.Read(Rows));
        var later = new List<PreferenceText>();
        await foreach (var pair in PreferenceFile.ReadParquetAsync(Rows))
            later.Add(pair);
        Assert.Equal(expected, later);
    }

    [Fact]
    public async Task Conversations_are_put_together_again()
    {
        await WriteChatsAsync(
            [
                [("system", "s"), ("user", "u")],
                [("user", "v")],
            ],
            [
                [("assistant", "yes")],
                [("assistant", "a"), ("assistant", "b")],
            ],
            [
                [("assistant", "no")],
                [("assistant", "a")],
            ]
        );
        var pairs = PreferenceFile.ReadParquet(Rows).ToArray();
        Assert.Equal(2, pairs.Length);
        Assert.Equal([new("system", "s"), new("user", "u")], pairs[0].Prompt.Messages);
        Assert.Equal([new("assistant", "a"), new("assistant", "b")], pairs[1].Chosen.Messages);
        Assert.Equal([new ChatMessage("assistant", "a")], pairs[1].Rejected.Messages);
    }

    [Theory]
    [InlineData(1, null, "nothing in 'chosen'", "a text")]
    [InlineData(2, "", "an empty text in 'chosen'", "an answer")]
    [InlineData(2, "r3", "the same text in 'chosen' and 'rejected'", "two answers")]
    public async Task A_wrong_row_names_itself(int row, string? chosen, string found, string expected)
    {
        var column = Chosen.ToArray();
        column[row] = chosen;
        await WriteAsync(true, [Prompts, Chosen, Rejected], [Prompts, column, Rejected]);
        var failure = Assert.Throws<PreferenceFileException>(() => PreferenceFile.Read(Rows).Count());
        Assert.Equal($"{Rows}, row {4 + row}: found {found}; expected {expected}.", failure.Message);
        Assert.Equal(4 + row, failure.Row);
    }

    [Fact]
    public async Task A_chat_without_messages_names_its_row()
    {
        await WriteChatsAsync(
            [
                [("user", "u")],
                [],
            ],
            [
                [("assistant", "yes")],
                [("assistant", "a")],
            ],
            [
                [("assistant", "no")],
                [("assistant", "b")],
            ]
        );
        Assert.Equal(
            $"{Rows}, row 2: found a chat without messages in 'prompt'; expected one message or more.",
            Assert.Throws<PreferenceFileException>(() => PreferenceFile.Read(Rows).Count()).Message
        );
    }

    [Fact]
    public async Task Columns_that_are_missing_or_of_another_type_are_named()
    {
        await WriteSchemaAsync(new(new DataField<string>("prompt"), new DataField<string>("chosen")));
        Assert.StartsWith($"{Rows}, the schema: found no column 'rejected'; expected strings", Refused().Message, StringComparison.Ordinal);
        await WriteSchemaAsync(new(new DataField<string>("prompt"), new DataField<int>("chosen"), new DataField<string>("rejected")));
        Assert.Equal("column chosen", Refused().Position);
        await WriteSchemaAsync(
            new(
                new DataField<string>("prompt"),
                new ListField("chosen", new DataField<string>("element")),
                new DataField<string>("rejected")
            )
        );
        Assert.Equal("column chosen", Refused().Position);
        await WriteSchemaAsync(new(new DataField<string>("prompt"), new DataField<byte[]>("chosen"), new DataField<string>("rejected")));
        Assert.Equal("column chosen", Refused().Position);
    }

    [Fact]
    public async Task A_row_group_that_is_too_large_is_refused_before_it_is_read()
    {
        await WriteAsync(true, [Prompts, Chosen, Rejected]);
        Assert.Contains(
            "bytes; expected at most",
            Assert.Throws<PreferenceFileException>(() => PreferenceFile.ReadParquet(Rows, groupLimit: 20).Count()).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => PreferenceFile.ReadParquet(Rows, 0));
    }

    [Fact]
    public async Task Truncated_files_are_refused()
    {
        await WriteAsync(true, [Prompts, Chosen, Rejected]);
        var whole = File.ReadAllBytes(Rows);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(Rows, whole[..length]);
            Assert.Equal(Rows, Refused().File);
        }
        File.WriteAllText(Rows, Good);
        Refused();
    }

    /// <summary>Behind letters and footer: data pages. A changed letter is not to be seen, anything else is refused by name.</summary>
    [Fact]
    public async Task Damaged_pages_are_refused_or_harmless()
    {
        await WriteAsync(true, [Prompts, Chosen, Rejected]);
        var whole = File.ReadAllBytes(Rows);
        var (pages, random) = (whole.Length - 12 - BitConverter.ToInt32(whole, whole.Length - 8), new RandomStream(3));
        for (var i = 0; i < 500; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[4 + random.NextInt(pages)] ^= (byte)(1 + random.NextInt(255));
            File.WriteAllBytes(Rows, damaged);
            try
            {
                Assert.Equal(3, PreferenceFile.Read(Rows).Count());
            }
            catch (PreferenceFileException failure)
            {
                Assert.Equal(Rows, failure.File);
            }
        }
    }

    [Fact]
    public async Task A_footer_that_is_no_Thrift_is_refused()
    {
        await WriteAsync(true, [Prompts, Chosen, Rejected]);
        var whole = File.ReadAllBytes(Rows);
        var length = BitConverter.ToInt32(whole, whole.Length - 8);
        var (start, refused) = (whole.Length - 8 - length, 0);
        foreach (var written in new byte[] { 0x00, 0xFF, 0x7C, 0x1D })
            for (var at = 0; at < length; at++)
            {
                var damaged = (byte[])whole.Clone();
                damaged[start + at] = written;
                File.WriteAllBytes(Rows, damaged);
                using var file = File.OpenRead(Rows);
                try
                {
                    ParquetFooter.Read(file);
                }
                catch (MalformedParquetException)
                {
                    refused++;
                }
            }
        Assert.InRange(refused, length, 4 * length);
        File.WriteAllBytes(Rows, [.. whole[..^8], .. BitConverter.GetBytes(int.MaxValue), .. "PAR1"u8]);
        Assert.StartsWith("a footer of 2147483647 bytes", Refused().Found, StringComparison.Ordinal);
    }

    private PreferenceFileException Refused() => Assert.Throws<PreferenceFileException>(() => PreferenceFile.ReadParquet(Rows).Count());

    private async Task WriteSchemaAsync(ParquetSchema schema)
    {
        using var file = File.Create(Rows);
        var writer = await ParquetWriter.CreateAsync(schema, file);
        await writer.DisposeAsync();
    }

    private async Task WriteAsync(bool nullable, params string?[][][] groups)
    {
        var schema = new ParquetSchema(
            new[] { "ignored", "prompt", "chosen", "rejected" }.Select(Field (name) => new DataField(name, typeof(string), nullable))
        );
        using var file = File.Create(Rows);
        var writer = await ParquetWriter.CreateAsync(schema, file);
        await using (writer)
            foreach (var columns in groups)
            {
                using var group = writer.CreateRowGroup();
                foreach (var (field, column) in schema.DataFields.Zip([columns[0], .. columns]))
                    await group.WriteAsync(field, column!);
            }
    }

    private async Task WriteChatsAsync(params (string Role, string Content)[][][] columns)
    {
        var schema = new ParquetSchema(
            new[] { "prompt", "chosen", "rejected" }.Select(
                Field (name) =>
                    new ListField(name, new StructField("element", new DataField<string>("content"), new DataField<string>("role")))
            )
        );
        using var file = File.Create(Rows);
        var writer = await ParquetWriter.CreateAsync(schema, file);
        await using (writer)
        {
            using var group = writer.CreateRowGroup();
            for (var i = 0; i < schema.DataFields.Length; i++)
            {
                var (field, rows) = (schema.DataFields[i], columns[i / 2]);
                var texts = rows.SelectMany(row => row)
                    .Select(message => (i % 2 == 0 ? message.Content : message.Role).AsMemory())
                    .ToArray();
                var begins = rows.SelectMany(row => row.Length == 0 ? [0] : row.Select((_, at) => at == 0 ? 0 : 1)).ToArray();
                var defined = rows.SelectMany(row => row.Length == 0 ? [1] : row.Select(_ => field.MaxDefinitionLevel)).ToArray();
                await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, texts, defined, begins, default);
            }
        }
    }
}
