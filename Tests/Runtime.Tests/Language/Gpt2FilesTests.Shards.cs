using DeclarativeIL.Checkpoints;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Runtime.Tests.Checkpoints;

namespace DeclarativeIL.Runtime.Tests.Language;

/// <content>Weights in several files.</content>
public sealed partial class Gpt2FilesTests
{
    private const string Index = "model.safetensors.index.json",
        First = "model-00001-of-00002.safetensors",
        Second = "model-00002-of-00002.safetensors";

    [Fact]
    public void Weights_in_several_files_are_read()
    {
        using var temporary = new Temporary();
        Shard(temporary, static name => Place(name));
        using var model = Gpt2.Load(temporary.Folder);
        using var golden = Golden.Model();

        foreach (var ((name, value), (_, expected)) in model.named_parameters().Zip(golden.named_parameters()))
            Assert.True(expected.data<float>().ToArray().SequenceEqual(value.data<float>().ToArray()), name);
    }

    [Fact]
    public void An_index_that_does_not_fit_is_refused()
    {
        using var temporary = new Temporary();
        File.Copy(GoldenFile.PathOf($"gpt2/{Sizes}"), temporary.File(Sizes));
        Refused(temporary, $"found {Sizes}; expected {Weights}, or {Index}");
        File.WriteAllText(temporary.File("pytorch_model.bin"), "");
        Refused(temporary, "pytorch_model.bin");
        Shard(temporary, static name => name.EndsWith("wte.weight", StringComparison.Ordinal) ? First : Place(name));
        Refused(temporary, $"tensor 'transformer.wte.weight'; expected it in '{First}'");
        Shard(temporary, static name => name.EndsWith("wpe.weight", StringComparison.Ordinal) ? null : Place(name));
        Refused(temporary, "tensor 'transformer.wpe.weight'; expected those that");
        Shard(temporary, static name => Place(name), ("transformer.more", Second));
        Refused(temporary, "no tensor 'transformer.more'");
        foreach (
            var (file, found) in ((string, string)[])
                [
                    ("../" + First, "as the file of"),
                    ("", "as the file of"),
                    ("..", "as the file of"),
                    ("none.safetensors", "that is not beside it"),
                ]
        )
        {
            Shard(temporary, static name => Place(name), ("transformer.more", file));
            Refused(temporary, found);
        }
        File.WriteAllText(temporary.File(Index), """{"weight_map": []}""");
        Refused(temporary, "no weight_map");
        File.WriteAllText(temporary.File(Index), """{"weight_map": {}}""");
        Refused(temporary, "0 files");
        File.WriteAllText(temporary.File(Index), """{"weight_map": {"a": "b", "a": "c"}}""");
        Refused(temporary, "no JSON that can be read");
    }

    private static string Place(string name) => name.Contains(".h.0.", StringComparison.Ordinal) ? First : Second;

    /// <summary>Tensors where they belong, and an index that says where.</summary>
    private static void Shard(Temporary temporary, Func<string, string?> said, params (string Name, string File)[] more)
    {
        File.Copy(GoldenFile.PathOf($"gpt2/{Sizes}"), temporary.File(Sizes), overwrite: true);
        foreach (var file in (string[])[First, Second])
            new SafeTensors([.. Stored.Tensors.Where(tensor => Place(tensor.Name) == file)], new Dictionary<string, string>()).Write(
                temporary.File(file)
            );
        var map = Stored
            .Tensors.Select(tensor => (tensor.Name, File: said(tensor.Name)))
            .Where(static place => place.File is not null)
            .Concat(more.Select(static place => (place.Name, File: (string?)place.File)));
        var places = string.Join(", ", map.Select(static place => $"\"{place.Name}\": \"{place.File}\""));
        File.WriteAllText(temporary.File(Index), """{"metadata": {"total_size": 1}, "weight_map": {""" + places + "}}");
    }
}
