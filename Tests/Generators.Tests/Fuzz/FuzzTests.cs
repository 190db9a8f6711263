using DeclarativeIL.Benchmarks.Fuzz;

namespace DeclarativeIL.Generators.Tests.Fuzz;

/// <summary>
/// Random equations through the real generator, run, and compared with the declared method, central differences and autograd.
/// More of them: <c>dotnet run -c Release --project Tests/Benchmarks -- fuzz --equations 5000 --seed 7</c>.
/// </summary>
[Trait("Speed", "Slow")]
public class FuzzTests
{
    [Fact]
    public void Three_hundred_random_equations_agree_with_their_oracles()
    {
        var report = Fuzzer.Run(equations: 300, seed: 2043, batchSize: 150);
        Assert.True(report.Agrees, report + Environment.NewLine + report.Counterexample);
        Assert.InRange(report.Unfit, 0, 30);
        Assert.InRange(report.OnCpu, 20, 300);
        Assert.InRange(report.Rules, 50, 300);
        Assert.All(AlwaysMet, part => Assert.True(report.Coverage.GetValueOrDefault(part) > 0, part));
        Assert.InRange(report.Unsettled, 0, report.Answers / 50);
    }

    /// <summary>What three hundred equations meet without fail.</summary>
    private static readonly string[] AlwaysMet =
    [
        "float32 beside float64",
        "a boundary hit exactly",
        "an int that may begin again",
        "a pattern that meets what is no number",
        "a gate by value",
        "an exploration by value",
        "a reward by value",
        "an augmentation by value",
        "a scan over [Rollout] by value",
        "a scan over [Replay] by value",
        "one network twice",
        "a module with BatchNorm and Dropout",
    ];

    /// <summary>
    /// Nothing of the language is left out: every operation of the runtime, every question, every view of a network, every column.
    /// </summary>
    [Fact]
    public void The_grammar_knows_the_whole_language()
    {
        var features = Fuzzer.Sample(4000, seed: 1).SelectMany(equation => equation.Features).ToHashSet();

        Assert.Empty(Leaves.All.Where(leaf => leaf.Needs.Length > 0).Select(leaf => leaf.Text).Except(features));
        Assert.Empty(
            Player.All.SelectMany(player => QuestionKind.For(player).Select(question => $"{player.Name}.{question.Name}")).Except(features)
        );
        Assert.All(Operations(), name => Assert.Contains(features, feature => feature.Contains(name, StringComparison.Ordinal)));
    }

    /// <summary>How calls of the runtime's operations begin.</summary>
    private static IEnumerable<string> Operations() =>
        typeof(Functions)
            .Assembly.GetTypes()
            .Where(type => type.Name != "WholeNumbers") // written as operators
            .SelectMany(type =>
                type.GetMembers().Where(member => member.IsDefined(typeof(OperationAttribute), false)).Select(member => (type, member))
            )
            .Select(pair =>
                pair.member is System.Reflection.PropertyInfo property
                    ? property.GetIndexParameters().Length > 0
                        ? "x[x]"
                        : "." + property.Name
                    : (pair.type == typeof(MathOperations) ? "Math." : "") + pair.member.Name + "("
            )
            .Distinct();
}
