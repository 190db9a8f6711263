using System.Text.Json;
using DeclarativeIL.Consoles;
using DeclarativeIL.Samples.Commands;
using DeclarativeIL.Samples.Preferences;
using DeclarativeIL.Samples.Views;

namespace DeclarativeIL.Algorithms.Tests.Samples;

[Trait("Speed", "Slow")]
public class PreferencesTests
{
    private static readonly string[] Words = ["a", "to", "the", "some", "words", "longer", "letters", "sentence", "different"];

    [Theory]
    [InlineData("the cat", 3)]
    [InlineData(" a, to; (the) some", 2.5)]
    [InlineData("12 -- 34", ShortWords.NoWord)]
    [InlineData("", ShortWords.NoWord)]
    public void The_rule_counts_letters_over_words(string text, double letters) => Assert.Equal(letters, ShortWords.LettersPerWord(text));

    [Fact]
    public void Both_ways_lead_to_shorter_words_and_the_same_seed_to_the_same_figures()
    {
        using var text = new TextFile();
        var settings = new PreferencesSettings
        {
            Text = text.Path,
            Vocabulary = 300,
            Layers = 1,
            Width = 32,
            Prompt = 4,
            Completion = 12,
            PretrainingEpochs = 2,
            Pairs = 96,
            Rounds = 3,
            LearningRate = 3e-3,
            Comparisons = 64,
        };
        var result = new ShorterWords(settings, new ConsoleProgress(TextWriter.Null)).Run(CancellationToken.None);
        var again = new ShorterWords(settings, new ConsoleProgress(TextWriter.Null)).Run(CancellationToken.None);

        foreach (var writer in (Writer[])[result.Offline, result.Online])
        {
            Assert.True(writer.WinRate.Interval.Low > 0.5, $"{writer.Name}: {writer.WinRate}");
            Assert.True(writer.Letters.Average() < result.Reference.Letters.Average() - 0.3, $"{writer.Letters.Average()} letters");
            Assert.True(writer.Kl.Interval.Low > 0 && writer.Pairs!.Accuracy.Rate > 0.5, $"{writer.Kl} {writer.Pairs!.Accuracy}");
            Assert.Equal(3, writer.Curve.Count);
        }
        Assert.Equal(0, result.Reference.Kl.Mean);
        Assert.Equal(result.Online.Letters, again.Online.Letters);
        Assert.Equal(result.Offline.Pairs!.Margins, again.Offline.Pairs!.Margins);
        Assert.Equal(result.Examples, again.Examples);
    }

    [Fact]
    public async Task Options_reach_the_sample_and_files_are_written()
    {
        using var text = new TextFile();
        string[] arguments =
        [
            "preferences",
            "--text",
            text.Path,
            "--layers",
            "1",
            "--head-width",
            "2",
            "--pretraining-epochs",
            "1",
            "--pairs",
            "12",
            "--rounds",
            "2",
            "--comparisons",
            "8",
            "--out",
            text.Folder,
            "--json",
        ];

        Assert.Equal(0, await SamplesApplication.RunAsync(arguments));
        Assert.Equal(3, Directory.GetFiles(text.Folder).Length);
        Assert.Equal(1, await SamplesApplication.RunAsync(["preferences", "--text", text.Short()]));
    }

    [Fact]
    public void Json_has_every_figure()
    {
        using var text = new TextFile();
        var settings = new PreferencesSettings
        {
            Text = text.Path,
            Vocabulary = 260,
            Layers = 1,
            Width = 8,
            Prompt = 2,
            Completion = 4,
            PretrainingEpochs = 1,
            Pairs = 8,
            Rounds = 1,
            Comparisons = 8,
        };
        using var json = JsonDocument.Parse(
            PreferencesTable.ToJson(new ShorterWords(settings, new ConsoleProgress(TextWriter.Null)).Run(CancellationToken.None))
        );

        foreach (var name in (string[])["reference", "offline", "online"])
            Assert.InRange(json.RootElement.GetProperty(name).GetProperty("win_rate").GetDouble(), 0, 1);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("reference").GetProperty("margin").ValueKind);
        Assert.Equal(2, json.RootElement.GetProperty("online").GetProperty("accuracy_interval").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("examples").GetArrayLength());
    }

    /// <summary>Words of one to nine letters at random, in a folder that goes with the test.</summary>
    private sealed class TextFile : IDisposable
    {
        public TextFile()
        {
            var random = new Randomness.RandomStream(1);
            File.WriteAllText(Path, string.Join(' ', Enumerable.Range(0, 5000).Select(_ => Words[random.NextInt(Words.Length)])));
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("declarativeil-").FullName;

        public string Path => System.IO.Path.Combine(Folder, "words.txt");

        public string Short()
        {
            var path = System.IO.Path.Combine(Folder, "short.txt");
            File.WriteAllText(path, "too little");
            return path;
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
