using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Benchmarks.Fuzz.Heads;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static DeclarativeIL.Runtime.Tests.Policies.StirredPolicies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>Policies that are generated for heads: by tensors and by rows, acting, copies, files.</summary>
public sealed class DeclaredPolicyTests
{
    public static TheoryData<string> Policies => [.. Names];

    [Theory]
    [MemberData(nameof(Policies))]
    [Trait("Speed", "Slow")]
    public void Gradients_equal_central_differences(string name)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        var random = Seeds.Child("data").Stream();
        var (states, others) = (Gradients.Random(random, Count, States), Gradients.Random(random, 4, States));
        Question[] questions =
        [
            .. Asked(policy, states, Acts(policy, states)),
            .. Asked(policy, others, Acts(policy, others)),
            new SquaredWeightsQuestion(),
        ];
        using var answers = policy.Forward(questions);
        var weights = Enumerable.Range(0, questions.Length).Select(i => Gradients.Random(random, answers[i].shape)).ToArray();
        Gradients.Equal(Gradients.Differences(policy, weights, questions), Gradients.Backward(policy, weights, questions), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Rows_say_what_tensors_say(string name)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        var random = Seeds.Child("data").Stream();
        var states = Gradients.Random(random, Count, States);
        var acts = Acts(policy, states);
        foreach (var question in HeadQuestions.Asked(policy, states, acts, Seeds))
        {
            var (byRows, byTensors, steppedByRows, steppedByTensors) = HeadQuestions.InBothForms(policy, question, states, acts, Seeds);
            Gradients.Equal(byTensors, byRows, 1e-12);
            Gradients.Equal(steppedByTensors, steppedByRows, 1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_mode_is_what_is_done_in_evaluation_however_it_is_asked_for(string name)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        var states = Gradients.Random(Seeds.Child("data").Stream(), Count, States);
        var acts = Acts(policy, states);
        using var answers = policy.Forward(new ModeQuestion(states));
        var mode = answers[0].contiguous().data<double>().ToArray();
        Assert.Equal([Count, policy.Actions.Width], answers[0].shape);

        var done = new float[Count * policy.Actions.Width];
        policy.Mode([.. states.data<double>().ToArray().Select(static number => (float)number)], done);
        for (var i = 0; i < done.Length; i++)
            Assert.Equal(done[i], policy.Actions is BoxSpace box ? Clipped(box, i % box.Width, mode[i]) : mode[i], 1e-4);

        var one = policy.OneSample();
        var bySample = Enumerable.Range(0, Count).SelectMany(i => one.Mode(new State(Row(states, i))).Span.ToArray());
        Gradients.Equal(mode, [.. bySample], 1e-12);

        var batch = CpuBatch.From<Demonstration>([
            .. Enumerable.Range(0, Count).Select(i => new Demonstration(new State(Row(states, i)), new Act(Row(acts, i)))),
        ]);
        using var rows = ((ICpuTrainable)policy).OnCpu(new DeclarativeIL.Optimization.SgdOptions(), 1)!;
        rows.Load();
        var byRow = rows.Ask<ModeQuestion>(batch["State"]);
        var beside = policy is ILogProbPolicy ? rows.Ask<LogProbQuestion>(batch["Action"], batch["State"]) : null;
        rows.Forward();
        Gradients.Equal(mode, byRow.Values.ToArray(), 1e-12);
        if (beside is not null)
        {
            using var expected = policy.Forward(new LogProbQuestion(acts, states));
            Gradients.Equal(expected[0].contiguous().data<double>().ToArray(), beside.Values.ToArray(), 1e-12);
        }
        rows.Backward(); // nothing is asked of the mode
        byRow.AddGradient(0, 0, 1);
        var refusals = (string[])
            [
                Assert.Throws<NotSupportedException>(rows.Backward).Message,
                Assert.Throws<NotSupportedException>(() => policy.Backward(answers, ones_like(answers[0]))).Message,
            ];
        Assert.StartsWith("Mode: the answer of a policy with the head '", refusals[0], StringComparison.Ordinal);
        Assert.Equal(refusals[0], refusals[1]);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void An_act_gets_the_gradient_of_its_likelihood(string name)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        if (policy is not ILogProbPolicy || policy.Actions is not BoxSpace)
            return; // no act has a gradient
        var random = Seeds.Child("data").Stream();
        var states = Gradients.Random(random, Count, States);
        var acts = Acts(policy, states);
        using var answers = policy.Forward(new LogProbQuestion(acts, states));
        var found = policy.ArgumentGradient(answers, 0, 0, ones(Count, ScalarType.Float64));
        const double h = 1e-6;
        for (var k = 0; k < policy.Actions.Width; k++)
        {
            using var above = policy.Forward(new LogProbQuestion(Moved(acts, k, h), states));
            using var below = policy.Forward(new LogProbQuestion(Moved(acts, k, -h), states));
            var expected = above[0].data<double>().ToArray().Zip(below[0].data<double>().ToArray(), static (a, b) => (a - b) / (2 * h));
            Gradients.Equal([.. expected], found.select(1, k).contiguous().data<double>().ToArray(), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Copies_and_files_say_and_choose_the_same(string name)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        using var copy = (DeclaredPolicy)policy.Copy();
        var path = Path.Combine(Path.GetTempPath(), $"declared-{Guid.NewGuid():N}.safetensors");
        try
        {
            policy.Save(path);
            using var loaded = (DeclaredPolicy)policy.GetType().GetMethod("Load", [typeof(string)])!.Invoke(null, [path])!;
            Assert.True(loaded.IsVerified);
            foreach (var other in (DeclaredPolicy[])[copy, loaded])
            {
                Assert.Equal(Acting(policy, null), Acting(other, null));
                Assert.Equal(Acting(policy, new(9)), Acting(other, new(9)));
                Assert.Equal(policy.Parameters.Values.data<double>().ToArray(), other.Parameters.Values.data<double>().ToArray());
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Acting_allocates_nothing_and_stays_in_the_space(string name)
    {
        using var policy = Made[name](ScalarType.Float32);
        var (states, acts) = (new float[64 * States], new float[64 * policy.Actions.Width]);
        var random = new RandomStream(3);
        Array.Fill(states, 0.5f);
        policy.Sample(states, acts, random);
        policy.Mode(states, acts);
        Assert.Equal(0, Allocations.Of(() => policy.Sample(states, acts, random)));
        Assert.Equal(0, Allocations.Of(() => policy.Mode(states, acts)));
        for (var i = 0; i < 64; i++)
            Assert.True(policy.Actions.Contains(acts.AsSpan(i * policy.Actions.Width, policy.Actions.Width)));
    }

    private static double Clipped(BoxSpace box, int component, double number) =>
        Math.Clamp(number, box.Low[component], box.High[component]);

    private static float[] Acting(DeclaredPolicy policy, RandomStream? random)
    {
        var acts = new float[Count * policy.Actions.Width];
        var states = Enumerable.Range(0, Count * States).Select(static i => MathF.Sin(i)).ToArray();
        if (random is null)
            policy.Mode(states, acts);
        else
            policy.Sample(states, acts, random);
        return acts;
    }

    private static Tensor Moved(Tensor acts, int component, double step)
    {
        var (numbers, width) = (acts.data<double>().ToArray(), (int)acts.size(1));
        for (var i = component; i < numbers.Length; i += width)
            numbers[i] += step;
        return tensor(numbers, acts.shape, ScalarType.Float64);
    }

    private static double[] Row(Tensor tensor, int row) => tensor.select(0, row).contiguous().data<double>().ToArray();
}
