using DeclarativeIL.Arithmetic;
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

/// <summary>
/// Policies whose acts are standardised: everything is said in the environment's units, the head sees numbers of about 1.
/// </summary>
public sealed class StandardizedActsTests
{
    private const int Count = 7;
    private const ScalarType Double = ScalarType.Float64;
    private static readonly SeedSequence Seeds = new(5);
    private static readonly BoxSpace Box = new([-5000, -1], [5000, 1]);
    private static readonly Scaling By = new([300, -0.02], [1000, 0.01]);
    private static readonly double LogVolume = Math.Log(1000) + Math.Log(0.01);
    private readonly Tensor _states = Gradients.Random(Seeds.Child("states").Stream(), Count, 3);

    /// <summary>Moves from the plain policy's units to the environment's.</summary>
    private static Tensor Out(Tensor acts) => (acts * tensor(By.Deviation.ToArray())).Plus(tensor(By.Mean.ToArray()));

    [Fact]
    public void Answers_are_those_of_the_plain_head_in_the_environments_units()
    {
        using var scope = NewDisposeScope();
        using var plain = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds, Double);
        using var policy = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds, Double).StandardizedActions(By);
        var draw = new StepDraws(Seeds, 1).Draw("act");
        var own = Gradients.Random(Seeds.Child("acts").Stream(), Count, 2);
        using var expected = plain.Forward(
            new MeanQuestion(_states),
            new SampleQuestion(_states, draw),
            new LogProbQuestion(own, _states),
            new EntropyQuestion(_states)
        );
        using var found = policy.Forward(
            new MeanQuestion(_states),
            new SampleQuestion(_states, draw),
            new LogProbQuestion(Out(own), _states),
            new EntropyQuestion(_states)
        );
        Near(Out(expected[0]), found[0], 1e-12);
        Near(Out(expected[1]), found[1], 1e-12);
        Near(expected[2].Plus(tensor(-LogVolume)), found[2], 1e-9); // (a - mean) / deviation loses digits of acts far from 0
        Near(expected[3].Plus(tensor(LogVolume)), found[3], 1e-12);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void What_is_done_is_in_the_environments_units(ScalarType type)
    {
        using var plain = new DeterministicPolicy(3, Box, [5], Activation.Tanh, Seeds, type);
        using var policy = new DeterministicPolicy(3, Box, [5], Activation.Tanh, Seeds, type).StandardizedActions(By);
        using var ensemble = new DeterministicEnsemble(3, 3, Box, [5], Activation.Tanh, Seeds, type);
        float[] states = [0.5f, -1, 2, 0.1f, 0.2f, 0.3f];
        var (before, after) = (new float[4], new float[4]);
        foreach (var (from, to) in new (PolicyNetwork, PolicyNetwork)[] { (plain, policy), (ensemble, Standardized(ensemble)) })
        {
            from.Mode(states, before);
            to.Mode(states, after);
            for (var i = 0; i < 4; i++)
            {
                var (low, high) = (Box.Low[i % 2], Box.High[i % 2]);
                Assert.Equal(Math.Clamp(By.Mean[i % 2] + (By.Deviation[i % 2] * before[i]), low, high), after[i], 1e-2);
            }
            Assert.Equal(0, Allocations.Of(() => to.Mode(states, after)));
        }
        ensemble.Dispose();

        static DeterministicEnsemble Standardized(DeterministicEnsemble of) => ((DeterministicEnsemble)of.Copy()).StandardizedActions(By);
    }

    [Fact]
    public void An_ensembles_covariance_is_in_the_environments_units_by_tensors_and_by_rows()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new GaussianEnsemble(3, 3, Box, [5], Activation.Tanh, Seeds, Double);
        using var plain = ensemble.Forward(new EnsembleMeanQuestion(_states), new EnsembleCovarianceQuestion(_states));
        ensemble.StandardizeActions(By);
        using var found = ensemble.Forward(new EnsembleMeanQuestion(_states), new EnsembleCovarianceQuestion(_states));
        Near(Out(plain[0]), found[0], 1e-12);
        var deviation = tensor(By.Deviation.ToArray());
        Near(plain[1] * deviation.outer(deviation), found[1], 1e-9);

        using var member = ensemble.CopyMember(1);
        Assert.Same(By, member.Acted);
        var one = ensemble.OneSampleEnsemble();
        var covariance = one.Covariance(new State(_states.select(0, 0).contiguous().data<double>().ToArray()));
        for (var i = 0; i < 2; i++)
        for (var j = 0; j < 2; j++)
            Assert.Equal(found[1][0, i, j].item<double>(), covariance[i, j], 1e-9 * Math.Abs(covariance[i, j]));
    }

    [Fact]
    public void Copies_targets_and_files_have_it()
    {
        using var policy = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds).StandardizedActions(By);
        using var copy = (GaussianPolicy)policy.Copy();
        using var taking = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        taking.Parameters.CopyFrom(policy.Parameters);
        Assert.All([copy, taking], static one => Assert.Same(By, one.Acted));
        using var plain = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        Assert.NotEqual(((IFixedState)plain).Kind, ((IFixedState)policy).Kind); // answers on file

        using var folder = new Temporary();
        var (with, without) = (folder.File("with.safetensors"), folder.File("without.safetensors"));
        policy.Save(with);
        plain.Save(without);
        using var loaded = GaussianPolicy.Load(with);
        Assert.Equal(By.Mean, loaded.Acted!.Mean);
        Assert.Equal(By.Deviation, loaded.Acted.Deviation);
        Assert.Null(loaded.Observed);
        loaded.LoadParameters(without);
        Assert.Null(loaded.Acted);
        loaded.LoadParameters(with);
        Assert.NotNull(loaded.Acted);
    }

    [Fact]
    public void Files_that_do_not_fit_are_refused()
    {
        using var folder = new Temporary();
        var path = folder.File("policy.safetensors");
        using var policy = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds).Standardized(new Scaling([0, 0, 0], [1, 1, 1]));
        policy.StandardizedActions(By).Save(path);
        var stored = SafeTensors.Read(path);
        var words = new Dictionary<string, string>(stored.Metadata);
        words.Remove(ContentHash.Name);
        Refused(stored.Tensors.Where(static one => one.Name != "action_mean"), words, "action_mean");
        Refused(stored.Tensors, [.. words.Where(static word => word.Key != "acts")], "tensors");
        Refused(stored.Tensors, new Dictionary<string, string>(words) { ["acts"] = "squashed" }, "acts 'squashed'");
        var zero = new StoredTensor("action_deviation", ElementType.Float64, [2], new byte[16]);
        Refused([.. stored.Tensors.Where(static one => one.Name != "action_deviation"), zero], words, "Deviation 0 is 0");

        var of = folder.File("squashed.safetensors");
        using var squashed = new SquashedGaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        squashed.Save(of);
        var other = SafeTensors.Read(of);
        var otherWords = new Dictionary<string, string>(other.Metadata) { ["acts"] = "standardized" };
        otherWords.Remove(ContentHash.Name);
        var scaling = stored.Tensors.Where(static one => one.Name.StartsWith("action_", StringComparison.Ordinal));
        new SafeTensors([.. other.Tensors, .. scaling], otherWords).Sealed().Write(of);
        Assert.Contains(
            "none for such a policy",
            Assert.Throws<CheckpointException>(() => (object)SquashedGaussianPolicy.Load(of)).Message,
            StringComparison.Ordinal
        );

        void Refused(IEnumerable<StoredTensor> tensors, IEnumerable<KeyValuePair<string, string>> with, string what)
        {
            var bad = folder.File("bad.safetensors");
            new SafeTensors([.. tensors], with.ToDictionary()).Sealed().Write(bad);
            using var into = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
            Assert.Contains(what, Assert.Throws<CheckpointException>(() => into.LoadParameters(bad)).Message, StringComparison.Ordinal);
            Assert.Null(into.Acted);
            Assert.Throws<CheckpointException>(() => (object)GaussianPolicy.Load(bad));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var policy = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        Assert.Contains(
            "Found a standardisation of 1 numbers; expected 2",
            Assert.Throws<ArgumentException>("by", () => policy.StandardizeActions(new([0], [1]))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentNullException>("by", () => policy.StandardizedActions(null!));
        using (new TrainingMonitor(new(), null, [policy.Parameters]))
            Assert.Throws<InvalidOperationException>(() => policy.StandardizeActions(By));
        using var categorical = new CategoricalPolicy(3, 2, [5], Activation.Tanh, Seeds);
        using var squashed = new SquashedGaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        foreach (var (other, by) in new (PolicyNetwork, Scaling)[] { (categorical, new([0], [1])), (squashed, By) })
            Assert.Contains(
                "cannot be standardised; expected numbers of a box",
                Assert.Throws<NotSupportedException>(() => other.StandardizeActions(by)).Message,
                StringComparison.Ordinal
            );
        categorical.StandardizeActions(null);
        policy.StandardizeActions(By);
        policy.StandardizeActions(null);
        Assert.Null(policy.Acted);
    }

    [Fact]
    public void Acts_of_data_have_mean_0_and_deviation_1()
    {
        var data = new Dataset<Demonstration>(
            Enumerable.Range(0, 4).Select(static i => new Demonstration(State.Of(i), Act.Continuous(100 + (10 * (i % 2)), 7)))
        );
        var found = Scaling.FittedActions(data);
        Assert.Equal([105, 7], found.Mean);
        Assert.Equal([5, 1], found.Deviation);
        Assert.Contains(
            "Found no column 'State' of acts",
            Assert.Throws<ArgumentException>("column", () => Scaling.FittedActions(data, "State")).Message,
            StringComparison.Ordinal
        );
    }

    private static void Near(Tensor expected, Tensor found, double tolerance) =>
        Gradients.Equal([.. expected.contiguous().data<double>()], [.. found.contiguous().data<double>()], tolerance);
}
