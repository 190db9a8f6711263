using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Policies;
using static TorchSharp.torch;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>What docs/files.md says about the files of policies is what is in them.</summary>
public sealed class PolicyFileTests : IDisposable
{
    private static readonly string[] Common = ["version", "kind", "state_size", "body", "hidden", "activation", "sha256"];

    private readonly string _folder = Directory.CreateTempSubdirectory("declarativeil-files-").FullName;
    private readonly string _page = Pages.Read("docs/files.md");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_has_a_row_for_each_policy()
    {
        foreach (var type in Made.Policies.Keys)
        {
            using var policy = Made.Policy(type, new([7], Activation.Tanh, ScalarType.Float32, false));
            Assert.Contains(RowOf(policy, Saved(policy)), _page.Split('\n'));
        }
    }

    [Fact]
    public void Layers_and_words_are_those_of_the_page()
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            using var policy = Made.Policy(typeof(GaussianPolicy), new([7, 4], Activation.Tanh, type, true));
            var file = Saved(policy);
            var numbers = type == ScalarType.Float32 ? ElementType.Float32 : ElementType.Float64;
            Assert.Equal(
                [
                    ("layers.0.weight", numbers, "7,5"),
                    ("layers.0.bias", numbers, "7"),
                    ("layers.1.weight", numbers, "4,7"),
                    ("layers.1.bias", numbers, "4"),
                    ("layers.2.weight", numbers, "3,4"),
                    ("layers.2.bias", numbers, "3"),
                    ("log_deviation", numbers, "3"),
                    ("observation_mean", ElementType.Float64, "5"),
                    ("observation_deviation", ElementType.Float64, "5"),
                    ("action_mean", ElementType.Float64, "3"),
                    ("action_deviation", ElementType.Float64, "3"),
                ],
                file.Tensors.Select(static one => (one.Name, one.Type, string.Join(',', one.Shape)))
            );
            Assert.Equal(
                [.. Common, "low", "high", "observations", "acts"],
                file.Metadata.Keys.OrderBy(static key => Array.IndexOf([.. Common, "low", "high", "observations", "acts"], key))
            );
            Assert.All(file.Metadata.Keys, key => Assert.Contains($"| `{key}`", _page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_ensemble_has_the_tensors_of_its_members()
    {
        foreach (var type in Made.Ensembles.Keys)
        {
            var build = new Build([7], Activation.Tanh, ScalarType.Float32, false);
            using var ensemble = Made.Policy(type, build);
            using var single = Made.Policy(
                Made.Policies.Keys.Single(one => one.Name == type.Name.Replace("Ensemble", "Policy", StringComparison.Ordinal)),
                build
            );
            var (whole, one) = (Saved(ensemble), Saved(single));
            Assert.Equal(
                Enumerable.Range(0, Made.Members).SelectMany(member => one.Tensors.Select(tensor => $"members.{member}.{tensor.Name}")),
                whole.Tensors.Select(static tensor => tensor.Name)
            );
            Assert.Equal(one.Metadata["kind"] + "_ensemble", whole.Metadata["kind"]);
            Assert.Equal("module", whole.Metadata["body"]);
            Assert.StartsWith("3 perceptrons Tanh 5-7-", whole.Metadata["structure"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_policy_over_a_module_has_the_modules_names()
    {
        using var module = nn.Sequential(("first", nn.Linear(5, 4)), ("norm", nn.BatchNorm1d(4)), ("last", nn.Linear(4, 3)));
        using var policy = CategoricalPolicy.Over(module, 5, 3);
        var file = Saved(policy);
        Assert.Equal(
            module.state_dict().Keys.Where(static name => name != "norm.num_batches_tracked").Order(StringComparer.Ordinal),
            file.Tensors.Select(static tensor => tensor.Name)
                .Where(static name => name != "norm.num_batches_tracked")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("module", file.Metadata["body"]);
        Assert.True(file.Metadata.ContainsKey("structure"));
    }

    /// <summary>As the page says it, written a second time.</summary>
    [Fact]
    public void The_checksum_is_computed_as_the_page_says()
    {
        using var policy = Made.Policy(typeof(HybridPolicy), new([7], Activation.Tanh, ScalarType.Float32, true));
        var file = Saved(policy);
        using var bytes = new MemoryStream();
        var words = file
            .Metadata.Where(static word => word.Key != "sha256")
            .OrderBy(static word => word.Key, StringComparer.Ordinal)
            .ToList();
        Number(bytes, words.Count);
        foreach (var (key, value) in words)
        {
            Text(bytes, key);
            Text(bytes, value);
        }
        foreach (var tensor in file.Tensors.OrderBy(static tensor => tensor.Name, StringComparer.Ordinal))
        {
            Text(bytes, tensor.Name);
            Text(bytes, tensor.Type == ElementType.Float64 ? "F64" : "F32");
            Number(bytes, tensor.Shape.Count);
            foreach (var size in tensor.Shape)
                Number(bytes, size);
            bytes.Write(tensor.Data.Span);
        }
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), file.Metadata["sha256"]);
    }

    private SafeTensors Saved(PolicyNetwork policy)
    {
        var path = Path.Combine(_folder, "policy.safetensors");
        policy.Save(path);
        return SafeTensors.Read(path);
    }

    /// <summary>| class | kind | words of its acts | outputs | tensors of its own | hyperparameters |</summary>
    private static string RowOf(PolicyNetwork policy, SafeTensors file)
    {
        var hyperparameters = file.Metadata.Keys.Where(static key => key.StartsWith("hyperparameter_", StringComparison.Ordinal)).ToList();
        var columns = policy.EquationsOfHead.Columns.Where(static column => !column.IsFree && column.GivenAt is null);
        var own = file.Tensors.Select(static one => one.Name).Where(static name => !name.StartsWith("layers.", StringComparison.Ordinal));
        string[] cells =
        [
            $"`{policy.GetType().Name}`",
            $"`{file.Metadata["kind"]}`",
            Listed(file.Metadata.Keys.Except(Common).Except(hyperparameters)),
            Listed(columns.Select(static column => column.Name)),
            Listed(own),
            Listed(hyperparameters.Select(static key => key["hyperparameter_".Length..])),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Listed(IEnumerable<string> names) =>
        names.ToList() is { Count: > 0 } some ? string.Join(", ", some.Select(static name => $"`{name}`")) : "-";

    private static void Number(MemoryStream into, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        into.Write(bytes);
    }

    private static void Text(MemoryStream into, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(into, bytes.Length);
        into.Write(bytes);
    }
}
