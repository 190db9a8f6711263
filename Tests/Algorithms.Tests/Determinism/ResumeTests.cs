using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests.Determinism;

/// <summary>Every shipped algorithm, broken off again and again and resumed, ends with the bits of a whole run.</summary>
[Trait("Speed", "Slow")]
public class ResumeTests
{
    public static TheoryData<string> All => [.. Trial.All.Select(static trial => trial.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void By_rows(string name) => EndsAlike(name, Computation.Fastest, everyEpochs: 1);

    [Theory]
    [MemberData(nameof(All))]
    public void By_tensors(string name) => EndsAlike(name, Computation.Tensors, everyEpochs: 1);

    [Theory]
    [InlineData(nameof(DAgger))]
    [InlineData(nameof(ThriftyDAgger))]
    [InlineData(nameof(Ppo))]
    [InlineData(nameof(OnlineDpo))]
    public void From_ends_of_rounds(string algorithm)
    {
        foreach (var trial in Trial.All.Where(trial => trial.Algorithm.Name == algorithm))
            EndsAlike(trial.Name, Computation.Fastest, everyEpochs: 0);
    }

    private static void EndsAlike(string name, Computation computation, int everyEpochs)
    {
        var trial = Trial.All.Single(trial => trial.Name == name);
        BrokenRun.EndsAlike(part => trial.Run(computation, BrokenRun.Print, part: part), everyEpochs);
    }
}
