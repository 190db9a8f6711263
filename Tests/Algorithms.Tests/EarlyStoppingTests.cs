using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Training;
using static DeclarativeIL.Algorithms.Tests.ValidationRuns;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>The end of training by rows that are held back, and the best epoch.</summary>
public class EarlyStoppingTests
{
    public static TheoryData<Computation> Forms => [Computation.Fastest, Computation.Tensors];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_run_that_overfits_stops_and_goes_back_to_its_best_epoch(Computation computation)
    {
        var split = Fifth with { Patience = 3, RestoreBest = true };
        using var policy = Wide();
        var reports = new List<TrainingProgress>();
        var result = new BehaviorCloning().Train(policy, Noise(60), Overfits(computation, split, 200), new Told(reports.Add));
        var losses = Epochs(reports).Select(static report => report.Validation!.Loss).ToList();
        var best = losses.IndexOf(losses.Min()) + 1;
        Assert.True(losses.Count is > 3 and < 200, $"Found {losses.Count} epochs.");
        Assert.Equal(losses.Count, best + 3);
        Assert.Equal((best, losses.Min(), true), (result.Validation!.BestEpoch, result.Validation.BestLoss, result.Validation.HasStopped));

        using var until = Wide();
        new BehaviorCloning().Train(until, Noise(60), Overfits(computation, Fifth, best));
        Assert.Equal(Runs.Fingerprint(until), Runs.Fingerprint(policy));
        using var last = Wide();
        new BehaviorCloning().Train(last, Noise(60), Overfits(computation, split with { RestoreBest = false }, 200));
        Assert.NotEqual(Runs.Fingerprint(last), Runs.Fingerprint(policy));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Without_patience_all_epochs_are_done_and_the_best_is_restored_at_the_end(Computation computation)
    {
        using var policy = Wide();
        var split = Fifth with { RestoreBest = true };
        var result = new BehaviorCloning().Train(policy, Noise(60), Overfits(computation, split, 40));
        Assert.InRange(result.Validation!.BestEpoch, 1, 39);
        Assert.Equal(40 * HeldOf(60, Fifth).Count(static held => !held), result.Samples);
        using var until = Wide();
        new BehaviorCloning().Train(until, Noise(60), Overfits(computation, Fifth, result.Validation.BestEpoch));
        Assert.Equal(Runs.Fingerprint(until), Runs.Fingerprint(policy));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_broken_run_ends_as_a_whole_one(Computation computation) =>
        BrokenRun.EndsAlike(part =>
        {
            using var policy = Wide();
            var options = Overfits(computation, Fifth with { Patience = 3, RestoreBest = true }, 60) with
            {
                Checkpoints = part?.Checkpoints,
            };
            var result = new BehaviorCloning().Train(policy, Noise(60), options, part?.Progress, resume: part?.Resume);
            var found = result.Validation!;
            return BrokenRun.Print([policy], result) + $"{found.Loss:R} {found.BestLoss:R} {found.BestEpoch} {found.HasStopped}";
        });

    [Theory]
    [MemberData(nameof(Forms))]
    public void Rounds_stop_each_by_itself_and_go_on_alike_when_they_are_broken(Computation computation) =>
        BrokenRun.EndsAlike(part =>
        {
            using var policy = Runs.Policy(3);
            var data = new Dataset<Demonstration>();
            var reports = new List<TrainingProgress>();
            var result = new DAgger().Train(
                policy,
                data,
                new VectorCartPole(3),
                Runs.Expert,
                new Rounds(3, 96),
                new TrainingOptions
                {
                    Epochs = 12,
                    LearningRate = 0.05,
                    Seed = 4,
                    Computation = computation,
                    Validation = new(0.3, 1) { Patience = 1, RestoreBest = true },
                    Checkpoints = part?.Checkpoints,
                },
                part?.Progress ?? new Told(reports.Add),
                resume: part?.Resume
            );
            if (part is null)
            {
                var rounds = Epochs(reports).GroupBy(static report => report.Round).ToList();
                Assert.Equal(3, rounds.Count);
                Assert.Contains(rounds, static round => round.Last().Validation!.HasStopped && round.Count() < 12);
                var held = HeldOf(data.Count, new(0.3, 1));
                Assert.All(
                    result.Rounds,
                    round => Assert.Equal(held.Take(round.Rows).Count(static one => one), rounds[round.Round].Last().Validation!.Rows)
                );
            }
            return BrokenRun.Print([policy], result) + string.Join('\n', data);
        });
}
