using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Meaning;

/// <summary>
/// What decides in a declaration decides alike for one sample, by tensors and without tensors, in float32 policies and in float64 ones.
/// </summary>
public class OneMeaningTests
{
    private static readonly TrainingOptions Cpu = new()
    {
        Epochs = 1,
        BatchSize = 1000,
        LearningRate = 1e-300,
    };
    private static readonly TrainingOptions Tensors = Cpu with { Computation = Computation.Tensors };

    public static TheoryData<ScalarType> Types => [ScalarType.Float32, ScalarType.Float64];

    /// <summary>0.7 in float32 is less than 0.7: no form may see it.</summary>
    [Theory, MemberData(nameof(Types))]
    public void A_stored_number_is_the_double_that_was_stored(ScalarType type)
    {
        double[] rewards = [0.7, 0.1, 0.6999999999999999, 0.7000000000000001, -0.0, 1e300, -1e300, 16777217];
        foreach (var key in rewards)
        foreach (var reward in rewards)
            Alike(
                type,
                [Step(reward)],
                (pi, data, options) => new KeyedReward { Key = key }.Train(pi, data, options),
                (pi, row) => new KeyedReward { Key = key }.LOfOne(pi, row),
                reward >= key ? 10 : 1,
                (pi, row) => -pi.LogProb(row.Chosen, row.State)
            );
    }

    [Theory, MemberData(nameof(Types))]
    public void So_is_a_component_of_a_state_or_an_act(ScalarType type)
    {
        foreach (
            var (place, act, factor) in new[]
            {
                (0.1, 0.1, 100),
                (0.1000000001, 0.1, 1000),
                (0.1, 0.0999999999, 1),
                (0.1000000001, 0.0999999999, 10),
            }
        )
            Alike(
                type,
                [new Demonstration(State.Of(place, 0), Act.Continuous(act, 0))],
                (pi, data, options) => new KeyedComponents().Train(pi, data, options),
                (pi, row) => new KeyedComponents().LOfOne(pi, row),
                factor,
                (pi, row) => -pi.LogProb(row.Action, row.State)
            );
    }

    [Theory]
    [InlineData(0.7, ScalarType.Float32, false)] // 0.7 in float32 is 0.699999988
    [InlineData(0.7, ScalarType.Float64, true)]
    [InlineData(0.1, ScalarType.Float32, true)] // 0.1 in float32 is 0.100000001
    public void So_is_what_a_network_answers(double number, ScalarType type, bool reaches)
    {
        Dataset<Demonstration> data = new([new Demonstration(State.Of(0.5, 0), Act.Continuous(0.25, 0))]);
        foreach (var options in new[] { Cpu, Tensors })
        {
            using var pi = Gaussian(type);
            using var c = new CoefficientNetwork(number, type);
            var (loss, one) = (new KeyedAnswer { Key = number }, pi.OneSample());
            var square = c.OneSample().Value * c.OneSample().Value;
            var expected = ((reaches ? -10 : -1) * one.LogProb(data[0].Action, data[0].State)) + square;
            Assert.Equal(expected, loss.LOfOne(one, c.OneSample(), data[0]), 1e-5);
            Assert.Equal(expected, loss.Train(pi, c, data, options).Losses["L"], 1e-5);
        }
    }

    /// <summary>7 / 0.7 is 10 in C#; seven times 1 / 0.7 is more.</summary>
    [Theory, MemberData(nameof(Types))]
    public void A_quotient_is_rounded_once(ScalarType type)
    {
        foreach (var reward in new[] { 0.7, 0.07, 0.1, 0.3, -0.0, 0.0, -1.0 })
        foreach (var key in new[] { 10.0, 7.0 / reward, 100.0 }.Where(double.IsFinite))
            Alike(
                type,
                [Step(reward)],
                (pi, data, options) => new KeyedQuotient { Key = key }.Train(pi, data, options),
                (pi, row) => new KeyedQuotient { Key = key }.LOfOne(pi, row),
                (7.0 / reward >= key ? 10 : 1) * (1 / reward < 0 ? 100 : 1),
                (pi, row) => -pi.LogProb(row.Chosen, row.State)
            );
    }

    [Theory, MemberData(nameof(Types))]
    public void An_augmentation_reads_and_writes_doubles(ScalarType type)
    {
        foreach (var reward in new[] { 0.7, 0.6999999999999999, 0.1 })
            Alike(
                type,
                [Step(reward)],
                (pi, data, options) => new KeyedAugmentation().Train(pi, data, options),
                (pi, row) => new KeyedAugmentation().LOfOne(pi, new KeyedAugmentation().ShiftOfOne(row)),
                1 + (reward >= 0.7 ? 9 : reward * 0.1),
                (pi, row) => -pi.LogProb(row.Chosen, row.State)
            );
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(1.0, 10)]
    public void A_draw_does_not_hide_a_property(double share, double factor)
    {
        Dataset<Demonstration> data = new([new Demonstration(State.Of(0.5, 0), Act.Continuous(0.25, 0))]);
        foreach (var options in new[] { Cpu, Tensors })
        {
            using var pi = Gaussian(ScalarType.Float64);
            Assert.Equal(
                -factor * pi.OneSample().LogProb(data[0].Action, data[0].State),
                new DrawnShare { Share = share }
                    .Train(pi, data, options)
                    .Losses["L"],
                1e-9
            );
        }
    }

    /// <summary>The very number that one row is given, not the nearest float32 to it.</summary>
    [Fact]
    public void Draws_are_doubles_by_tensors_too()
    {
        var draws = new StepDraws(new SeedSequence(5), 3);
        using var rows = empty(50, 2, ScalarType.Float32);
        using var uniform = draws.Uniform("L.u", rows);
        using var normal = draws.Gaussian("L.z", rows);
        Assert.Equal(Enumerable.Range(0, 50).Select(row => draws.UniformOf("L.u", row).Value), TensorRows.Read(uniform));
        Assert.Equal(
            Enumerable.Range(0, 50).SelectMany(row => ((Vector)draws.GaussianOf("L.z", row, 2)).Span.ToArray()),
            TensorRows.Read(normal)
        );
    }

    [Fact]
    public void One_network_for_two_names_is_refused()
    {
        using var pi = Gaussian(ScalarType.Float32);
        using var other = Gaussian(ScalarType.Float32);
        var before = Runs.Nets.Fingerprint(pi);
        Dataset<Demonstration> data = new([new Demonstration(State.Of(0.5, 0), Act.Continuous(0.25, 0))]);
        foreach (var options in new[] { Cpu, Tensors })
        {
            var refusal = Assert.Throws<ArgumentException>(() => new TwoNames().Train(pi, pi, data, options with { LearningRate = 0.1 }));
            Assert.Contains("one network for 'pi' and 'policy'", refusal.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => new GivenBeside().Train(pi, pi, other, data, options));
            new GivenBeside().Train(pi, other, other, data, options); // two names of what is only asked
        }
        Assert.Equal(before, Runs.Nets.Fingerprint(pi));
    }

    [Fact]
    public void Bounds_that_are_not_allowed_themselves_are_refused()
    {
        Assert.Equal(
            (1e-9, 1.0, 0.0, 2.5, 0, 3),
            (
                new Bounded { Rate = 1e-9 }.Rate,
                new Bounded { Rate = 1 }.Rate,
                new Bounded { Weight = 0 }.Weight,
                new Bounded { Weight = 2.5 }.Weight,
                new Bounded { Power = 0 }.Power,
                new Bounded { Power = 3 }.Power
            )
        );
        Assert.Contains(
            "above 0 to 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Bounded { Rate = 0 }).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bounded { Rate = 1.0000001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bounded { Weight = 2.6 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bounded { Weight = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bounded { Power = 4 });
    }

    internal static Transition Step(double reward) =>
        new(State.Of(0.5, -0.25), Act.Continuous(0.25, 0.5), reward, State.Of(0.25, 0.5), false);

    internal static GaussianPolicy Gaussian(ScalarType type) =>
        new(2, Runs.Reach.Pushes, [8], Activation.Tanh, new SeedSequence(1), type: type);

    /// <summary>A loss in all its forms: a factor on what a policy says of a row.</summary>
    internal static void Alike<TRow>(
        ScalarType type,
        TRow[] rows,
        Func<GaussianPolicy, Dataset<TRow>, TrainingOptions, TrainingResult> train,
        Func<Policy, TRow, double> declared,
        double factor,
        Func<Policy, TRow, double> said
    )
        where TRow : struct
    {
        using var pi = Gaussian(type);
        var (data, one) = (new Dataset<TRow>(rows), pi.OneSample());
        Assert.Equal(rows, data);
        var expected = rows.Average(row => factor * said(one, row));
        var tolerance = Math.Max(1e-300, Math.Abs(expected)) * (type == ScalarType.Float64 ? 1e-12 : 1e-5);
        Assert.Equal(expected, rows.Average(row => declared(one, row)), tolerance);
        Assert.Equal(expected, train(pi, data, Tensors).Losses["L"], tolerance);
        Assert.Equal(expected, train(pi, data, Cpu).Losses["L"], tolerance);
    }
}
