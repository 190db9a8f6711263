using DeclarativeIL.Benchmarks.Fuzz;
using DeclarativeIL.Benchmarks.Fuzz.Heads;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generators.Tests.Fuzz;

/// <summary>What the fuzzer says it sees occurs in what it makes.</summary>
[Trait("Speed", "Slow")]
public class CoverageTests
{
    /// <summary>Every part of gates, explorations, rewards, scans, augmentations, modules, networks given twice and refusals.</summary>
    [Fact]
    public void Every_part_of_rules_occurs()
    {
        var seeds = new SeedSequence(1);
        var features = Enumerable
            .Range(0, 2000)
            .SelectMany(i => Rule.Random("R", i, seeds.Child((ulong)i)).Features)
            .Concat(Enumerable.Range(0, 24).SelectMany(i => RefusalRule.Random("R", i, seeds.Child((ulong)i)).Features))
            .ToHashSet();

        Assert.Empty(Rule.Parts.Except(features));
    }

    [Fact]
    public void Every_part_of_heads_occurs()
    {
        var seeds = new SeedSequence(1);
        var features = Enumerable.Range(0, 200).SelectMany(i => HeadRule.Random("R", seeds.Child((ulong)i)).Features).ToHashSet();

        Assert.Empty(RandomHead.Parts.Except(features));
    }

    [Fact]
    public void Patterns_ints_and_names_occur()
    {
        var features = Fuzzer.Sample(8000, seed: 1).SelectMany(equation => equation.Features).ToHashSet();

        Assert.Empty(Patterns.All.Select(operation => operation.Name).Except(features));
        Assert.Contains("switch of Number, complete", features);
        Assert.Equal(5, features.Count(feature => feature.EndsWith("called as generated code calls things", StringComparison.Ordinal)));
    }
}
