using System.Runtime.InteropServices;
using DeclarativeIL.Data;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Sequences of a feed's batch are known on the host, so that no step has to read them from the device.</summary>
public sealed class HostCopiesTests
{
    [Fact]
    public void A_batch_of_sequences_is_known_on_the_host()
    {
        var data = Dataset.OfSequences(Pairs(10));
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float32);
        for (var pass = 0; pass < 3; pass++)
        {
            while (feed.Next(4) is { } rows)
                using (var batch = rows)
                    foreach (var column in data.Columns)
                        Assert.Equal(batch[column.Name].data<float>().ToArray(), HostCopies.Of(batch[column.Name]));
            feed.Shuffle(new RandomStream((ulong)pass));
        }
    }

    [Fact]
    public void What_is_not_what_lies_on_the_device_is_not_said_to_be()
    {
        var data = Dataset.OfSequences(Pairs(4));
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float32);
        using (var batch = feed.Next(2)!)
        using (var other = batch.With(("Chosen", batch["Chosen"].clone())))
        {
            Assert.Null(HostCopies.Of(other["Chosen"]));
            Assert.Equal(HostCopies.Of(batch["Rejected"]), HostCopies.Of(other["Rejected"]));
        }
        data.Add(Pairs(5)[^1]); // wider columns than those on the device
        using (var batch = feed.Next(2)!)
            Assert.Null(HostCopies.Of(batch["Chosen"]));
        feed.Refresh();
        using (var batch = feed.Next(5)!)
            Assert.Equal(batch["Chosen"].data<float>().ToArray(), HostCopies.Of(batch["Chosen"]));
        using var plain = new BatchFeed<Preference>(
            new Dataset<Preference> { new(State.Of(1), Act.Discrete(1), Act.Discrete(0)) },
            ScalarType.Float32
        );
        using var row = plain.Next(1)!;
        Assert.Null(HostCopies.Of(row["Chosen"]));
    }

    /// <summary>The device <c>meta</c> has no numbers: what is known of the rows there did not come from it.</summary>
    [Fact]
    public void Rows_of_a_feed_are_laid_out_without_a_look_at_the_device()
    {
        var pairs = Pairs(6);
        using var feed = new BatchFeed<Preference>(Dataset.OfSequences(pairs), ScalarType.Float32, META);
        using var batch = feed.Next(6)!;
        var sequences = new SequenceBatch(vocabulary: 50, context: 30);
        sequences.Add(new LogProbQuestion(batch["Chosen"], batch["Context"]), batch["Chosen"], batch["Context"], dimensions: 2);

        Assert.Equal(
            pairs.Select(static pair => pair.Context.Span.ToArray()),
            sequences.Rows.Select(static row => Array.ConvertAll(row.Prompt, static token => (double)token))
        );
        Assert.Equal(
            pairs.Select(static pair => pair.Chosen.Span.ToArray()),
            sequences.Rows.Select(static row => Array.ConvertAll(row.Completion, static token => (double)token))
        );
        using var elsewhere = Batch.From(pairs, ScalarType.Float32, META, sequences: true);
        Assert.Throws<ExternalException>(() =>
            sequences.Add(
                new LogProbQuestion(elsewhere["Chosen"], elsewhere["Context"]),
                elsewhere["Chosen"],
                elsewhere["Context"],
                dimensions: 2
            )
        );
    }

    /// <summary>Row i: prompts of 1 to 3 tokens, answers of 1 to i + 1.</summary>
    private static Preference[] Pairs(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(static i => new Preference(
                    new State(Tokens(i, 1 + (i % 3))),
                    new Act(Tokens(i + 1, i + 1)),
                    new Act(Tokens(i + 2, 1 + (i % 2)))
                )),
        ];

    private static double[] Tokens(int first, int count) => [.. Enumerable.Range(first, count).Select(static token => (double)token)];
}
