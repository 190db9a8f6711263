using System.Reflection;
using System.Runtime.Versioning;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests;
using static TorchSharp.torch;

namespace DeclarativeIL.Player.Tests;

public sealed class PolicyPlayerTests : IDisposable
{
    private static readonly float[] State = [0.1f, -2, 3, 0.4f, 5];

    private readonly string _folder = Directory.CreateTempSubdirectory("player-").FullName;

    private string File => Path.Combine(_folder, "policy.safetensors");

    [Fact]
    public void It_needs_netstandard_and_nothing_else()
    {
        var player = typeof(PolicyPlayer).Assembly;

        Assert.Equal(".NETStandard,Version=v2.1", player.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName);
        Assert.Equal(["netstandard"], player.GetReferencedAssemblies().Select(static name => name.Name));
    }

    [Fact]
    public void It_says_what_it_plays()
    {
        var player = Saved("gaussian_ensemble");

        Assert.Equal("gaussian_ensemble", player.Kind);
        Assert.Equal((5, 2, 3), (player.StateSize, player.ActionSize, player.Members));
        Assert.Equal(PlayerKernel.Portable, player.Kernel);
        Assert.True(player.IsVerified);
    }

    /// <summary>In other orders last digits differ: were the kernels one, no comparison of them would say anything.</summary>
    [Fact]
    public void Kernels_differ_in_last_digits()
    {
        Saved("deterministic_unbounded", [64, 64]);
        var acts = Enum.GetValues<PlayerKernel>()
            .Select(kernel =>
            {
                var player = PolicyPlayer.Load(File, kernel);
                var all = new List<float>();
                foreach (
                    var state in PlayedPolicies.SomeStates(60, 5).Where(static state => Array.TrueForAll(state, n => Math.Abs(n) < 99))
                )
                {
                    var act = new float[2];
                    player.Act(state, act);
                    all.AddRange(act);
                }
                return all;
            })
            .ToList();

        Assert.Equal(
            acts.Count,
            acts.Select(static one => string.Join(' ', one.Select(BitConverter.SingleToInt32Bits))).Distinct().Count()
        );
        foreach (var other in acts)
            for (var i = 0; i < other.Count; i++)
                Assert.Equal(acts[0][i], other[i], 1e-4f * (1 + Math.Abs(other[i])));
    }

    [Theory]
    [InlineData("categorical")]
    [InlineData("masked_categorical_ensemble")]
    [InlineData("gaussian_mixture")]
    [InlineData("beta")]
    [InlineData("squashed_gaussian_ensemble")]
    [InlineData("hybrid_ensemble")]
    public void It_allocates_nothing_while_it_acts(string name)
    {
        var player = Saved(name);
        var (act, draws) = (new float[player.ActionSize], new DrawStream(1));
        var wide = (State: Array.ConvertAll(State, static number => (double)number), Act: new double[player.ActionSize]);

        var allocated = Allocations.Of(() =>
        {
            player.Act(State, act);
            player.Act(wide.State, wide.Act);
            player.Sample(State, act, draws);
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void States_in_float64_are_rounded_to_float32()
    {
        var player = Saved("gaussian");
        var (narrow, wide) = (new float[2], new double[2]);

        player.Act(State, narrow);
        player.Act([0.1, -2, 3, 0.4, 5], wide);

        Assert.Equal(narrow.Select(static number => (double)number), wide);
    }

    [Fact]
    public void Lengths_and_numbers_that_do_not_fit_are_refused()
    {
        var player = Saved("gaussian");

        Assert.Contains("expected 5", Assert.Throws<ArgumentException>(() => player.Act(new float[4], new float[2])).Message);
        Assert.Contains("expected 2", Assert.Throws<ArgumentException>(() => player.Act(State, new float[3])).Message);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => player.Act([0, float.NaN, 0, 0, 0], new float[2])).Message);
        Assert.Throws<ArgumentNullException>(() => player.Sample(State, new float[2], null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => PolicyPlayer.Load(File, (PlayerKernel)9));
        Assert.Throws<FileNotFoundException>(() => PolicyPlayer.Load(File + ".no"));
        Assert.Throws<PolicyFileException>(() => PolicyPlayer.Load(_folder));
    }

    [Fact]
    public void Policies_that_it_cannot_play_are_refused_by_name()
    {
        using (var flow = new FlowPolicy(2, new BoxSpace([-1], [1]), [4], Activation.Tanh, new SeedSequence(1), steps: 3))
            flow.Save(File);
        var error = Assert.Throws<PolicyFileException>(() => PolicyPlayer.Load(File));
        Assert.Equal("kind 'flow'", error.Found);
        Assert.Contains("squashed_gaussian", error.Expected);

        Saved("categorical");
        Rewrite(static words => words["body"] = "module");
        Assert.Equal("a policy over a module", Assert.Throws<PolicyFileException>(() => PolicyPlayer.Load(File)).Found);
    }

    [Fact]
    public void Files_of_the_first_version_are_played_and_not_verified()
    {
        Saved("categorical");
        var stored = SafeTensors.Read(File);
        var words = new Dictionary<string, string>(stored.Metadata) { ["version"] = "1" };
        words.Remove(ContentHash.Name);
        new SafeTensors(stored.Tensors, words).Write(File);

        Assert.False(PolicyPlayer.Load(File).IsVerified);

        words["observations"] = "standardized";
        new SafeTensors(stored.Tensors, words).Write(File);
        Assert.Contains("observations", Assert.Throws<PolicyFileException>(() => PolicyPlayer.Load(File)).Found);
    }

    [Theory]
    [InlineData("hidden", "16", "layers.0.weight")]
    [InlineData("actions", "16777217", "layers.1.weight")]
    [InlineData("actions", "0", "space of acts")]
    [InlineData("activation", "3", "activation '3'")]
    [InlineData("state_size", "-1", "state_size '-1'")]
    [InlineData("kind", "gaussian", "under the head 'gaussian'")]
    public void Words_that_do_not_fit_the_tensors_are_refused(string key, string word, string found)
    {
        Saved("categorical");
        Rewrite(words => words[key] = word);

        Assert.Contains(found, Assert.Throws<PolicyFileException>(() => PolicyPlayer.Load(File)).Found);
    }

    /// <summary>Names of a header may be escaped, and a file need not be one.</summary>
    [Fact]
    public void Another_writing_of_the_header_is_read()
    {
        var expected = new float[1];
        Saved("categorical").Act(State, expected);
        var bytes = System.IO.File.ReadAllBytes(File);
        var length = BitConverter.ToInt32(bytes, 0);
        var header = System.Text.Encoding.UTF8.GetString(bytes, 8, length).Replace("\"kind\"", "\n\t\"\\u006bind\" ").Replace(":", " : ");
        using var stream = new MemoryStream([
            .. BitConverter.GetBytes((long)header.Length),
            .. System.Text.Encoding.UTF8.GetBytes(header),
            .. bytes[(8 + length)..],
        ]);

        var act = new float[1];
        PolicyPlayer.Load(stream, "bytes").Act(State, act);

        Assert.Equal(expected, act);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private PolicyPlayer Saved(string name, params int[] hidden)
    {
        using var policy = PlayedPolicies.Make(name, hidden is [] ? [8] : hidden, Activation.Tanh, ScalarType.Float32);
        policy.Save(File);
        return PolicyPlayer.Load(File);
    }

    private void Rewrite(Action<Dictionary<string, string>> change)
    {
        var stored = SafeTensors.Read(File);
        var words = new Dictionary<string, string>(stored.Metadata);
        change(words);
        new SafeTensors(stored.Tensors, words).Sealed().Write(File);
    }
}
