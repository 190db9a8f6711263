using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;
using static DeclarativeIL.Runtime.Tests.Networks.Remembering;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Windows of episodes: what a batch holds, who is asked about it, and what is refused.</summary>
public class WindowFeedTests
{
    [Fact]
    public void Batches_hold_whole_windows_and_every_row_once()
    {
        var data = Dataset.OfEpisodes<Demonstration>([Steps(0, 10), Steps(10, 3), Steps(13, 8)]);
        using var feed = new WindowFeed<Demonstration>(data, new(4, 2), ScalarType.Float32, CPU) { LeastRows = 2 };
        feed.Shuffle(Seeds.Stream());
        var seen = new List<float>();
        var batches = 0;
        while (feed.Next(5) is { } batch)
        {
            seen.AddRange(batch["State"].data<float>().ToArray());
            Assert.InRange(batch.Count, 2, 5 + 3 + 1);
            batches++;
            batch.Dispose();
        }
        Assert.True(batches <= (21 + 4) / 5, $"{batches}");
        Assert.Equal(Enumerable.Range(0, 21).Select(static i => (float)i), seen.Order());
        for (var i = 1; i < seen.Count; i++) // within a window rows follow each other
            Assert.True(seen[i] == seen[i - 1] + 1 || seen[i] is 0 or 4 or 8 or 10 or 13 or 17, $"{seen[i - 1]}, {seen[i]}");

        static IEnumerable<Demonstration> Steps(int first, int count) =>
            Enumerable.Range(first, count).Select(static i => new Demonstration(State.Of(i), Act.Discrete(0)));
    }

    /// <summary>
    /// In a rollout's log, where steps of several environments take turns, the value of the next state is that of the state of the next row
    /// of the episode: by columns over all rows, and in batches, in which both are asked at once.
    /// </summary>
    [Fact]
    public void A_critic_that_remembers_values_the_states_that_follow()
    {
        using var scope = NewDisposeScope();
        using var critic = StateCritic.Over(Memory.Gru(1, 1, 4, Seeds, type: ScalarType.Float64), 1);
        var log = new RolloutBuffer(2, 1, 1);
        for (var t = 0; t < 6; t++) // the first environment's episode ends after four steps
            log.Append(
                [t < 4 ? t : 100 + t, 50 + t],
                [0, 0],
                [new(1, t == 3, false), new(1, false, false)],
                [t < 3 ? t + 1 : 101 + t, 51 + t],
                [4, 0]
            );
        var options = new TrainingOptions { Windows = new(3, 10) };
        var rows = CpuBatch.All(log.Rows);
        using var asked = CpuTraining.ForInference(options, critic);
        asked.Load();
        var (now, next) = (asked.Ask<ValueQuestion>([rows["State"]]), asked.Ask<ValueQuestion>([rows["Next"]]));
        asked.Forward();
        int[] first = [0, 2, 4, 6],
            second = [8, 10],
            other = [1, 3, 5, 7, 9, 11];
        foreach (var episode in new[] { first, second, other })
            for (var i = 1; i < episode.Length; i++)
                Assert.Equal(now[episode[i]], next[episode[i - 1]], 12);
        Assert.NotEqual(now[8], next[6]); // of the last state of the episode that ended

        using var feed = new WindowFeed<Transition>(log.Rows, options.Windows, ScalarType.Float64, CPU);
        while (feed.Next(4) is { } batch)
        {
            using var answers = critic.Forward(new ValueQuestion(batch["State"]), new ValueQuestion(batch["Next"]));
            var (states, values, later) = (Numbers(batch["State"]), Numbers(answers[0]), Numbers(answers[1]));
            for (var i = 0; i < states.Length; i++)
            {
                var row = Enumerable.Range(0, 12).Single(row => log.Rows[row].State[0] == states[i]);
                Assert.Equal(now[row], values[i], 12);
                Assert.Equal(next[row], later[i], 12);
            }
            batch.Dispose();
        }
    }

    [Fact]
    public void What_is_not_known_of_rows_is_said()
    {
        using var scope = NewDisposeScope();
        using var module = Module(isGru: true);
        using var policy = Over(module, isGru: true);
        using var encoded = CategoricalPolicy.Over(Memory.Gru(Inputs, Choices, 4, Seeds, nn.Identity()), 4, Choices);
        using var training = new TensorTraining(new TrainingOptions(), [policy], []);
        var rows = EpisodesOf([4], Row(4, Inputs));
        var unordered = new Dataset<Demonstration>(rows);
        Says("does not say which row follows which", () => training.Feed(unordered, false).Dispose());
        rows.Add(rows[0]);
        Says("has 5 rows, 4 of them of known episodes", () => training.Feed(rows, false).Dispose());
        using var longer = new TensorTraining(new TrainingOptions { Windows = new(5, 0) }, [policy], []);
        Says(
            "windows of 5 steps; the longest of the 1 episodes has 4",
            () => longer.Feed(EpisodesOf([4], Row(4, Inputs)), false).Dispose()
        );
        Says("asked about 1 rows in no known order", () => policy.Mode([1, 2, 3], new float[1]));
        Says("asked about 1 rows in no known order", () => policy.OneSample().LogProb(Act.Discrete(0), State.Of(1, 2, 3)));
        Says("2 x 3, a state for each environment", () => new ActingPolicy(policy, 2).Mode([1, 2, 3], new float[1]));
        Says("takes [n, 3]; found [1, 4], from its encoder", () => new ActingPolicy(encoded, 1).Mode([1, 2, 3, 4], new float[1]));
        Says("takes states: 3 numbers; found states of 4", () => CategoricalPolicy.Over(Module(isGru: true), 4, Choices));
        Says(
            "has no rows",
            () =>
                Dataset.OfEpisodes<Demonstration>([
                    [],
                ])
        );

        static void Says(string what, Action action) =>
            Assert.Contains(what, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);
    }

    private static double[] Numbers(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
