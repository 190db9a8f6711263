using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>What one training loop is given, row by row and by tensors.</summary>
public sealed class PhaseTrainingTests
{
    private static readonly Dataset<Demonstration> Data = new(
        Enumerable.Range(0, 21).Select(static i => new Demonstration(State.Of(i), Act.Discrete(0)))
    );

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Both_forms_see_the_same_rows_in_the_same_order(int members, bool comparesRows)
    {
        var onCpu = Batches(Computation.Fastest, members, comparesRows);
        Assert.Equal(comparesRows ? 5 : 6, onCpu.Count);
        Assert.Equal(Batches(Computation.Tensors, members, comparesRows), onCpu);
    }

    [Fact]
    public void A_feed_has_the_form_of_its_training_and_no_other()
    {
        using var policy = Policy();
        using var cpu = Training(policy, Computation.Fastest);
        using var tensors = Training(policy, Computation.Tensors);
        Assert.IsType<CpuTraining>(cpu);
        Assert.IsType<TensorTraining>(tensors);
        using var rows = cpu.Feed(Data, comparesRows: false);
        using var batches = tensors.Feed(Data, comparesRows: false);
        Assert.True(rows.Next(4) && batches.Next(4));
        Assert.Contains("expected Rows", Assert.Throws<InvalidOperationException>(() => rows.Batch).Message, StringComparison.Ordinal);
        Assert.Contains("expected Batch", Assert.Throws<InvalidOperationException>(() => batches.Rows).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => batches.Drawn);
    }

    [Fact]
    public void A_batch_that_takes_the_place_of_another_goes_when_the_next_one_comes()
    {
        using var policy = Policy();
        using var training = Training(policy, Computation.Tensors);
        using var feed = training.Feed(Data, comparesRows: false);
        Assert.True(feed.Next(4));
        var drawn = feed.Batch;
        var replaced = drawn.With(("State", drawn["State"].neg()));
        feed.Batch = replaced;
        Assert.Same(replaced, feed.Batch);
        Assert.False(drawn["State"].IsInvalid);
        Assert.True(feed.Next(4));
        Assert.True(drawn["State"].IsInvalid);
        Assert.True(replaced["State"].IsInvalid);
    }

    [Fact]
    public void What_is_cached_of_a_network_goes_when_the_phase_ends()
    {
        using var policy = Policy();
        using var training = (CpuTraining)Training(policy, Computation.Fastest);
        using (training.Open())
        {
            using var feed = training.Feed(Data, comparesRows: false);
            feed.Cache("pi", static _ => throw new NotSupportedException("Not asked by rows."));
            Assert.Throws<InvalidOperationException>(() => training.Cached(0));
            feed.Cache(0);
            Assert.NotSame(training[0], training.Cached(0));
        }
        Assert.Throws<InvalidOperationException>(() => training.Cached(0));
    }

    private static List<string> Batches(Computation computation, int members, bool comparesRows)
    {
        using var policy = Policy();
        using var training = Training(policy, computation);
        var seeds = new SeedSequence(5);
        using var feed =
            members == 1
                ? training.Feed(Data, comparesRows)
                : training.Feed(Data, comparesRows, members, Bootstrap.WithReplacement, seeds.Child("rows"));
        var batches = new List<string>();
        feed.Shuffle(seeds.Stream());
        while (feed.Next(4))
            batches.Add(Read());
        return batches;

        string Read()
        {
            var states =
                training is CpuTraining
                    ? Enumerable.Range(0, feed.BatchCount * members).Select(row => feed.Rows["State"].Vector(row)[0])
                    : Backends.Torch.TensorRows.Read(feed.Batch["State"]);
            return $"{feed.BatchCount}: {string.Join(' ', states)}";
        }
    }

    private static PhaseTraining Training(INetwork policy, Computation computation) =>
        PhaseTraining.Of(new TrainingOptions { Computation = computation }, ["Loss"], [], [policy], []);

    private static CategoricalPolicy Policy() => new(1, 2, [4], Activation.Tanh, new SeedSequence(1));
}
