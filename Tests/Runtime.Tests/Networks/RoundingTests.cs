using DeclarativeIL.Arithmetic;
using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Equations are in float64; a network rounds what it is asked about to its own type, and the gradient that comes back.</summary>
public sealed class RoundingTests
{
    private static readonly double[] States = [0.1, 0.7, -0.3, 1e-3, 0.2, 0.9],
        Acts = [0.1, -0.4, 0.7];

    [Fact]
    public void Questions_and_gradients_are_rounded()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var box = new BoxSpace([-1f], [1f]);
        foreach (
            var make in new Func<INetwork>[]
            {
                () => new GaussianPolicy(2, box, [4], Activation.Tanh, new SeedSequence(1)),
                () => CriticNetwork.OfAct(2, box, [4], Activation.Tanh, new SeedSequence(1)),
            }
        )
        {
            using var wide = make();
            using var narrow = make();
            var (state, act) = (tensor(States, [3, 2], ScalarType.Float64), tensor(Acts, [3, 1], ScalarType.Float64));
            Question Asked(Tensor state, Tensor act) =>
                wide is GaussianPolicy ? new LogProbQuestion(act, state) : new ActValueQuestion(state, act);
            using var fromWide = wide.Forward(Asked(state, act), Asked(state, act));
            using var fromNarrow = narrow.Forward(Asked(state.to(ScalarType.Float32), act.to(ScalarType.Float32)));
            Assert.Equal(
                DeclarativeIL.Arithmetic.DeviceTransfer.Download(fromNarrow[0]),
                DeclarativeIL.Arithmetic.DeviceTransfer.Download(fromWide[0])
            );
            Assert.Equal(ScalarType.Float32, fromWide[0].dtype);
            Assert.Equal(ScalarType.Float64, fromWide[0].Widened().dtype);
            var gradient = tensor(Acts, [3], ScalarType.Float64);
            wide.Backward(fromWide, gradient, null);
            narrow.Backward(fromNarrow, gradient.to(ScalarType.Float32));
            Assert.Equal(
                DeclarativeIL.Arithmetic.DeviceTransfer.Download(narrow.Parameters.Gradients),
                DeclarativeIL.Arithmetic.DeviceTransfer.Download(wide.Parameters.Gradients)
            );
        }
    }

    [Fact]
    public void Rounding_leaves_no_tensor_behind()
    {
        using var policy = new CategoricalPolicy(2, 3, [4], Activation.Tanh, new SeedSequence(1));
        using var states = tensor(States, [3, 2], ScalarType.Float64);
        using var gradient = zeros([3], ScalarType.Float64);
        using (var first = policy.Forward(new EntropyQuestion(states)))
            policy.Backward(first, gradient);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++)
        {
            using var answers = policy.Forward(new EntropyQuestion(states), new LogProbsQuestion(states));
            policy.Backward(answers, gradient, null);
        }
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Columns_are_as_wide_as_what_they_hold()
    {
        var data = new Dataset<Transition>(new Transition[] { new(State.Of(0.5), Act.Continuous(0.1), 0.7, State.Of(0.25), false) });
        using var feed = new BatchFeed<Transition>(data, ScalarType.Float32);
        using (var batch = feed.Next(1)!)
        using (NewDisposeScope())
        {
            Assert.Equal(
                (ScalarType.Float32, ScalarType.Float64, ScalarType.Float64, ScalarType.Float64),
                (batch["State"].dtype, batch["Action"].dtype, batch["Reward"].dtype, batch.Type)
            );
            Assert.Equal((0.1, 0.7), (batch["Action"].item<double>(), batch["Reward"].item<double>()));
        }
        data.Add(new(State.Of(0.1), Act.Continuous(0.1), 0.7, State.Of(0.25), false)); // no more float32
        feed.Attach("Return", [0.7]);
        feed.Refresh();
        using var all = feed.Next(2)!;
        using var read = Batch.From([.. data], ScalarType.Float32);
        using var scope = NewDisposeScope();
        Assert.Equal([0.5, 0.1], all["State"].data<double>().ToArray());
        Assert.Equal([0.5, 0.1], read["State"].data<double>().ToArray());
        feed.Attach("Return", [0.7, 0.1]);
        using var attached = feed.NextCyclic(2);
        Assert.Equal([0.7, 0.1], attached["Return"].data<double>().ToArray());
    }

    [Fact]
    public void A_quotient_of_a_number_is_rounded_once()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(7 / 0.7, tensor(new[] { 0.7 }, ScalarType.Float64).Under(7).item<double>());
        Assert.Equal(double.NegativeInfinity, tensor(new[] { -0.0 }, ScalarType.Float64).Under(1).item<double>());
    }
}
