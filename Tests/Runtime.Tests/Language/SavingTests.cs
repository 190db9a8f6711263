using DeclarativeIL.LanguageModels;
using DeclarativeIL.LanguageModels.Tokenizers;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

/// <summary>Whatever is wrong with a model, good files stay.</summary>
public sealed class SavingTests
{
    private static readonly Gpt2Configuration Small = new(11, 9, 8, 2, 4);

    [Fact]
    public void A_model_that_was_disposed_or_is_not_finite_is_not_saved_over_a_good_one()
    {
        using var temporary = new Temporary();
        using var model = new Gpt2(Small, new SeedSequence(1));
        model.Save(temporary.Folder);
        var before = Contents(temporary);

        var disposed = new Gpt2(Small, new SeedSequence(2));
        disposed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => disposed.Save(temporary.Folder));
        using var half = new Gpt2(Small, new SeedSequence(2));
        half.Weight("h.1.ln_1.bias").Dispose();
        Assert.Throws<ObjectDisposedException>(() => half.Save(temporary.Folder));
        using var exploded = new Gpt2(Small, new SeedSequence(2));
        using (no_grad())
        using (Scalar infinity = double.PositiveInfinity)
            exploded.Weight("wpe.weight").fill_(infinity);
        Assert.Contains(
            "wpe.weight",
            Assert.Throws<InvalidOperationException>(() => exploded.Save(temporary.Folder)).Message,
            StringComparison.Ordinal
        );

        Assert.Equal(before, Contents(temporary));
    }

    /// <summary>The second file cannot be written: the first stays what it was.</summary>
    [Fact]
    public void Files_that_belong_together_are_replaced_together()
    {
        using var temporary = new Temporary();
        using var model = new Gpt2(Small, new SeedSequence(1));
        Directory.CreateDirectory(temporary.File("config.json"));
        File.WriteAllText(temporary.File("model.safetensors"), "old");
        Assert.Throws<IOException>(() => model.Save(temporary.Folder));
        Assert.Equal("old", File.ReadAllText(temporary.File("model.safetensors")));

        Directory.CreateDirectory(temporary.File("merges.txt"));
        File.WriteAllText(temporary.File("vocab.json"), "old");
        Assert.Throws<IOException>(() => Tokenizer.Train("", 257).Save(temporary.Folder));
        Assert.Equal("old", File.ReadAllText(temporary.File("vocab.json")));
        Assert.Equal(2, Directory.GetFiles(temporary.Folder).Length);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_not_loaded()
    {
        using var temporary = new Temporary();
        using var model = new Gpt2(Small, new SeedSequence(1), ScalarType.Float64);
        model.Weight("wpe.weight").data<double>()[0, 0] = 1e300;
        model.Save(temporary.Folder);
        Gpt2.Load(temporary.Folder, ScalarType.Float64).Dispose();
        Assert.Contains(
            "wpe.weight",
            Assert.Throws<DeclarativeIL.Checkpoints.CheckpointException>(() => Gpt2.Load(temporary.Folder)).Message,
            StringComparison.Ordinal
        );
    }

    private static string[] Contents(Temporary temporary) =>
        [.. Directory.GetFiles(temporary.Folder).Order().Select(static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}")];
}
