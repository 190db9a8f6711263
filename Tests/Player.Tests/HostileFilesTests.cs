using System.Text;
using DeclarativeIL.Benchmarks.Files;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Player.Tests;

/// <summary>Files with changed bytes are refused, or play something valid; they are changed as in the library's own test.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileFilesTests
{
    private const int Files = 6000;

    private static readonly string[] Names =
    [
        "categorical",
        "masked_categorical",
        "gaussian, standardized",
        "gaussian_mixture",
        "hybrid",
        "multi_categorical",
        "binned",
        "squashed_gaussian_ensemble",
    ];

    [Fact]
    public void Changed_files_are_refused_or_valid_and_take_no_memory_for_what_is_not_there()
    {
        var originals = Names.Select(static name => Saved(name)).ToArray();
        var random = new SeedSequence(2026).Stream();
        var (refused, played, failures) = (0, 0, new List<string>());
        for (var i = 0; i < Files; i++)
        {
            var original = originals[i % originals.Length];
            var kind = (Mutation)random.NextInt(Enum.GetValues<Mutation>().Length);
            var changed = Mutations.Apply(kind, original, originals[random.NextInt(originals.Length)], random);
            var isSealed = random.NextInt(2) == 0;
            if (isSealed)
                changed = Resealed(changed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var fault = Fault(changed, isSealed, original, ref refused, ref played);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before - (1 << 18);
            if (fault is null && allocated > 32L * changed.Length)
                fault = $"{allocated} bytes for {changed.Length}";
            if (fault is not null)
                failures.Add($"file {i}, {kind}: {fault}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
        Assert.InRange(refused, Files / 2, Files);
        Assert.True(played > 50, $"{played}");
    }

    private static string? Fault(byte[] changed, bool isSealed, byte[] original, ref int refused, ref int played)
    {
        try
        {
            var player = PolicyPlayer.Load(new MemoryStream(changed), "changed", PlayerKernel.Lanes8);
            played++;
            if (!player.IsVerified)
                return "not verified";
            if (!isSealed && !Same(changed, original))
                return "another policy behind the old checksum";
            var act = new float[player.ActionSize];
            var state = new float[player.StateSize];
            state.AsSpan().Fill(0.5f);
            player.Act(state, act);
            return Array.TrueForAll(act, float.IsFinite) ? null : $"an act {string.Join(' ', act)}";
        }
        catch (PolicyFileException)
        {
            refused++;
            return null;
        }
        catch (InvalidOperationException) // overflows: as the library refuses to act by it
        {
            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    /// <summary>Every cut of a file is refused.</summary>
    [Fact]
    public void A_file_that_ends_too_early_is_refused()
    {
        var bytes = Saved("categorical");
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<PolicyFileException>(() => PolicyPlayer.Load(new MemoryStream(bytes, 0, length)));
    }

    /// <summary>The same words and tensors, in another order or with other spaces.</summary>
    private static bool Same(byte[] changed, byte[] original) => Content(changed) == Content(original);

    private static string Content(byte[] bytes)
    {
        var stored = Read(bytes);
        return ContentHash.Of(stored) + stored.Metadata[ContentHash.Name];
    }

    private static SafeTensors Read(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return SafeTensors.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>With the checksum of what is in it now, where it is well-formed still.</summary>
    private static byte[] Resealed(byte[] bytes)
    {
        try
        {
            var stored = Read(bytes);
            var hash = Encoding.UTF8.GetBytes(ContentHash.Of(stored));
            var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(stored.Metadata.GetValueOrDefault(ContentHash.Name) ?? "none"));
            if (at < 0)
                return bytes;
            hash.CopyTo(bytes, at);
            return bytes;
        }
        catch (Exception e) when (e is CheckpointException or ArgumentException)
        {
            return bytes;
        }
    }

    private static byte[] Saved(string name)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var policy = PlayedPolicies.Make(name, [3], Activation.Tanh, ScalarType.Float32);
            policy.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
