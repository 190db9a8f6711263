using DeclarativeIL.Arithmetic;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using static DeclarativeIL.Runtime.Tests.Networks.Remembering;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Networks that remember: in windows of episodes, in acting, and against PyTorch's layers.</summary>
public class MemoryModuleTests
{
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
        var data = EpisodesOf([6], Row(6, Inputs));
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
            policy.Backward(answers, answers[0].FilledLike(1.0 / 6));
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
                policy.Parameters.Restore(Moved(values, i, side == 0 ? Step : -Step));
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
        using var feed = new WindowFeed<Demonstration>(EpisodesOf([5, 3], Row(8, Inputs)), new(5, 0), ScalarType.Float64, CPU);
        policy.Parameters.Gradients.zero_();
        var values = policy.Parameters.Values.clone();
        using var batch = feed.Next(8)!;
        using (var answers = policy.Forward(new LogProbQuestion(batch["Action"], batch["State"]) { Trains = true }))
            policy.Backward(answers, answers[0].FilledLike(1.0 / 8));
        var gradient = policy.Parameters.Gradients.data<double>().ToArray();
        for (var i = 0; i < gradient.Length; i++)
            Assert.Equal((At(i, 1e-5) - At(i, -1e-5)) / 2e-5, gradient[i], 7);

        double At(int i, double step)
        {
            policy.Parameters.Restore(Moved(values, i, step));
            using var answers = policy.Forward(new LogProbQuestion(batch["Action"], batch["State"]));
            var mean = answers[0].mean().item<double>();
            policy.Parameters.Restore(values);
            return mean;
        }
    }

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
