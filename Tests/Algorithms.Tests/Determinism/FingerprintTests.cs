using DeclarativeIL.Benchmarks.Determinism;

namespace DeclarativeIL.Algorithms.Tests.Determinism;

/// <summary>Every shipped algorithm, trained without tensors, ends with the bits that are checked in, whoever made the processor.</summary>
[Trait("Speed", "Slow")]
public class FingerprintTests
{
    private static readonly string[] CheckedIn = File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "Determinism", "fingerprints.txt")
    );

    private static string Application => typeof(FingerprintTests).Assembly.Location;

    /// <summary>Registers as wide as the processor has them, without AVX-512, and without AVX2.</summary>
    public static TheoryData<int> Widths => [.. Enumerable.Range(0, Fingerprints.Widths.Count)];

    [LinuxTheory]
    [MemberData(nameof(Widths))]
    public void By_rows_every_algorithm_ends_with_the_bits_that_are_checked_in(int width) => Check(Fingerprints.Widths[width]);

    /// <summary>When the compiler comes round to a method depends on the load of the machine: how it compiles must not show.</summary>
    [LinuxFact]
    public void Bits_do_not_depend_on_when_the_compiler_optimises() =>
        Check(new Dictionary<string, string> { ["DOTNET_TieredCompilation"] = "0", ["DOTNET_ReadyToRun"] = "0" });

    [Fact]
    public void Every_shipped_algorithm_is_trained() =>
        Assert.Empty(Trial.Shipped.Except(Trial.All.Select(static trial => trial.Algorithm)).Select(static type => type.Name));

    /// <summary>A variable that the runtime does not know takes nothing away.</summary>
    [LinuxFact]
    public void Each_variable_of_the_runtime_makes_registers_narrower()
    {
        int[] lanes =
        [
            .. Fingerprints.Widths.Select(static variables =>
                int.Parse(Assert.Single(Child.Print("lanes", variables).Split('\n')), System.Globalization.CultureInfo.InvariantCulture)
            ),
        ];
        Assert.Equal([Fingerprints.Lanes, Math.Min(8, Fingerprints.Lanes), 4], lanes);
    }

    private static void Check(IReadOnlyDictionary<string, string> variables)
    {
        var found = Fingerprints.Ask(Application, variables);
        var kind = Fingerprints.KindOf(found[0]);
        var expected = CheckedIn.Where(line => Fingerprints.KindOf(line) == kind).ToHashSet();
        string[] others = [.. found.Where(line => !expected.Contains(line))];
        Assert.True(
            others.Length == 0 && expected.Count == found.Count,
            $"{kind}: {others.Length} of {found.Count} fingerprints are not among the {expected.Count} checked in. "
                + $"Where a change of the numbers is meant, renew them: {Fingerprints.Command}\n{string.Join('\n', others)}"
        );
    }
}
