using DeclarativeIL.Checkpoints;
using DeclarativeIL.Policies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Checkpoints;

/// <summary>What is in a file is what was saved, means the same, and is a policy.</summary>
public sealed partial class PolicyCheckpointTests
{
    /// <summary>Every bit of a file, one after the other.</summary>
    [Fact]
    public void A_file_with_a_changed_bit_is_refused()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var policy = new GaussianPolicy(1, new BoxSpace([-1], [1]), [2], Activation.Tanh, Seeds);
        policy.Save(path);
        var (whole, before) = (File.ReadAllBytes(path), policy.Parameters.Values.bytes.ToArray());
        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            whole[bit >> 3] ^= (byte)(1 << (bit & 7));
            File.WriteAllBytes(path, whole);
            Assert.Equal(path, Assert.Throws<CheckpointException>(() => policy.LoadParameters(path)).File);
            whole[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
        Assert.Equal(before, policy.Parameters.Values.bytes.ToArray());
        Assert.Null(policy.IsVerified);
        File.WriteAllBytes(path, whole);
        policy.LoadParameters(path);
        Assert.True(policy.IsVerified);
    }

    [Fact]
    public void A_file_without_a_checksum_is_read_if_it_is_an_older_one_and_is_said_not_to_be_verified()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var policy = new GaussianPolicy(1, new BoxSpace([-1], [1]), [2], Activation.Tanh, Seeds);
        policy.Save(path);
        var stored = SafeTensors.Read(path);
        var words = stored.Metadata.Where(static word => word.Key != ContentHash.Name).ToDictionary();
        words["version"] = "1";
        new SafeTensors(stored.Tensors, words).Write(path);
        using (var older = GaussianPolicy.Load(path))
            Assert.False(older.IsVerified);

        Assert.Contains("the word 'sha257'", Refused(stored.Tensors, new(words) { ["sha257"] = new('0', 64) }), StringComparison.Ordinal);
        Assert.Contains("version '2'", Refused(stored.Tensors, new(words) { ["version"] = "2" }), StringComparison.Ordinal);
        foreach (var number in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            var damaged = stored.Tensors[0] with
            {
                Data = stored.Tensors[0].Data.ToArray().Select((value, i) => i < 4 ? BitConverter.GetBytes(number)[i] : value).ToArray(),
            };
            Assert.Contains("not finite", Refused([damaged, .. stored.Tensors.Skip(1)], words), StringComparison.Ordinal);
        }

        string Refused(IReadOnlyList<StoredTensor> tensors, Dictionary<string, string> metadata)
        {
            new SafeTensors(tensors, metadata).Write(path);
            return Assert.Throws<CheckpointException>(() => GaussianPolicy.Load(path)).Message;
        }
    }

    /// <summary>Files of before said nothing of how a layer normalises: they load.</summary>
    [Fact]
    public void A_file_that_says_less_of_a_normalisation_loads()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var policy = CategoricalPolicy.Over(
            nn.Sequential(("a", nn.Linear(3, 4)), ("n", nn.LayerNorm(4, 1e-3)), ("b", nn.Linear(4, 2))),
            3,
            2
        );
        policy.Save(path);
        var stored = SafeTensors.Read(path);
        Assert.Equal("Sequential(a:Linear, n:LayerNorm 0.001, b:Linear)", stored.Metadata["structure"]);
        var words = new Dictionary<string, string>(stored.Metadata) { ["structure"] = "Sequential(a:Linear, n:LayerNorm, b:Linear)" };
        new SafeTensors(stored.Tensors, words).Sealed().Write(path);
        policy.LoadParameters(path);
    }

    [Fact]
    public void What_means_something_else_is_refused()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        var (box, other) = (new BoxSpace([-1, -1], [1, 1]), new BoxSpace([-1, -1], [1, 2]));
        Differ(
            "high '1,1'",
            new GaussianPolicy(3, box, [4], Activation.Tanh, Seeds),
            new GaussianPolicy(3, other, [4], Activation.Tanh, Seeds)
        );
        Differ(
            "high '1,1'",
            new DeterministicPolicy(3, box, [4], Activation.Tanh, Seeds),
            new DeterministicPolicy(3, other, [4], Activation.Tanh, Seeds)
        );
        Differ(
            "activation 'Tanh'",
            new DeterministicPolicy(3, box, [4], Activation.Tanh, Seeds),
            new DeterministicPolicy(3, box, [4], Activation.Gelu, Seeds)
        );
        Differ(
            "kind 'gaussian'",
            new GaussianPolicy(3, box, [4], Activation.Tanh, Seeds),
            new DeterministicPolicy(3, box, [4], Activation.Tanh, Seeds)
        );
        Differ(
            "structure",
            new CategoricalEnsemble(2, 3, 2, [4], Activation.Tanh, Seeds),
            new CategoricalEnsemble(2, 3, 2, [4], Activation.Relu, Seeds)
        );
        Differ(
            "structure",
            new GaussianEnsemble(2, 3, box, [4], Activation.Tanh, Seeds),
            new GaussianEnsemble(2, 3, box, [4], Activation.Sigmoid, Seeds)
        );
        Differ(
            "high",
            new GaussianEnsemble(2, 3, box, [4], Activation.Tanh, Seeds),
            new GaussianEnsemble(2, 3, other, [4], Activation.Tanh, Seeds)
        );
        Differ("body 'module'", Over(nn.Tanh()), new CategoricalPolicy(3, 2, [4], Activation.Tanh, Seeds));
        Differ("structure", Over(nn.Tanh()), Over(nn.ReLU()));
        Differ("structure", Over(nn.LeakyReLU(0.1)), Over(nn.LeakyReLU(0.2)));
        Differ("structure", Over(nn.ELU(1)), Over(nn.ELU(2)));
        Differ("structure", Over(nn.Identity()), Over(new Doubled()));
        Differ("structure", Over(nn.LayerNorm(4, 1e-5)), Over(nn.LayerNorm(4, 1e-3)));
        Differ("structure", Over(nn.BatchNorm1d(4, 1e-5)), Over(nn.BatchNorm1d(4, 1e-3)));
        Differ("structure", Over(Groups(2)), Over(Groups(4)));

        // TorchSharp 0.107 leaves the weights of a GroupNorm as the memory was, where NaN may be.
        static nn.Module<Tensor, Tensor> Groups(long count)
        {
            var module = nn.GroupNorm(count, 4);
            nn.init.ones_(module.weight);
            nn.init.zeros_(module.bias!);
            return module;
        }

        CategoricalPolicy Over(nn.Module<Tensor, Tensor> middle) =>
            CategoricalPolicy.Over(nn.Sequential(("a", nn.Linear(3, 4)), ("m", middle), ("b", nn.Linear(4, 2))), 3, 2);

        void Differ(string found, PolicyNetwork written, PolicyNetwork read)
        {
            using (written)
            using (read)
            {
                written.Save(path);
                var before = read.Parameters.Values.bytes.ToArray();
                Assert.StartsWith(
                    found,
                    Assert.Throws<CheckpointException>(() => read.LoadParameters(path)).Found,
                    StringComparison.Ordinal
                );
                Assert.Equal(before, read.Parameters.Values.bytes.ToArray());
                written.LoadParameters(path);
            }
        }
    }

    [Fact]
    public void What_was_disposed_or_is_not_finite_is_not_saved_over_what_is_good()
    {
        using var temporary = new Temporary();
        var path = temporary.File("policy.safetensors");
        using var good = new CategoricalPolicy(3, 2, [4], Activation.Tanh, Seeds);
        good.Save(path);
        var before = File.ReadAllBytes(path);

        var disposed = new CategoricalPolicy(3, 2, [4], Activation.Tanh, Seeds);
        disposed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => disposed.Save(path));
        var module = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2));
        using var over = CategoricalPolicy.Over(module, 3, 2);
        module.Dispose();
        Assert.Throws<ObjectDisposedException>(() => over.Save(path));
        using var exploded = new CategoricalPolicy(3, 2, [4], Activation.Tanh, Seeds);
        exploded.Parameters.Numbers<float>()![3] = float.NaN;
        Assert.Contains(
            "not finite",
            Assert.Throws<InvalidOperationException>(() => exploded.Save(path)).Message,
            StringComparison.Ordinal
        );

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(temporary.Folder));
    }

    private sealed class Doubled() : nn.Module<Tensor, Tensor>(nameof(Doubled))
    {
        public override Tensor forward(Tensor input) => input.add(input, DeclarativeIL.Arithmetic.Alpha.One);
    }
}
