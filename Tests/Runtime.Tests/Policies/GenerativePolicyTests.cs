using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Checkpoints;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>A policy with a network inside its head, against the same computed by hand from the network.</summary>
public sealed class GenerativePolicyTests
{
    private const int Count = 6,
        States = 3,
        Width = 2,
        Steps = 4;
    private static readonly SeedSequence Seeds = new(8);
    private static readonly BoxSpace Box = new([-1, -4], [1, 2]);
    private readonly Tensor _states = Gradients.Random(Seeds.Child("states").Stream(), Count, States);

    [Fact]
    public void A_fit_is_the_error_of_the_velocity_between_noise_and_act()
    {
        using var scope = NewDisposeScope();
        using var policy = Made();
        using var field = FieldOf(policy);
        var draws = Draws();
        var acts = Inside();
        using var answers = policy.Forward(new FitQuestion(acts, _states, draws));
        var one = policy.OneSample();
        for (var i = 0; i < Count; i++)
        {
            var u = new RandomStream(HeadRows.KeyOf(draws.Stream.Key, 1)).UniformAt(draws.PlaceOf(i), 0);
            var error = 0.0;
            double[] point = new double[Width],
                target = new double[Width];
            for (var k = 0; k < Width; k++)
            {
                var (act, noise) = (Own(Row(acts, i)[k], k), draws.Stream.GaussianAt(draws.PlaceOf(i), (ulong)k));
                (point[k], target[k]) = (((1 - u) * noise) + (u * act), act - noise);
            }
            var velocity = field.OneSample().Of(new State(Row(_states, i)), new Vector(point), u);
            for (var k = 0; k < Width; k++)
                error += (velocity[k] - target[k]) * (velocity[k] - target[k]);
            Assert.Equal(error, Numbers(answers[0])[i], 1e-10);
            var draw = new Draw(draws.Stream.Key, draws.PlaceOf(i));
            Assert.Equal(error, one.Fit(new Act(Row(acts, i)), new State(Row(_states, i)), draw), 1e-10);
        }
    }

    [Fact]
    public void A_sample_follows_the_velocity_in_steps()
    {
        using var scope = NewDisposeScope();
        using var policy = Made();
        var draws = Draws();
        using var answers = policy.Forward(new SampleQuestion(_states, draws));
        var one = policy.OneSample();
        for (var i = 0; i < Count; i++)
        {
            var noise = Enumerable.Range(0, Width).Select(k => draws.Stream.GaussianAt(draws.PlaceOf(i), (ulong)k)).ToArray();
            var expected = Followed(policy, Row(_states, i), noise);
            Gradients.Equal(expected, Row(answers[0], i), 1e-10);
            var sampled = one.Sample(new State(Row(_states, i)), new Draw(draws.Stream.Key, draws.PlaceOf(i)));
            Gradients.Equal(expected, sampled.Span.ToArray(), 1e-10);
        }
    }

    [Fact]
    public void It_acts_by_samples_and_in_evaluation_by_the_same_one_each_time()
    {
        using var policy = Made();
        float[] states = [.. Numbers(_states).Select(static number => (float)number)];
        var (acts, again) = (new float[Count * Width], new float[Count * Width]);
        policy.Sample(states, acts, new RandomStream(3));
        var random = new RandomStream(3);
        for (var i = 0; i < Count; i++)
        {
            double[] noise = [random.NextGaussian(), random.NextGaussian()];
            var expected = Followed(
                policy,
                [.. states.AsSpan(i * States, States).ToArray().Select(static number => (double)number)],
                noise
            );
            for (var k = 0; k < Width; k++)
                Assert.Equal(expected[k], acts[(i * Width) + k], 1e-5); // points enter in float32
        }
        policy.Mode(states, acts);
        policy.Mode(states, again);
        Assert.Equal(acts, again);
        for (var i = 0; i < acts.Length; i++)
            Assert.InRange(acts[i], Box.Low[i % Width], Box.High[i % Width]);
    }

    [Fact]
    public void Acting_allocates_nothing_and_many_rows_are_as_one_by_one()
    {
        using var policy = new FlowPolicy(States, Box, [8], Activation.Tanh, Seeds, steps: Steps);
        float[] states = [.. Numbers(_states).Select(static number => (float)number)];
        var (acts, single) = (new float[Count * Width], new float[Width]);
        var random = new RandomStream(3);
        for (var i = 0; i < 3; i++)
            policy.Sample(states, acts, random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            policy.Sample(states, acts, random);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        policy.Sample(states, acts, new RandomStream(4));
        random = new RandomStream(4);
        for (var i = 0; i < Count; i++)
        {
            policy.Sample(states.AsSpan(i * States, States), single, random);
            Assert.Equal(acts.AsSpan(i * Width, Width).ToArray(), single);
        }
    }

    [Fact]
    public void Gradients_of_a_fit_are_those_of_central_differences()
    {
        using var scope = NewDisposeScope();
        using var policy = Made();
        Question[] questions = [new FitQuestion(Inside(), _states, Draws()), new SquaredWeightsQuestion()];
        using var answers = policy.Forward(questions);
        var weights = questions.Select((_, i) => Gradients.Random(Seeds.Child("weights").Stream(), answers[i].shape)).ToArray();
        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-7);
    }

    [Fact]
    public void Copies_and_files_do_the_same()
    {
        using var folder = new Temporary();
        var path = folder.File("flow.safetensors");
        using var policy = Made();
        policy.Standardize(new Scaling([1, 2, 3], [2, 0.5, 10]));
        using var copy = (FlowPolicy)policy.Copy();
        policy.Save(path);
        using var loaded = FlowPolicy.Load(path);
        float[] states = [.. Numbers(_states).Select(static number => (float)number)];
        var (acts, others) = (new float[Count * Width], new float[Count * Width]);
        policy.Mode(states, acts);
        foreach (var other in (FlowPolicy[])[copy, loaded])
        {
            Assert.Equal(States, other.StateSize);
            Assert.Equal(policy.Observed!.Mean, other.Observed!.Mean);
            other.Mode(states, others);
            Assert.Equal(acts, others);
        }
        using var eleven = new FlowPolicy(States, Box, [5], Activation.Tanh, Seeds, ScalarType.Float64, steps: 11);
        Assert.Contains(
            "hyperparameter_steps '4'",
            Assert.Throws<CheckpointException>(() => eleven.LoadParameters(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_module_takes_states_points_and_times()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(States + Width + 1, Width, dtype: ScalarType.Float64);
        using var policy = FlowPolicy.Over(
            module,
            States,
            Box,
            steps: 2,
            () => nn.Linear(States + Width + 1, Width, dtype: ScalarType.Float64)
        );
        Assert.Equal(States, policy.StateSize);
        var draws = Draws();
        using var answers = policy.Forward(new SampleQuestion(_states, draws));
        using var copy = (FlowPolicy)policy.Copy();
        using var again = copy.Forward(new SampleQuestion(_states, draws));
        Gradients.Equal(Numbers(answers[0]), Numbers(again[0]), 1e-15);
        float[] states = [.. Numbers(_states).Select(static number => (float)number)];
        var acts = new float[Count * Width];
        policy.Mode(states, acts);
        Assert.All(acts, static act => Assert.True(float.IsFinite(act)));
    }

    [Fact]
    public void What_it_cannot_say_or_be_is_refused()
    {
        using var policy = Made();
        Assert.Contains(
            "'flow'",
            Assert.Throws<NotSupportedException>(void () => policy.Forward(new MeanQuestion(_states))).Message,
            StringComparison.Ordinal
        );
        using (var answers = policy.Forward(new SampleQuestion(_states, Draws())))
            Assert.Throws<NotSupportedException>(() => policy.Backward(answers, answers[0]));
        Assert.Contains(
            "0 steps",
            Assert.Throws<ArgumentException>(() => new FlowPolicy(States, Box, [4], Activation.Tanh, Seeds, steps: 0)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<NotSupportedException>(() => policy.StandardizeActions(new Scaling([0, 0], [1, 1])));
    }

    [Fact]
    public void Rows_refuse_a_gradient_through_a_sample_and_answer_beside_fits()
    {
        using var scope = NewDisposeScope();
        using var policy = Made();
        using var rows = ((ICpuTrainable)policy).OnCpu(new DeclarativeIL.Optimization.SgdOptions(), 1)!;
        rows.Load();
        var batch = CpuBatch.From<Demonstration>([
            .. Enumerable.Range(0, Count).Select(i => new Demonstration(new State(Row(_states, i)), new Act(Row(Inside(), i)))),
        ]);
        var draws = new CpuDraws(Seeds);
        draws.Begin(1);
        var drawn = draws.Draw("z", Count);
        var fit = rows.Ask<FitQuestion>(batch["Action"], batch["State"], drawn);
        var sample = rows.Ask<SampleQuestion>(batch["State"], drawn);
        rows.Forward();
        using var answers = policy.Forward(new FitQuestion(Inside(), _states, Draws()), new SampleQuestion(_states, Draws()));
        Gradients.Equal(Numbers(answers[0]), fit.Values.ToArray(), 1e-10);
        Gradients.Equal(Numbers(answers[1]), sample.Values.ToArray(), 1e-10);
        sample.AddGradient(0, 0, 1);
        Assert.Throws<NotSupportedException>(rows.Backward);
    }

    private static FlowPolicy Made()
    {
        var policy = new FlowPolicy(States, Box, [5], Activation.Tanh, Seeds, ScalarType.Float64, steps: Steps);
        Gradients.Stir(policy, Seeds.Child("stir").Stream());
        return policy;
    }

    /// <summary>The network inside, as one of its own.</summary>
    private static FieldNetwork FieldOf(FlowPolicy policy)
    {
        var field = new FieldNetwork(States, Width, [5], Activation.Tanh, Seeds, ScalarType.Float64);
        field.Parameters.CopyFrom(policy.Parameters);
        return field;
    }

    private static double[] Followed(FlowPolicy policy, double[] state, double[] noise)
    {
        using var field = FieldOf(policy);
        var x = new Vector(noise);
        for (var step = 0; step < Steps; step++)
            x += field.OneSample().Of(new State(state), x, step / (double)Steps) / Steps;
        return [.. Enumerable.Range(0, Width).Select(k => Box.Low[k] + ((Box.High[k] - Box.Low[k]) * (x[k] + 1) / 2))];
    }

    /// <summary>An act of the environment on [-1, 1].</summary>
    private static double Own(double act, int component) =>
        (2 * (act - Box.Low[component]) / (Box.High[component] - Box.Low[component])) - 1;

    private static Tensor Inside() => tensor([0.3, -1, -0.5, 1.5, 0.9, 0, 0.1, -3, -0.7, 1, 0, -2.5], [Count, Width], ScalarType.Float64);

    private static DrawBatch Draws() => new StepDraws(Seeds, 1).Draw("z");

    private static double[] Row(Tensor tensor, int row)
    {
        using var one = tensor.select(0, row);
        return Numbers(one);
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var flat = tensor.contiguous();
        return flat.data<double>().ToArray();
    }
}
