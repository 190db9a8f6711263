using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Networks that remember: in windows of episodes, in acting, and against PyTorch's layers.</summary>
public class MemoryModuleTests
{
    private const int Inputs = 3,
        Choices = 2,
        Hidden = 5;
    private static readonly SeedSequence Seeds = new(3);

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answers_are_those_of_the_layer_of_PyTorch(bool isGru)
    {
        using var scope = NewDisposeScope();
        using var module = Module(isGru);
        using var policy = Over(module, isGru);
        var states = Row(7, Inputs);
        var found = Windowed(policy, [7], new(7, 0), states);

        var parameters = module.named_parameters().ToDictionary(static p => p.name, static p => (Tensor)p.parameter);
        var sequence = states.unsqueeze(1);
        Tensor hidden;
        if (isGru)
        {
            using var layer = nn.GRU(Inputs, Hidden, dtype: ScalarType.Float64);
            Fill(layer, parameters);
            hidden = layer.call(sequence, null).Item1.squeeze(1);
        }
        else
        {
            using var layer = nn.LSTM(Inputs, Hidden, dtype: ScalarType.Float64);
            Fill(layer, parameters);
            hidden = layer.call(sequence, null).Item1.squeeze(1);
        }
        var logits = nn.functional.linear(hidden, parameters["weight_out"], parameters["bias_out"]);
        AssertClose(logits.log_softmax(1), found, 1e-12);
    }

    /// <summary>Whatever the windows, with a whole episode as burn-in every answer is that of the whole episode.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 4)]
    public void Windows_after_all_steps_before_them_answer_as_whole_episodes_do(bool isGru, int length)
    {
        using var scope = NewDisposeScope();
        using var module = Module(isGru);
        using var policy = Over(module, isGru);
        int[] episodes = [7, 1, 4];
        var states = Row(12, Inputs);
        var whole = Windowed(policy, episodes, new(7, 0), states);
        AssertClose(whole, Windowed(policy, episodes, new(length, 100), states), 1e-12);
        // and each episode is one of its own
        AssertClose(whole.narrow(0, 8, 4), Windowed(policy, [4], new(4, 0), states.narrow(0, 8, 4).contiguous()), 1e-12);
        // without burn-in a window begins with nothing
        var cut = Windowed(policy, [7], new(4, 0), states.narrow(0, 0, 7).contiguous());
        AssertClose(cut.narrow(0, 4, 3), Windowed(policy, [3], new(3, 0), states.narrow(0, 4, 3).contiguous()), 1e-12);
    }

    /// <summary>Acting step by step is what the windows answer; where an episode begins, nothing is remembered.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Acting_carries_what_is_remembered(bool isGru)
    {
        using var scope = NewDisposeScope();
        using var module = Module(isGru);
        using var policy = Over(module, isGru);
        int[] episodes = [6, 6];
        var states = Row(12, Inputs);
        var best = Windowed(policy, episodes, new(6, 0), states).argmax(1).data<long>().ToArray();
        var numbers = states.to(ScalarType.Float32).contiguous().data<float>().ToArray();
        var acting = new ActingPolicy(policy, 2);
        for (var time = 0; time < 2; time++)
        {
            for (var t = 0; t < 6; t++)
            {
                var (now, actions) = (new float[2 * Inputs], new float[2]);
                numbers.AsSpan(t * Inputs, Inputs).CopyTo(now);
                numbers.AsSpan((6 + t) * Inputs, Inputs).CopyTo(now.AsSpan(Inputs));
                acting.Mode(now, actions);
                Assert.Equal([best[t], best[6 + t]], actions.Select(static action => (long)action));
            }
            acting.Begin(0);
            acting.Begin(1);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_go_back_through_a_window_and_no_further(bool isGru)
    {
        using var scope = NewDisposeScope();
        using var module = Module(isGru);
        using var policy = Over(module, isGru);
        var data = Data([6], Row(6, Inputs));
        using var feed = new WindowFeed<Demonstration>(data, new(3, 2), ScalarType.Float64, CPU);
        policy.Parameters.Gradients.zero_();
        var values = policy.Parameters.Values.clone();
        using var batch = feed.Next(6)!;
        Assert.Equal(6, batch.Count);
        double Loss()
        {
            using var answers = policy.Forward(new LogProbQuestion(batch["Action"], batch["State"]));
            return answers[0].mean().item<double>();
        }
        using (var answers = policy.Forward(new LogProbQuestion(batch["Action"], batch["State"]) { Trains = true }))
            policy.Backward(answers, full_like(answers[0], 1.0 / 6));
        var gradient = policy.Parameters.Gradients.data<double>().ToArray();
        Assert.Contains(gradient, static value => Math.Abs(value) > 1e-3);
        // the last layer's weights reach the loss through no memory: their derivative is exact
        var layout = policy.Parameters.Slots.Where(static slot => slot.Name.EndsWith("_out", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, layout.Count);
        foreach (var slot in layout)
            for (var i = (int)slot.Offset; i < slot.Offset + slot.Count; i++)
                Assert.Equal(Difference(i), gradient[i], 7);

        double Difference(int i)
        {
            const double Step = 1e-5;
            var around = new double[2];
            for (var side = 0; side < 2; side++)
            {
                using (no_grad())
                {
                    policy.Parameters.Values.copy_(values);
                    policy.Parameters.Values[i].add_(side == 0 ? Step : -Step);
                }
                around[side] = Loss();
            }
            policy.Parameters.Restore(values);
            return (around[0] - around[1]) / (2 * Step);
        }
    }

    [Fact]
    public void Gradients_of_whole_episodes_are_central_differences()
    {
        using var scope = NewDisposeScope();
        using var module = Module(isGru: true);
        using var policy = Over(module, isGru: true);
        using var feed = new WindowFeed<Demonstration>(Data([5, 3], Row(8, Inputs)), new(5, 0), ScalarType.Float64, CPU);
        policy.Parameters.Gradients.zero_();
        var values = policy.Parameters.Values.clone();
        using var batch = feed.Next(8)!;
        using (var answers = policy.Forward(new LogProbQuestion(batch["Action"], batch["State"]) { Trains = true }))
            policy.Backward(answers, full_like(answers[0], 1.0 / 8));
        var gradient = policy.Parameters.Gradients.data<double>().ToArray();
        for (var i = 0; i < gradient.Length; i++)
            Assert.Equal((At(i, 1e-5) - At(i, -1e-5)) / 2e-5, gradient[i], 7);

        double At(int i, double step)
        {
            using var quiet = no_grad();
            policy.Parameters.Values[i].add_(step);
            using var answers = policy.Forward(new LogProbQuestion(batch["Action"], batch["State"]));
            var mean = answers[0].mean().item<double>();
            policy.Parameters.Restore(values);
            return mean;
        }
    }

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
        using var training = new TensorTraining(new TrainingOptions(), [policy], []);
        var rows = Data([4], Row(4, Inputs));
        var unordered = new Dataset<Demonstration>(rows);
        Says("does not say which row follows which", () => training.Feed(unordered, false).Dispose());
        rows.Add(rows[0]);
        Says("has 5 rows, 4 of them of known episodes", () => training.Feed(rows, false).Dispose());
        using var longer = new TensorTraining(new TrainingOptions { Windows = new(5, 0) }, [policy], []);
        Says("windows of 5 steps; the longest of the 1 episodes has 4", () => longer.Feed(Data([4], Row(4, Inputs)), false).Dispose());
        Says("asked about 1 rows in no known order", () => policy.Mode([1, 2, 3], new float[1]));
        Says("asked about 1 rows in no known order", () => policy.OneSample().LogProb(Act.Discrete(0), State.Of(1, 2, 3)));
        Says("2 x 3, a state for each environment", () => new ActingPolicy(policy, 2).Mode([1, 2, 3], new float[1]));
        Says(
            "takes [n, 3]; found [1, 4]",
            () => new ActingPolicy(CategoricalPolicy.Over(Module(true), 4, 2), 1).Mode([1, 2, 3, 4], new float[1])
        );
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

    private static MemoryModule Module(bool isGru) =>
        isGru
            ? Memory.Gru(Inputs, Choices, Hidden, Seeds, type: ScalarType.Float64)
            : Memory.Lstm(Inputs, Choices, Hidden, Seeds, type: ScalarType.Float64);

    private static CategoricalPolicy Over(MemoryModule module, bool isGru) =>
        CategoricalPolicy.Over(module, Inputs, Choices, () => Module(isGru));

    /// <summary>[n, width] of repeatable numbers.</summary>
    private static Tensor Row(int rows, int width)
    {
        var random = Seeds.Child("rows").Stream();
        var numbers = Enumerable.Range(0, rows * width).Select(_ => (double)(float)random.NextGaussian()).ToArray();
        return tensor(numbers, [rows, width], ScalarType.Float64);
    }

    private static Dataset<Demonstration> Data(int[] lengths, Tensor states)
    {
        var (numbers, first) = (states.data<double>().ToArray(), 0);
        var episodes = new List<List<Demonstration>>();
        foreach (var length in lengths)
        {
            episodes.Add([
                .. Enumerable
                    .Range(first, length)
                    .Select(i => new Demonstration(State.Of(numbers[(i * Inputs)..((i + 1) * Inputs)]), Act.Discrete(i % Choices))),
            ]);
            first += length;
        }
        return Dataset.OfEpisodes<Demonstration>(episodes);
    }

    /// <summary>The log-probabilities of all rows in their order, asked in windows.</summary>
    private static Tensor Windowed(CategoricalPolicy policy, int[] episodes, EpisodeWindows windows, Tensor states)
    {
        using var feed = new WindowFeed<Demonstration>(Data(episodes, states), windows, ScalarType.Float64, CPU);
        var answers = new List<Tensor>();
        while (feed.Next(4) is { } batch)
        {
            using (batch)
            using (var found = policy.Forward(new LogProbsQuestion(batch["State"])))
                answers.Add(found[0].clone());
        }
        return cat(answers);
    }

    private static double[] Numbers(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private static void Fill(nn.Module layer, Dictionary<string, Tensor> parameters)
    {
        using var quiet = no_grad();
        foreach (var (name, parameter) in layer.named_parameters())
            parameter.copy_(parameters[name.Replace("_l0", "", StringComparison.Ordinal)]);
    }

    private static void AssertClose(Tensor expected, Tensor found, double tolerance)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.True((expected - found).abs().max().item<double>() < tolerance, $"{expected}\n{found}");
    }
}
