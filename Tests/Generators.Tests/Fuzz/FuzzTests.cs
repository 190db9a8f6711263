using DeclarativeIL.Benchmarks.Fuzz;

namespace DeclarativeIL.Generators.Tests.Fuzz;

/// <summary>
/// Random equations through the real generator, run, and compared with the declared method, central differences and autograd.
/// More of them: <c>dotnet run -c Release --project Tests/Benchmarks -- fuzz --equations 5000 --seed 7</c>.
/// </summary>
public class FuzzTests
{
    [Fact]
    public void Three_hundred_random_equations_agree_with_their_oracles()
    {
        var report = Fuzzer.Run(equations: 300, seed: 2026, batchSize: 150);
        Assert.True(report.Agrees, report + Environment.NewLine + report.Counterexample);
        Assert.InRange(report.Unfit, 0, 30);
        Assert.InRange(report.Unsettled, 0, report.Answers / 50);
    }
}
