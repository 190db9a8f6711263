using BenchmarkDotNet.Attributes;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Benchmarks.Kernels;

/// <summary>One step of 64 environments: vectorised, and one after the other.</summary>
public class EnvironmentSteps
{
    private const int Count = 64;

    private IVectorEnvironment _environments = null!;
    private float[] _actions = [],
        _observations = [],
        _finals = [];
    private StepResult[] _results = [];

    /// <summary>Which.</summary>
    [Params("CartPole", "Pendulum", "Acrobot")]
    public string Environment { get; set; } = "";

    /// <summary>Vectorised, or each by itself.</summary>
    [Params(true, false)]
    public bool Vectorised { get; set; }

    /// <summary>Starts the episodes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _environments = (Environment, Vectorised) switch
        {
            ("CartPole", true) => new VectorCartPole(Count),
            ("CartPole", false) => new VectorEnvironment(Count, static _ => new CartPole()),
            ("Pendulum", true) => new VectorPendulum(Count),
            ("Pendulum", false) => new VectorEnvironment(Count, static _ => new Pendulum()),
            (_, true) => new VectorAcrobot(Count),
            _ => new VectorEnvironment(Count, static _ => new Acrobot()),
        };
        _observations = new float[Count * _environments.Observations.Width];
        _finals = new float[_observations.Length];
        (_results, _actions) = (new StepResult[Count], new float[Count * _environments.Actions.Width]);
        for (var i = 0; i < _actions.Length; i += 2)
            _actions[i] = 1;
        _environments.Reset(1, _observations);
    }

    /// <summary>A step; episodes that end start anew.</summary>
    [Benchmark]
    public void Step() => _environments.Step(_actions, _observations, _results, _finals);
}
