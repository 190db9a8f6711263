using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Formats;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Environments;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Recordings that are stopped early, and episodes that do not end by themselves.</summary>
[Trait("Speed", "Slow")]
public sealed class TrajectoryRecorderTests : IDisposable
{
    private const int EpisodeSteps = 6;
    private static readonly SeedSequence Seeds = new(1);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"recording-{Guid.NewGuid():N}.parquet");

    private static IEnvironment Short => new TimeLimit(new Endless(), EpisodeSteps);

    public void Dispose() => File.Delete(_path);

    /// <summary>Answers until it has done so often enough.</summary>
    private static Expert Until(int answers, Action then)
    {
        var asked = 0;
        return Expert.From(_ =>
        {
            if (asked++ == answers)
                then();
            return Act.Discrete(0);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_recorded_before_a_cancellation_is_there(bool toFile)
    {
        using var stop = new CancellationTokenSource();
        var expert = Until(7 * EpisodeSteps + 2, stop.Cancel);
        var thrown = Assert.Throws<OperationCanceledException>(() =>
            TrajectoryRecorder.Record(Short, expert, 20, Seeds, file: toFile ? TrajectoryFile.At(_path) : null, cancellation: stop.Token)
        );
        Assert.Equal(stop.Token, thrown.CancellationToken);
        AssertSeven(StoppedRecording.Of(thrown)!, 3, toFile);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_recorded_before_the_expert_failed_is_there(bool toFile)
    {
        var expert = Until(7 * EpisodeSteps + 2, static () => throw new InvalidOperationException("tired"));
        var thrown = Assert.Throws<ExpertException>(() =>
            TrajectoryRecorder.Record(Short, expert, 20, Seeds, file: toFile ? TrajectoryFile.At(_path) : null)
        );
        Assert.Equal((7, 2L), (thrown.Round, thrown.Step));
        AssertSeven(StoppedRecording.Of(thrown)!, 2, toFile);
        Assert.Same(StoppedRecording.Of(thrown), StoppedRecording.Of(new AggregateException(thrown)));
    }

    [Fact]
    public void What_was_recorded_before_the_environment_failed_is_there()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            TrajectoryRecorder.Record(
                new Breaking(7 * EpisodeSteps + 2),
                Expert.From(_ => Act.Discrete(0)),
                20,
                Seeds,
                file: TrajectoryFile.At(_path)
            )
        );
        AssertSeven(StoppedRecording.Of(thrown)!, 2, true);
    }

    private void AssertSeven(StoppedRecording stopped, int more, bool toFile)
    {
        Assert.Equal(7, stopped.Finished.Count);
        Assert.All(stopped.Finished, episode => Assert.Equal((EpisodeSteps, true), (episode.Length, episode.Truncated)));
        Assert.Equal((more, false, false), (stopped.Unfinished!.Length, stopped.Unfinished.Terminated, stopped.Unfinished.Truncated));
        Assert.Equal(toFile, stopped.IsSaved);
        Assert.Equal(toFile, File.Exists(_path));
        if (toFile)
            Assert.Equal(7, TrajectoryFile.Load(_path).Count);
    }

    [Fact]
    public void A_recording_to_a_file_is_all_there_and_was_on_the_way()
    {
        List<int> onDisk = [];
        var expert = Until(int.MaxValue, static () => { });
        var watching = Expert.From(state =>
        {
            if (state[0] == 0)
                onDisk.Add(File.Exists(_path) ? TrajectoryFile.Load(_path).Count : 0);
            return expert.Action(state);
        });
        var recorded = TrajectoryRecorder.Record(Short, watching, 30, Seeds, file: TrajectoryFile.At(_path));
        Assert.Equal(30, recorded.Count);
        Assert.Equal(30, TrajectoryFile.Load(_path).Count);
        for (var k = 0; k < 30; k++)
            Assert.InRange(onDisk[k], k - Math.Max(1, k / 10), k);
    }

    [Fact]
    public void Where_nothing_was_finished_a_file_stays_as_it_was()
    {
        File.WriteAllText(_path, "older");
        var thrown = Assert.Throws<ExpertException>(() =>
            TrajectoryRecorder.Record(
                Short,
                Until(3, static () => throw new InvalidOperationException()),
                2,
                Seeds,
                file: TrajectoryFile.At(_path)
            )
        );
        Assert.Equal((0, false), (StoppedRecording.Of(thrown)!.Finished.Count, StoppedRecording.Of(thrown)!.IsSaved));
        Assert.Equal("older", File.ReadAllText(_path));
    }

    [Fact]
    public void A_file_that_cannot_be_written_loses_nothing()
    {
        var path = Path.Combine(_path, "folder", "that is not there.parquet");
        var thrown = Assert.ThrowsAny<IOException>(() =>
            TrajectoryRecorder.Record(Short, Expert.From(_ => Act.Discrete(0)), 2, Seeds, file: TrajectoryFile.At(path))
        );
        Assert.Equal((1, false), (StoppedRecording.Of(thrown)!.Finished.Count, StoppedRecording.Of(thrown)!.IsSaved));
    }

    [Fact]
    public void An_endless_episode_is_cut_off_at_the_limit_and_refused_without_one()
    {
        var idle = Expert.From(_ => Act.Discrete(0));
        var recorded = TrajectoryRecorder.Record(new Endless(), idle, 2, Seeds, stepLimit: 15);
        Assert.All(recorded, episode => Assert.Equal((15, false, true), (episode.Length, episode.Terminated, episode.Truncated)));
        Assert.Throws<ArgumentOutOfRangeException>(
            "stepLimit",
            () => TrajectoryRecorder.Record(new Endless(), idle, 1, Seeds, stepLimit: 0)
        );
        var thrown = Assert.Throws<EnvironmentException>(() => TrajectoryRecorder.Record(new Endless(), idle, 1, Seeds));
        Assert.Equal(Evaluation.MostSteps, StoppedRecording.Of(thrown)!.Unfinished!.Length);
    }

    private sealed class Breaking(int steps) : IEnvironment
    {
        private readonly IEnvironment _inner = Short;
        private int _left = steps;

        public Space Observations => _inner.Observations;

        public Space Actions => _inner.Actions;

        public void Reset(ulong? seed, Span<float> observation) => _inner.Reset(seed, observation);

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation) =>
            _left-- > 0 ? _inner.Step(action, observation) : throw new InvalidOperationException("broken");
    }
}
