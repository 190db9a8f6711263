using System.Reflection;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz.Heads;

/// <summary>
/// A random head. Values are those of the record's own members, gradients those of central differences, and a policy of it says by rows
/// what it says by tensors.
/// </summary>
internal sealed record HeadRule(string Source, IReadOnlySet<string> Features) : Rule(Source, Features)
{
    private const int Settings = 2;
    private const double Largest = 200; // of what is compared

    public static HeadRule Random(string name, SeedSequence seed)
    {
        var (source, features) = RandomHead.Of(name, seed.Stream());
        return new(source, features);
    }

    protected override string? Difference(Type type, SeedSequence seed)
    {
        var head = type.Assembly.GetType(type.FullName![..^"Policy".Length] + "Head")!;
        var laws = typeof(HeadRule).GetMethod(nameof(OfEquations), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(head);
        return (string?)laws.Invoke(null, [seed]) ?? HeadForms.Difference(type, seed);
    }

    private static string? OfEquations<THead>(SeedSequence seed)
        where THead : IDeclaredHead
    {
        Space space = THead.SmallSpace is DiscreteSpace ? new DiscreteSpace(3) : new BoxSpace([-1, -2], [1, 2]);
        for (var setting = 0; setting < Settings; setting++)
        {
            var random = seed.Child((ulong)setting).Stream();
            var (trial, failures) = (new HeadTrial(THead.Equations, space, random), new List<string>());
            var said = OneSampleHead.Of(typeof(THead), trial).Compare(trial, random.Key, failures);
            if (failures.Count == 0 && said.All(number => Math.Abs(number) < Largest))
                HeadGradientLaws.Check(trial, random, $"setting {setting}: ", failures);
            if (failures.Count > 0)
                return string.Join(Environment.NewLine, failures);
        }
        return null;
    }
}
