using DeclarativeIL.LanguageModels.Preferences;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <content>The forms in which comparisons are published.</content>
public sealed partial class PreferenceFileTests
{
    /// <summary>HuggingFaceH4/ultrafeedback_binarized: the prompt as text, and as the first message of both answers.</summary>
    [Theory]
    [InlineData(
        """{"prompt": "Hi", "prompt_id": "x", "chosen": [{"content": "Hi", "role": "user"}, {"content": "Hello", "role": "assistant"}]"""
            + """, "rejected": [{"content": "Hi", "role": "user"}, {"content": "No", "role": "assistant"}], "score_chosen": 8.5}"""
    )]
    [InlineData(
        """{"chosen": [{"content": "Hi", "role": "user"}, {"content": "Hello", "role": "assistant"}]"""
            + """, "rejected": [{"content": "Hi", "role": "user"}, {"content": "No", "role": "assistant"}]}"""
    )]
    [InlineData(
        """{"prompt": "Hi", "chosen": [{"content": "Hello", "role": "assistant"}], "rejected": [{"content": "No", "role": "assistant"}]}"""
    )]
    [InlineData("""{"chosen": "\n\nHuman: Hi\n\nAssistant: Hello", "rejected": "\n\nHuman: Hi\n\nAssistant: No"}""")]
    [InlineData(
        """{"conversations": [{"from": "human", "value": "Hi"}]"""
            + """, "chosen": {"from": "gpt", "value": "Hello"}"""
            + """, "rejected": {"from": "gpt", "value": "No"}}"""
    )]
    [InlineData(
        """{"prompt": [{"from": "human", "value": "Hi"}]"""
            + """, "chosen": [{"from": "gpt", "value": "Hello"}]"""
            + """, "rejected": [{"from": "gpt", "value": "No"}]}"""
    )]
    [InlineData(
        """{"chosen": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]"""
            + """, "rejected": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "No"}]}"""
    )]
    public void Published_forms_are_one_comparison(string line)
    {
        Write(line);
        var pair = Assert.Single(PreferenceFile.Read(Lines));
        Assert.Equal([new("user", "Hi")], pair.Prompt.Messages);
        Assert.Equal([new("assistant", "Hello")], pair.Chosen.Messages);
        Assert.Equal([new("assistant", "No")], pair.Rejected.Messages);
    }

    [Fact]
    public void Dialogues_keep_their_turns()
    {
        Write(
            """{"chosen": "\n\nHuman: a\n\nb: c \n\nAssistant: d"""
                + """\n\nHuman: e\n\nAssistant:f ", "rejected": "\n\nHuman: a\n\nb: c \n\nAssistant: d"""
                + """\n\nHuman: e\n\nAssistant:  g"}"""
        );
        var pair = Assert.Single(PreferenceFile.Read(Lines));
        Assert.Equal([new("user", "a\n\nb: c "), new("assistant", "d"), new("user", "e")], pair.Prompt.Messages);
        Assert.Equal([new("assistant", "f ")], pair.Chosen.Messages);
        Assert.Equal([new("assistant", " g")], pair.Rejected.Messages);
        Write(
            """{"prompt": [{"from": "system", "value": "s"}, {"from": "human", "value": "u"}]"""
                + """, "chosen": [{"from": "gpt", "value": "c"}]"""
                + """, "rejected": [{"from": "gpt", "value": "r"}]}"""
        );
        Assert.Equal([new("system", "s"), new("user", "u")], Assert.Single(PreferenceFile.Read(Lines)).Prompt.Messages);
    }

    [Theory]
    [InlineData(
        """{"instruction": "p", "completions": []}""",
        "an object with 'instruction', 'completions'",
        "an object with 'prompt', 'chosen' and 'rejected'"
    )]
    [InlineData("{}", "an object with nothing in it", "an object with 'prompt', 'chosen' and 'rejected'")]
    [InlineData("""{"chosen": "c", "rejected": "r"}""", "no 'prompt'", "a text or a list of messages")]
    [InlineData(
        """{"chosen": "\n\nHuman: Hi\n\nAssistant: ", "rejected": "\n\nHuman: Hi\n\nAssistant: No"}""",
        "an empty text in 'chosen'",
        "an answer"
    )]
    [InlineData(
        """{"chosen": "\n\nHuman: Hi\n\nAssistant: No", "rejected": "\n\nHuman: Hi\n\nAssistant: No"}""",
        "the same text in 'chosen' and 'rejected'",
        "two answers"
    )]
    [InlineData(
        """{"chosen": "\n\nHuman: Hi\n\nAssistant: No", "rejected": "\n\nHuman: Ho\n\nAssistant: No"}""",
        "no 'prompt', and answers that begin with different messages",
        "a prompt with which both begin"
    )]
    [InlineData(
        """{"prompt": "Hi", "chosen": [{"role": "user", "content": "Ho"}, {"role": "assistant", "content": "a"}]"""
            + """, "rejected": [{"role": "user", "content": "Ho"}, {"role": "assistant", "content": "b"}]}""",
        "answers that do not begin with 'prompt', but with another message",
        "'prompt' before both answers"
    )]
    [InlineData(
        """{"prompt": [{"from": "human"}], "chosen": [{"from": "gpt", "value": "c"}], "rejected": [{"from": "gpt", "value": "r"}]}""",
        "nothing as 'value' of message 1 of 'prompt'",
        "a text"
    )]
    public void Other_forms_say_what_is_there(string line, string found, string expected)
    {
        Write($"{Good}\n\n{line}\n{Good}");
        Assert.Equal($"{Lines}, line 3: found {found}; expected {expected}.", Fails(good: 1, line: 3).Message);
    }

    [Theory]
    [InlineData("role", "content", "user", "assistant", true)]
    [InlineData("from", "value", "human", "gpt", false)]
    public async Task Rows_come_in_these_forms_too(string role, string content, string user, string assistant, bool prompt)
    {
        Field Chat(string name) =>
            new ListField(name, new StructField("element", new DataField<string>(role), new DataField<string>(content)));
        Field[] answers = [Chat("chosen"), Chat("rejected")];
        var schema = new ParquetSchema(prompt ? [new DataField("prompt", typeof(string), isNullable: true), .. answers] : answers);
        await using (var file = File.Create(Rows))
        await using (var writer = await ParquetWriter.CreateAsync(schema, file))
        {
            using var group = writer.CreateRowGroup();
            foreach (var field in schema.DataFields)
                if (field.Path.FirstPart == "prompt")
                    await group.WriteAsync(field, new string?[] { "Hi" });
                else
                {
                    string[] texts = field.Name == role ? [user, assistant] : ["Hi", field.Path.FirstPart == "chosen" ? "Hello" : "No"];
                    await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(
                        field,
                        Array.ConvertAll(texts, static text => text.AsMemory()),
                        new int[] { field.MaxDefinitionLevel, field.MaxDefinitionLevel },
                        new int[] { 0, 1 },
                        default
                    );
                }
        }
        var pair = Assert.Single(PreferenceFile.Read(Rows));
        Assert.Equal([new("user", "Hi")], pair.Prompt.Messages);
        Assert.Equal([new("assistant", "Hello")], pair.Chosen.Messages);
        Assert.Equal([new("assistant", "No")], pair.Rejected.Messages);
    }

    [Fact]
    public async Task Columns_that_are_none_of_these_are_named()
    {
        await WriteSchemaAsync(new(new DataField<string>("instruction"), new DataField<string>("output")));
        Assert.Equal(
            $"{Rows}, the schema: found the columns 'instruction', 'output'; expected 'prompt', 'chosen' and 'rejected'.",
            Refused().Message
        );
    }
}
