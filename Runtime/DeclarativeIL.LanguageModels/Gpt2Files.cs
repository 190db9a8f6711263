using DeclarativeIL.Checkpoints;
using DeclarativeIL.Files;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>A GPT-2 in Hugging Face's files. Everything is held against the header before a parameter is made.</summary>
internal static class Gpt2Files
{
    private const string Weights = "model.safetensors",
        Index = "model.safetensors.index.json",
        Sizes = "config.json",
        Prefix = "transformer.",
        Head = "lm_head.weight",
        Embedding = "wte.weight";

    public static Gpt2 Load(string folder, ScalarType type, TorchSharp.torch.Device? device)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var configuration = Gpt2Configuration.Read(Path.Combine(folder, Sizes));
        var (path, file) = ReadWeights(folder);
        var stored = Fitting(path, file, configuration);
        var model = new Gpt2(configuration, type, device);
        try
        {
            using var quiet = no_grad();
            foreach (var (name, parameter) in model.named_parameters())
            {
                using var values = empty([.. stored[name].Shape], ElementTypes.OfTensor(stored[name].Type));
                stored[name].Data.Span.CopyTo(values.bytes);
                parameter.copy_(values);
                using var finite = parameter.isfinite(); // of float64, what is beyond float32 is infinite there
                using var all = finite.all();
                if (!all.item<bool>())
                    throw new CheckpointException(
                        path,
                        $"a number in tensor '{stored[name].Name}' that {type} does not hold",
                        "smaller ones"
                    );
            }
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public static void Save(Gpt2 model, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var tensors = Stored(model);
        Directory.CreateDirectory(folder);
        var sizes = Gpt2ConfigurationFile.Bytes(model.Configuration);
        var weights = new SafeTensors(tensors, new Dictionary<string, string> { ["format"] = "pt" });
        AtomicFile.WriteAll((Path.Combine(folder, Weights), weights.Writer()), (Path.Combine(folder, Sizes), file => file.Write(sizes)));
    }

    /// <summary>The weights of a folder, in one file or in several.</summary>
    private static (string Path, SafeTensors File) ReadWeights(string folder)
    {
        var (whole, index) = (Path.Combine(folder, Weights), Path.Combine(folder, Index));
        if (Path.Exists(whole))
            return (whole, SafeTensors.Read(whole));
        return Path.Exists(index)
            ? (index, ShardedTensors.Read(index))
            : throw new CheckpointException(folder, FolderContents.Describe(folder), $"{Weights}, or {Index} and the files that it names");
    }

    /// <summary>Every parameter, as transformers names and orders them.</summary>
    private static List<StoredTensor> Stored(Gpt2 model)
    {
        var parameters = model.named_parameters().ToDictionary(static named => named.name, static named => named.parameter);
        var tensors = new List<StoredTensor>();
        foreach (var (name, _) in model.Configuration.Layout())
        {
            ObjectDisposedException.ThrowIf(!parameters.TryGetValue(name, out var parameter) || parameter.IsInvalid, model);
            var tensor = StoredTensor.From(name == Head ? Head : Prefix + name, parameter);
            if (!tensor.IsFinite())
                throw new InvalidOperationException(
                    $"A number in '{name}' is not finite; nothing is written, since no model could be loaded from it."
                );
            tensors.Add(tensor);
        }
        return [.. tensors.OrderBy(static tensor => tensor.Name, StringComparer.Ordinal)];
    }

    /// <summary>The stored parameters by name, where they are exactly those of the configuration.</summary>
    private static Dictionary<string, StoredTensor> Fitting(string path, SafeTensors file, Gpt2Configuration configuration)
    {
        var stored = new Dictionary<string, StoredTensor>();
        foreach (var tensor in file.Tensors)
        {
            var name = tensor.Name.StartsWith(Prefix, StringComparison.Ordinal) ? tensor.Name[Prefix.Length..] : tensor.Name;
            if (IsPassedOver(name))
                continue;
            if (!stored.TryAdd(name, tensor))
                throw new CheckpointException(path, $"'{name}' with and without the prefix '{Prefix}'", "one of them");
        }
        if (configuration.IsTied && stored.Remove(Head, out var head))
            stored.TryAdd(Embedding, head); // one matrix: some files have it by its other name only
        var expected = 0;
        foreach (var (name, shape) in configuration.Layout()) // stops at the first that is missing, whatever the number of layers
        {
            var wanted = $"a floating-point tensor of [{string.Join(", ", shape)}]";
            if (!stored.TryGetValue(name, out var found))
                throw new CheckpointException(path, $"no tensor '{name}'", wanted);
            if (!IsFloatingPoint(ElementTypes.OfTensor(found.Type)) || !found.Shape.SequenceEqual(shape))
                throw new CheckpointException(path, $"tensor '{found.Name}' of {StoredTensor.Describe(found.Type, found.Shape)}", wanted);
            if (!found.IsFinite())
                throw new CheckpointException(path, $"a number in tensor '{found.Name}' that is not finite", "finite numbers");
            expected++;
        }
        if (stored.Count == expected)
            return stored;
        var known = configuration.Layout().Select(static parameter => parameter.Name).ToHashSet();
        throw new CheckpointException(
            path,
            $"tensor '{stored.Keys.First(name => !known.Contains(name))}'",
            $"the {expected} tensors that {Sizes} asks for"
        );
    }

    /// <summary>Causal masks, which older files carry.</summary>
    private static bool IsPassedOver(string name) =>
        name.EndsWith(".attn.bias", StringComparison.Ordinal) || name.EndsWith(".attn.masked_bias", StringComparison.Ordinal);

    private static bool IsFloatingPoint(ScalarType type) =>
        type is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16;
}
