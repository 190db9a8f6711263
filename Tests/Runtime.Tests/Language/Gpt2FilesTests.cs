using System.Text.Json.Nodes;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Checkpoints;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Language;

public sealed partial class Gpt2FilesTests
{
    private const string Weights = "model.safetensors",
        Sizes = "config.json";
    private static readonly SafeTensors Stored = SafeTensors.Read(GoldenFile.PathOf($"gpt2/{Weights}"));

    [Fact]
    public void What_is_saved_is_what_transformers_saved_to_the_byte()
    {
        using var temporary = new Temporary();
        using (var model = Golden.Model())
            model.Save(temporary.Folder);

        Assert.Equal(File.ReadAllBytes(GoldenFile.PathOf($"gpt2/{Weights}")), File.ReadAllBytes(temporary.File(Weights)));
        Assert.Equal(Gpt2Configuration.Read(GoldenFile.PathOf($"gpt2/{Sizes}")), Gpt2Configuration.Read(temporary.File(Sizes)));
        Assert.Equal([temporary.File(Sizes), temporary.File(Weights)], Directory.GetFiles(temporary.Folder).Order());
    }

    [Fact]
    public void Every_setting_of_the_configuration_comes_back()
    {
        using var temporary = new Temporary();
        var configuration = new Gpt2Configuration(11, 9, 8, 2, 4)
        {
            Inner = 5,
            Activation = "relu",
            Epsilon = 1e-6,
            IsTied = false,
            ScalesAttention = false,
            ScalesByLayer = true,
            EndToken = 10,
        };
        using var scope = NewDisposeScope();
        using var model = new Gpt2(configuration, new SeedSequence(1), ScalarType.Float64);
        model.Save(temporary.Folder);
        using var back = Gpt2.Load(temporary.Folder, ScalarType.Float64);

        Assert.Equal(configuration, back.Configuration);
        foreach (var ((name, value), (sameName, same)) in model.named_parameters().Zip(back.named_parameters()))
        {
            Assert.Equal(name, sameName);
            Assert.Equal(value.data<double>().ToArray(), same.data<double>().ToArray());
        }
        Assert.Equal(configuration.Count, model.named_parameters().Sum(static named => named.parameter.numel()));
    }

    [Fact]
    public void Names_without_prefix_masks_and_a_tied_last_layer_are_read()
    {
        using var temporary = new Temporary();
        var older = Stored
            .Tensors.Select(static tensor => tensor with { Name = tensor.Name["transformer.".Length..] })
            .Append(new StoredTensor("h.0.attn.bias", ElementType.Bool, [1, 1, 2, 2], new byte[4]))
            .Append(new StoredTensor("h.1.attn.masked_bias", ElementType.Float32, [], new byte[4]))
            .Append(new StoredTensor("lm_head.weight", ElementType.Float32, [1], new byte[4]));
        Write(temporary, older);
        using var model = Gpt2.Load(temporary.Folder);
        using var golden = Golden.Model();

        Assert.Equal(
            golden.Weight("h.1.mlp.c_fc.weight").data<float>().ToArray(),
            model.Weight("h.1.mlp.c_fc.weight").data<float>().ToArray()
        );
        Assert.Equal(golden.Weight("wte.weight").data<float>().ToArray(), model.Weight("wte.weight").data<float>().ToArray());
    }

    [Theory]
    [InlineData("lm_head.weight")]
    [InlineData("wte.weight")]
    public void A_tied_matrix_is_read_by_either_of_its_names(string name)
    {
        using var temporary = new Temporary();
        Write(temporary, Stored.Tensors.Select(tensor => tensor.Name == "transformer.wte.weight" ? tensor with { Name = name } : tensor));
        using var model = Gpt2.Load(temporary.Folder);
        using var golden = Golden.Model();

        Assert.Equal(golden.Weight("wte.weight").data<float>().ToArray(), model.Weight("wte.weight").data<float>().ToArray());
    }

    [Fact]
    public void Numbers_of_half_the_size_are_converted()
    {
        using var temporary = new Temporary();
        using var scope = NewDisposeScope();
        Write(
            temporary,
            Stored.Tensors.Select(static tensor =>
            {
                var values = empty([.. tensor.Shape], ElementTypes.OfTensor(tensor.Type));
                tensor.CopyTo(values);
                return StoredTensor.From(tensor.Name, values.to(ScalarType.BFloat16));
            })
        );
        using var model = Gpt2.Load(temporary.Folder);
        using var golden = Golden.Model();

        Assert.Equal(
            golden.Weight("wpe.weight").to(ScalarType.BFloat16).to(ScalarType.Float32).data<float>().ToArray(),
            model.Weight("wpe.weight").data<float>().ToArray()
        );
    }

    [Theory]
    [InlineData("n_head", "5", "n_head 5 with n_embd 48")]
    [InlineData("n_head", "0", "n_head 0; expected 1 to 48")]
    [InlineData("activation_function", "\"swiglu\"", "activation_function 'swiglu'")]
    [InlineData("vocab_size", "301", "tensor 'transformer.wte.weight' of Float32 [300, 48]")]
    [InlineData("n_positions", "65", "tensor 'transformer.wpe.weight' of Float32 [64, 48]")]
    [InlineData("n_layer", "3", "no tensor 'h.2.ln_1.weight'")]
    [InlineData("n_layer", "65536", "no tensor 'h.2.ln_1.weight'")]
    [InlineData("n_layer", "1", "tensor 'h.1.attn.c_attn.bias'")]
    [InlineData("n_layer", "-1", "n_layer -1; expected 1 to 65536")]
    [InlineData("n_embd", "1000000", "parameters; expected at most")]
    [InlineData("n_embd", "99999999999", "n_embd 99999999999; expected a whole number")]
    [InlineData("n_embd", "4.5", "n_embd 4.5; expected a whole number")]
    [InlineData("n_embd", "null", "no n_embd")]
    [InlineData("n_inner", "191", "h.0.mlp.c_fc.weight")]
    [InlineData("vocab_size", "2000000000", "vocab_size 2000000000; expected 1 to 16777216")]
    [InlineData("layer_norm_epsilon", "0", "layer_norm_epsilon 0")]
    [InlineData("layer_norm_epsilon", "\"small\"", "layer_norm_epsilon of kind String")]
    [InlineData("tie_word_embeddings", "false", "no tensor 'lm_head.weight'")]
    [InlineData("tie_word_embeddings", "1", "tie_word_embeddings of kind Number")]
    [InlineData("model_type", "\"llama\"", "model_type 'llama'")]
    [InlineData("add_cross_attention", "true", "add_cross_attention")]
    public void A_configuration_that_does_not_fit_is_refused(string name, string value, string found)
    {
        using var temporary = new Temporary();
        File.Copy(GoldenFile.PathOf($"gpt2/{Weights}"), temporary.File(Weights));
        var sizes = JsonNode.Parse(File.ReadAllText(GoldenFile.PathOf($"gpt2/{Sizes}")))!;
        sizes[name] = JsonNode.Parse(value);
        File.WriteAllText(temporary.File(Sizes), sizes.ToJsonString());

        Refused(temporary, found);
    }

    [Theory]
    [InlineData("[]", "JSON of kind Array")]
    [InlineData("{", "not JSON")]
    public void What_is_no_configuration_is_refused(string text, string found)
    {
        using var temporary = new Temporary();
        File.WriteAllText(temporary.File(Sizes), text);
        Refused(temporary, found);

        File.WriteAllText(temporary.File(Sizes), new string(' ', 1 << 21));
        Refused(temporary, "2097152 bytes");
    }

    [Fact]
    public void Tensors_that_do_not_fit_are_refused()
    {
        using var temporary = new Temporary();
        var first = Stored.Tensors[0];
        Write(temporary, Stored.Tensors.Skip(1));
        Refused(temporary, "no tensor 'h.0.attn.c_attn.bias'");
        Write(temporary, Stored.Tensors.Skip(1).Append(first with { Shape = [12, 12] }));
        Refused(temporary, "of Float32 [12, 12]; expected a floating-point tensor of [144]");
        Write(temporary, Stored.Tensors.Skip(1).Append(first with { Type = ElementType.Int32 }));
        Refused(temporary, "of Int32 [144]");
        Write(temporary, Stored.Tensors.Append(first with { Name = "h.0.attn.c_attn.bias" }));
        Refused(temporary, "with and without the prefix");
        Write(temporary, Stored.Tensors.Append(first with { Name = "adapter" }));
        Refused(temporary, "tensor 'adapter'; expected the 28 tensors");
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        using var temporary = new Temporary();
        File.Copy(GoldenFile.PathOf($"gpt2/{Sizes}"), temporary.File(Sizes));
        var whole = File.ReadAllBytes(GoldenFile.PathOf($"gpt2/{Weights}"));
        foreach (var length in (int[])[0, 7, 8, 1000, whole.Length - 1])
        {
            File.WriteAllBytes(temporary.File(Weights), whole[..length]);
            Refused(temporary, temporary.File(Weights));
        }
        foreach (var header in (ulong[])[ulong.MaxValue, 1UL << 40, (ulong)whole.Length])
        {
            BitConverter.TryWriteBytes(whole, header);
            File.WriteAllBytes(temporary.File(Weights), whole);
            Refused(temporary, $"a header of {header} bytes");
        }
    }

    private static void Write(Temporary temporary, IEnumerable<StoredTensor> tensors)
    {
        new SafeTensors([.. tensors], new Dictionary<string, string>()).Write(temporary.File(Weights));
        File.Copy(GoldenFile.PathOf($"gpt2/{Sizes}"), temporary.File(Sizes), overwrite: true);
    }

    private static void Refused(Temporary temporary, string found) =>
        Assert.Contains(found, Assert.Throws<CheckpointException>(() => Gpt2.Load(temporary.Folder)).Message);
}
