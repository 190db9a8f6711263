using System.Security.Cryptography;
using System.Text;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Formats;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Files of our own formats: trajectories, policies, answers.</summary>
internal static class OwnSubjects
{
    private const int SealSize = 8 + SHA256.HashSizeInBytes,
        Tail = 8,
        Rows = 40;

    public static IEnumerable<FileSubject> Create(string folder, SeedSequence seeds)
    {
        yield return Trajectories(Path.Combine(folder, "discrete.trajectories"), new DiscreteSpace(3), seeds.Stream());
        yield return Trajectories(
            Path.Combine(folder, "images.images"),
            new DiscreteSpace(3),
            seeds.Child("images").Stream(),
            new(1, 3, 1)
        );
        yield return Trajectories(
            Path.Combine(folder, "box.trajectories"),
            new BoxSpace([-1, float.NegativeInfinity], [1, 2]),
            seeds.Stream()
        );
        var box = new BoxSpace([-1, -2], [1, 2]);
        yield return PolicyOf(
            Path.Combine(folder, "categorical.policy"),
            new CategoricalPolicy(4, 3, [8, 8], Activation.Tanh, seeds),
            static path => CategoricalPolicy.Load(path)
        );
        yield return PolicyOf(
            Path.Combine(folder, "gaussian.policy"),
            new GaussianPolicy(4, box, [8], Activation.Relu, seeds, ScalarType.Float64),
            static path => GaussianPolicy.Load(path)
        );
        yield return PolicyOf(
            Path.Combine(folder, "standardized.policy"),
            new GaussianPolicy(2, box, [4], Activation.Tanh, seeds)
                .Standardized(new Scaling([1, -2], [3, 0.5]))
                .StandardizedActions(new Scaling([0.1, 0.2], [0.3, 0.4])),
            static path => GaussianPolicy.Load(path)
        );
        yield return PolicyOf(
            Path.Combine(folder, "deterministic.policy"),
            new DeterministicPolicy(4, box, [], Activation.Gelu, seeds),
            static path => DeterministicPolicy.Load(path)
        );
        yield return PolicyOf(
            Path.Combine(folder, "flow.policy"),
            new FlowPolicy(2, box, [4], Activation.Tanh, seeds, steps: 3),
            static path => FlowPolicy.Load(path)
        );
        yield return Answers(folder, seeds.Stream());
        yield return RunSubject.Create(folder, seeds);
        foreach (var rows in RowsSubject.Create(folder, seeds))
            yield return rows;
    }

    private static FileSubject Trajectories(string path, Space actions, RandomStream random, ImageSpace? images = null)
    {
        var episodes = new List<Trajectory>();
        for (var k = 0; k < 6; k++)
        {
            var steps = 1 + random.NextInt(12);
            var acts = new float[steps * actions.Width];
            for (var i = 0; i < acts.Length; i++)
                acts[i] = actions is DiscreteSpace discrete ? random.NextInt(discrete.Count) : (float)random.NextUniform();
            var (seen, rewards) = (new float[(steps + 1) * 3], new double[steps]);
            for (var i = 0; i < seen.Length; i++)
                seen[i] = images is null ? (float)random.NextGaussian() : random.NextInt(256);
            for (var i = 0; i < steps; i++)
                rewards[i] = random.NextGaussian();
            episodes.Add(new(3, actions, seen, acts, rewards, k % 2 == 0, k % 3 == 1));
        }
        TrajectoryFile.Save(path, episodes, images);
        var bytes = images is null ? sizeof(float) : sizeof(byte);
        return new(
            Path.GetExtension(path)[1..],
            path,
            File.ReadAllBytes(path),
            changed => Load(changed, bytes),
            static e => e is TrajectoryFileException,
            Sealed
        );
    }

    /// <param name="path">The file.</param>
    /// <param name="size">Bytes that a number of an observation takes in it.</param>
    private static Loaded? Load(string path, int size)
    {
        var (text, bytes) = (new StringBuilder(), 0L);
        foreach (var episode in TrajectoryFile.Load(path))
        {
            bytes += ((long)size * episode.Observations.Length) + (4L * episode.Actions.Length) + (8L * episode.Length);
            var actions = episode.ActionSpace is BoxSpace box
                ? $"{string.Join(' ', box.Low)} {string.Join(' ', box.High)}"
                : episode.ActionSpace.ToString();
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{episode.StateSize} {actions} {episode.Terminated} {episode.Truncated} "
            );
            text.Append(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(episode.Observations)));
            text.Append(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(episode.Actions)));
            text.Append(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(episode.Rewards)));
        }
        var length = new FileInfo(path).Length;
        return new(text.ToString(), bytes > length ? $"{bytes} bytes from {length}" : null);
    }

    /// <summary>Where the footer begins, less 40 bytes: SHA-256 of all others. What has no such place stays as it is.</summary>
    private static byte[] Sealed(byte[] bytes)
    {
        var footer = bytes.Length < Tail ? -1 : bytes.Length - Tail - (long)BitConverter.ToUInt32(bytes, bytes.Length - Tail);
        if (footer < SealSize + 4)
            return bytes;
        var at = (int)footer - SealSize;
        var hash = SHA256.HashData([.. bytes[..at], .. bytes[(int)footer..]]);
        return [.. bytes[..at], .. "DIL-SHA2"u8, .. hash, .. bytes[(int)footer..]];
    }

    private static FileSubject PolicyOf(string path, PolicyNetwork policy, Func<string, PolicyNetwork> load)
    {
        using (policy)
            policy.Save(path);
        return new("policy", path, File.ReadAllBytes(path), Read, static e => e is CheckpointException, Resealed);

        Loaded? Read(string file)
        {
            using var loaded = load(file);
            var parameters = loaded.Parameters;
            var numbers = parameters.Slots.SelectMany(slot => ValuesOf(parameters, slot)).ToArray();
            var actions = loaded.Actions is BoxSpace box
                ? $"{string.Join(' ', box.Low)} {string.Join(' ', box.High)}"
                : loaded.Actions.ToString();
            var content =
                $"{loaded.GetType().Name} {loaded.StateSize} {actions} {loaded.Body.Kind} {loaded.IsVerified} {parameters.Type} "
                + $"{string.Join(' ', parameters.Slots)} {string.Join(' ', numbers)} {Text(loaded.Observed)} {Text(loaded.Acted)}";
            var length = new FileInfo(file).Length;
            return new(
                content,
                !Array.TrueForAll(numbers, double.IsFinite) ? "numbers that are not finite"
                    : 4L * numbers.Length > length ? $"{numbers.Length} numbers from {length} bytes"
                    : null
            );
        }
    }

    private static string Text(Scaling? by) => by is null ? "" : $"{string.Join(' ', by.Mean)} by {string.Join(' ', by.Deviation)}";

    private static FileSubject Answers(string folder, RandomStream random)
    {
        var store = new OutputCache(Path.Combine(folder, "rows"));
        var key = new OutputCacheKey("pi", "Row", Rows, "AB", "CD", "LogProb");
        using var answers = tensor(Enumerable.Range(0, Rows).Select(_ => (float)random.NextGaussian()).ToArray());
        store.Write(key, [answers]);
        var path = store.FileOf("Row", "pi");
        return new("answers", path, File.ReadAllBytes(path), Read, static _ => false, Resealed);

        Loaded? Read(string file)
        {
            if (store.Find(key) is not { } found)
                return null;
            var content = string.Join(
                ' ',
                found.Select(static tensor =>
                    $"{tensor.Name} {tensor.Type} {string.Join(',', tensor.Shape)} {Convert.ToHexString(tensor.Data.Span)}"
                )
            );
            var fault = found.FirstOrDefault(static tensor => !tensor.IsFinite() || tensor.Shape is not [Rows, ..]);
            return new(content, fault is null ? null : $"answers {StoredTensor.Describe(fault.Type, fault.Shape)}");
        }
    }

    /// <summary>Of a file that is well-formed still: with the checksum of what is in it now, in place where its digits are there.</summary>
    internal static byte[] Resealed(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            var stored = SafeTensors.Read(path);
            var (old, hash) = (stored.Metadata.GetValueOrDefault(ContentHash.Name) ?? "", Encoding.UTF8.GetBytes(ContentHash.Of(stored)));
            var at = old.Length == hash.Length ? bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old)) : -1;
            if (at >= 0)
                return [.. bytes[..at], .. hash, .. bytes[(at + hash.Length)..]];
            stored.Sealed().Write(path);
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is CheckpointException or ArgumentException)
        {
            return bytes;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double[] ValuesOf(FlatParameters parameters, ParameterSlot slot)
    {
        var values = new double[slot.Count];
        parameters.Read(slot, values);
        return values;
    }
}
