using System.Globalization;
using System.Security.Cryptography;
using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests.Determinism;

/// <summary>A run that is broken off again and again, and resumed from its checkpoints, ends with the bits of one that was not.</summary>
[Trait("Speed", "Slow")]
public class ResumeTests
{
    public static TheoryData<string> All => [.. Trial.All.Select(static trial => trial.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void By_rows(string name) => EndsAlike(name, Computation.Fastest, everyEpochs: 1);

    [Theory]
    [MemberData(nameof(All))]
    public void By_tensors(string name) => EndsAlike(name, Computation.Tensors, everyEpochs: 1);

    [Theory]
    [InlineData(nameof(DAgger))]
    [InlineData(nameof(ThriftyDAgger))]
    [InlineData(nameof(Ppo))]
    [InlineData(nameof(OnlineDpo))]
    public void From_ends_of_rounds(string algorithm)
    {
        foreach (var trial in Trial.All.Where(trial => trial.Algorithm.Name == algorithm))
            EndsAlike(trial.Name, Computation.Fastest, everyEpochs: 0);
    }

    /// <summary>Broken off at the second report, then each time after three more.</summary>
    private static void EndsAlike(string name, Computation computation, int everyEpochs)
    {
        var trial = Trial.All.Single(trial => trial.Name == name);
        var whole = trial.Run(computation, Print);
        using var folder = new Folder();
        var checkpoints = new CheckpointOptions(folder.Path) { EveryEpochs = everyEpochs, EveryRounds = 1 };
        string? resumed = null;
        for (var part = 0; resumed is null; part++)
        {
            Assert.True(part < 50, "The run does not come to its end.");
            var resume = CheckpointOptions.IsIn(folder.Path) ? folder.Path : null;
            try
            {
                resumed = trial.Run(computation, Print, part: new(checkpoints, resume, new Breaker(part == 0 ? 2 : 3 + part)));
            }
            catch (BreakException) { }
        }
        Assert.Equal(whole, resumed);
    }

    /// <summary>Parameters, and all that a run says of itself.</summary>
    private static string Print(IReadOnlyList<INetwork> networks, TrainingResult result)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var network in networks)
            hash.AppendData(network.Parameters.Values.bytes);
        var rounds = result.Rounds.Select(static round =>
            $"{round.Round} {round.Rows} {round.Expert} {round.ExpertInRound} {string.Join(' ', round.Evaluation?.Returns ?? [])}"
        );
        var numbers = result.Losses.Concat(result.Metrics).Select(static one => $"{one.Key} {one.Value:R}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(hash.GetHashAndReset())}; {result.Steps} steps, {result.Samples} samples; "
                + $"{string.Join("; ", numbers)}; {string.Join("; ", rounds)}; {string.Join("; ", result.Warnings)}"
        );
    }

    private sealed class Breaker(int reports) : IProgress<TrainingProgress>
    {
        private int _left = reports;

        public void Report(TrainingProgress value)
        {
            if (--_left == 0)
                throw new BreakException();
        }
    }

    private sealed class BreakException : Exception;

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("declarativeil-resume-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
