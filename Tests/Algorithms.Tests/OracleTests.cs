using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Every declared loss against its one-sample method and central differences, on random data.</summary>
public class OracleTests
{
    private readonly AnswerTable _table = new();

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void BehaviorCloning(ScalarType type)
    {
        var algorithm = new BehaviorCloning { EntropyWeight = 0.3, L2Weight = 0.7 };
        using var pi = Network("pi", new DiscreteSpace(3), type);
        Oracle.Check(
            Discrete(40),
            _table,
            [pi],
            batch => algorithm.Accumulate(pi, batch),
            row => algorithm.TotalOfOne(pi.OneSample(), row),
            Cloning.Parts(1)
        );
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void RegressionCloning(ScalarType type)
    {
        var algorithm = new RegressionCloning();
        using var mu = Network("mu", new BoxSpace([-1, -1], [1, 1]), type);
        Oracle.Check(
            Continuous(40),
            _table,
            [mu],
            batch => algorithm.Accumulate(mu, batch),
            row => algorithm.SquaredErrorOfOne(mu.OneSample(), row),
            ("SquaredError", 1)
        );
    }

    [Fact]
    public void Imported_losses_carry_their_weight()
    {
        var algorithm = new DAgger { EntropyWeight = 0.3, BehaviorCloningWeight = 0.25 };
        var declared = new BehaviorCloning { EntropyWeight = 0.3 };
        using var pi = Network("pi", new DiscreteSpace(3), ScalarType.Float64);
        Oracle.Check(
            Discrete(40),
            _table,
            [pi],
            batch => algorithm.Accumulate(pi, batch),
            row => 0.25 * declared.TotalOfOne(pi.OneSample(), row),
            Cloning.Parts(0.25)
        );
    }

    [Fact]
    public void Every_algorithm_with_an_imported_loss_computes_it()
    {
        var declared = new BehaviorCloning();
        using var pi = Network("pi", new DiscreteSpace(3), ScalarType.Float64);
        Oracle.Check(
            Discrete(16),
            _table,
            [pi],
            batch => new LinearDAgger().Accumulate(pi, batch),
            row => declared.TotalOfOne(pi.OneSample(), row),
            Cloning.Parts(1)
        );
        using var pi2 = Network("pi", new DiscreteSpace(3), ScalarType.Float64);
        Oracle.Check(
            Discrete(16),
            _table,
            [pi2],
            batch => new IndicatorDAgger().Accumulate(pi2, batch),
            row => declared.TotalOfOne(pi.OneSample(), row),
            Cloning.Parts(1)
        );
        using var pi3 = Network("pi", new DiscreteSpace(3), ScalarType.Float64);
        Oracle.Check(
            Discrete(16),
            _table,
            [pi3],
            batch => new HgDAgger().Accumulate(pi3, batch),
            row => declared.TotalOfOne(pi.OneSample(), row),
            Cloning.Parts(1)
        );
    }

    private TableNetwork Network(string name, Space actions, ScalarType type) => new(_table, name, 4, actions, type);

    private static List<Demonstration> Discrete(int count)
    {
        var random = new SeedSequence(5).Stream();
        return [.. Enumerable.Range(0, count).Select(_ => new Demonstration(RandomState(random), Act.Discrete(random.NextInt(3))))];
    }

    private static List<Demonstration> Continuous(int count)
    {
        var random = new SeedSequence(6).Stream();
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new Demonstration(RandomState(random), Act.Continuous(Float(random), Float(random)))),
        ];
    }

    private static State RandomState(RandomStream random) => State.Of(Float(random), Float(random), Float(random), Float(random));

    /// <summary>A number that float32 holds exactly, so that both element types see the same rows.</summary>
    private static double Float(RandomStream random) => (float)random.NextGaussian();
}
