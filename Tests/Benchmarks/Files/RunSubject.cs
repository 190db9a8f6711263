using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Generated;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runs;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>A checkpoint of a run: a network, its optimiser, rows, transitions, environments.</summary>
internal static class RunSubject
{
    private const string Manifest = "run.json";

    private static readonly Dictionary<string, string> Words = new() { ["declaration"] = "a", ["Position"] = "1 0 2" };

    public static FileSubject Create(string folder, SeedSequence seeds)
    {
        var path = Path.Combine(folder, "checkpoint.zip");
        using (var part = new Parts(seeds, isFilled: true))
            RunArchive.Write(path, Words, part.All);
        return new("run", path, File.ReadAllBytes(path), changed => Load(changed, seeds), static e => e is CheckpointException, Sealed);
    }

    /// <summary>What was restored, as a checkpoint says it again.</summary>
    private static Loaded? Load(string path, SeedSequence seeds)
    {
        using var parts = new Parts(seeds, isFilled: false);
        using (var found = RunManifest.Open(path))
        {
            if (!found.Words.OrderBy(static word => word.Key).SequenceEqual(Words.OrderBy(static word => word.Key)))
                throw new CheckpointException(path, "other words", "those of this run");
            foreach (var part in parts.All)
                if (found.Parts.GetValueOrDefault(part.Name) is not { Length: >= 0 })
                    throw new CheckpointException(path, $"no '{part.Name}'", "what the run has");
                else
                    found.Restore(part);
        }
        using var again = new MemoryStream();
        using (var state = new BinaryWriter(again))
            foreach (var part in parts.All)
                part.State!.SaveState(state);
        return new(Convert.ToHexString(again.ToArray()), parts.Fault);
    }

    /// <summary>The right checksums for what is in the file now; a file that is no ZIP any more stays as it is.</summary>
    private static byte[] Sealed(byte[] bytes)
    {
        try
        {
            using var old = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            var about = JsonNode.Parse(Bytes(old.GetEntry(Manifest)!))!;
            var stream = new MemoryStream();
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var (name, part) in about["parts"]!.AsObject())
                {
                    var content = Bytes(old.GetEntry("parts/" + name)!);
                    (part!["length"], part["sha256"]) = (content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
                    Write(zip, "parts/" + name, content);
                }
                var text = JsonSerializer.SerializeToUtf8Bytes(about);
                Write(zip, Manifest, text);
                zip.Comment = Convert.ToHexStringLower(SHA256.HashData(text));
            }
            return stream.ToArray();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return bytes;
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        if (entry.Length > 1 << 20)
            throw new InvalidDataException();
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }

    /// <summary>Parts of a run as it begins, or as it is in its midst.</summary>
    private sealed class Parts : IDisposable
    {
        private readonly CategoricalPolicy _policy;
        private readonly PhaseTraining _training;
        private readonly Dataset<Demonstration> _rows = new();
        private readonly RolloutBuffer _transitions;

        public Parts(SeedSequence seeds, bool isFilled)
        {
            var environments = new VectorCartPole(2);
            _policy = new(4, 2, [4], Activation.Tanh, seeds);
            var options = new TrainingOptions { Optimizer = new AdamOptions() };
            _training = PhaseTraining.Of(options, ["Loss"], [], [_policy], []);
            _transitions = RolloutBuffer.Of(environments);
            var rollout = new Rollout(environments, null, new Rounds(2, 8), seeds);
            All =
            [
                new("pi", "", new NetworkState(_policy.Parameters)),
                new("training", "", _training),
                new("rows", "", new RowsState<Demonstration>(_rows)),
                new("transitions", "", _transitions),
                new("rollout", "", rollout),
            ];
            if (isFilled)
                Fill(rollout, seeds.Child(1).Stream());
        }

        public RunPart[] All { get; }

        /// <summary>What is not valid; null where all is.</summary>
        public string? Fault => _policy.Parameters.IsFinite() ? null : "numbers that are not finite";

        public void Dispose()
        {
            _training.Dispose();
            _policy.Dispose();
        }

        private void Fill(Rollout rollout, RandomStream random)
        {
            for (var i = 0; i < 5; i++)
                _rows.Add(new(State.Of(random.NextGaussian(), 0, 1, 2), Act.Discrete(i % 2)));
            rollout.Begin(0);
            while (rollout.GoesOn)
            {
                rollout.Sample(_policy);
                rollout.Step();
                rollout.AppendTo(_transitions);
            }
            _training.Step(0.1);
        }
    }
}
