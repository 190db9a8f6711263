using System.Globalization;
using System.Security.Cryptography;
using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests.Determinism;

/// <summary>Runs that are broken off and resumed.</summary>
internal static class BrokenRun
{
    /// <summary>A run that is broken off at the second report and then again and again ends as one that is not.</summary>
    /// <param name="run">Runs a part of it, and says what it ended with.</param>
    /// <param name="everyEpochs">How often checkpoints are written, beside the ends of rounds.</param>
    public static void EndsAlike(Func<RunPart?, string> run, int everyEpochs = 1)
    {
        var whole = run(null);
        using var folder = new RunFolderOfTest();
        Assert.Equal(whole, Resumed(run, folder, everyEpochs));
    }

    /// <summary>What a run ends with that is broken off again and again.</summary>
    public static string Resumed(Func<RunPart?, string> run, RunFolderOfTest folder, int everyEpochs = 1)
    {
        var checkpoints = new CheckpointOptions(folder.Path) { EveryEpochs = everyEpochs, EveryRounds = 1 };
        for (var part = 0; part < 50; part++)
        {
            var resume = CheckpointOptions.IsIn(folder.Path) ? folder.Path : null;
            try
            {
                return run(new(checkpoints, resume, new Breaker(part == 0 ? 2 : 3 + part)));
            }
            catch (BreakException) { }
        }
        Assert.Fail("The run does not come to its end.");
        return "";
    }

    /// <summary>Parameters, and all that a run says of itself.</summary>
    public static string Print(IReadOnlyList<INetwork> networks, TrainingResult result)
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

    /// <summary>Breaks a run off at a report.</summary>
    /// <param name="reports">Which, counted from 1.</param>
    public sealed class Breaker(int reports) : IProgress<TrainingProgress>
    {
        private int _left = reports;

        public void Report(TrainingProgress value)
        {
            if (--_left == 0)
                throw new BreakException();
        }
    }

    /// <summary>What a run is broken off by.</summary>
    public sealed class BreakException : Exception;
}

/// <summary>A folder for the checkpoints of one test.</summary>
internal sealed class RunFolderOfTest : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("declarativeil-resume-").FullName;

    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Path, "checkpoint-*").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
