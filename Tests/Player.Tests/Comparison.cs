using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Player.Tests;

/// <summary>Acts of the library and of a player, bit by bit.</summary>
internal sealed class Comparison
{
    private readonly List<string> _differences = [];

    /// <summary>What the library computes by in this process.</summary>
    public static PlayerKernel OfLibrary =>
        CpuKernels.Best.Lanes switch
        {
            16 => PlayerKernel.Lanes16,
            8 => PlayerKernel.Lanes8,
            4 => RuntimeInformation.ProcessArchitecture == Architecture.X64 && !Fma.IsSupported
                ? PlayerKernel.Lanes4
                : PlayerKernel.Lanes4Fused,
            _ => PlayerKernel.Portable,
        };

    /// <summary>Acts and samples that were compared.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them were refused by both.</summary>
    public int Refused { get; private set; }

    /// <summary>What differed, in words.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Saves a policy, plays the file, and compares.</summary>
    public void Add(string name, int[] hidden, Activation activation, ScalarType type, int states, PlayerKernel kernel, double scale = 0.6)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var policy = PlayedPolicies.Make(name, hidden, activation, type, scale);
            policy.Save(path);
            var player = PolicyPlayer.Load(path, kernel);
            var (random, draws) = (new RandomStream(7), new DrawStream(7));
            foreach (var state in PlayedPolicies.SomeStates(states, seed: 3))
            {
                var what = $"{name} [{string.Join(' ', hidden)}] {activation} {type} at {string.Join(' ', state)}";
                Compare($"mode, {what}", policy, player, act => policy.Mode(state, act), act => player.Act(state, act));
                Compare(
                    $"sample, {what}",
                    policy,
                    player,
                    act => policy.Sample(state, act, random),
                    act => player.Sample(state, act, draws)
                );
                if (random.Position != draws.Position)
                    _differences.Add($"{random.Position} and {draws.Position} draws, {what}");
                draws.Position = random.Position;
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Heads of every kind, layers of every kind.</summary>
    public static Comparison OfAll(PlayerKernel kernel, int states)
    {
        var comparison = new Comparison();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        foreach (var name in PlayedPolicies.Names)
            comparison.Add(name, [19, 16], Activation.Tanh, type, states, kernel);
        foreach (var activation in Enum.GetValues<Activation>())
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        foreach (var hidden in new int[][] { [], [1], [33], [64, 64], [3, 17, 5] })
        foreach (var scale in new[] { 0.3, 4 })
            comparison.Add("deterministic", hidden, activation, type, states, kernel, scale);
        return comparison;
    }

    private void Compare(string what, PolicyNetwork policy, PolicyPlayer player, Action<float[]> ofLibrary, Action<float[]> ofPlayer)
    {
        var (expected, found) = (new float[policy.Actions.Width], new float[player.ActionSize]);
        var (refused, alsoRefused) = (Refuses(ofLibrary, expected), Refuses(ofPlayer, found));
        Count++;
        Refused += refused is null ? 0 : 1;
        if (refused != alsoRefused)
            _differences.Add($"{refused ?? "acts"} and {alsoRefused ?? "acts"}: {what}");
        else if (!MemoryMarshal.AsBytes<float>(expected).SequenceEqual(MemoryMarshal.AsBytes<float>(found)))
            _differences.Add($"[{string.Join(' ', expected)}] and [{string.Join(' ', found)}]: {what}");
    }

    private static string? Refuses(Action<float[]> act, float[] into)
    {
        try
        {
            act(into);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return e.GetType().Name;
        }
    }
}
