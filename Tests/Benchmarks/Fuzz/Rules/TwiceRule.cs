using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Several networks of one type, two of which are one: <c>Train</c> refuses that, and asks nothing before.</summary>
internal sealed record TwiceRule(string Source, IReadOnlySet<string> Features, int Networks, bool IsOther) : Rule(Source, Features)
{
    public static new IEnumerable<string> Parts => ["one network twice", "networks of their own", "a given network that is trained, too"];

    public static TwiceRule Random(string name, RandomStream random)
    {
        var (count, isGiven) = (2 + random.NextInt(3), random.NextInt(3) == 0);
        var isOther = random.NextInt(3) == 0;
        var parameters = Enumerable.Range(0, count).Select(i => $"{(isGiven && i == count - 1 ? "[Given] " : "")}Policy n{i}");
        var body = string.Join(" + ", Enumerable.Range(0, count).Select(i => $"n{i}.Entropy(d.State)"));
        return new(
            Class(name, $"[Loss] public static double Loss({string.Join(", ", parameters)}, Sample d) => {body};"),
            new HashSet<string>([
                isOther ? "networks of their own" : "one network twice",
                .. isGiven && !isOther ? ["a given network that is trained, too"] : Array.Empty<string>(),
            ]),
            count,
            isOther
        );
    }

    protected override string? Difference(Type type, SeedSequence seed)
    {
        var random = seed.Stream();
        var run = Run.Random(seed, 4);
        var networks = Enumerable.Range(0, Networks).Select(_ => new BookNetwork(Player.Pi, run.Widths, ScalarType.Float64)).ToArray();
        var (first, second) = (random.NextInt(Networks - 1), Networks - 1);
        if (!IsOther)
            networks[second] = networks[first];
        var data = new Dataset<Sample>(run.Rows);
        try
        {
            Call(
                Activator.CreateInstance(type),
                type.GetMethod("Train")!,
                parameter =>
                    parameter.ParameterType.IsGenericParameter
                        ? networks[parameter.Name![1] - '0']
                        : parameter.Name switch
                        {
                            "options" => new TrainingOptions { Epochs = 1 },
                            "progress" or "resume" => null,
                            "cancellationToken" => CancellationToken.None,
                            _ => data,
                        }
            );
        }
        catch (System.Reflection.TargetInvocationException refusal) when (!IsOther && refusal.InnerException is ArgumentException said)
        {
            return !said.Message.Contains($"'n{first}' and 'n{second}'", StringComparison.Ordinal) ? $"The refusal says: {said.Message}"
                : networks.Any(network => network.Questions > 0) ? "A network was asked before Train refused."
                : null;
        }
        return IsOther
            ? networks.All(network => network.Questions > 0)
                ? null
                : "A network was not asked."
            : $"Train took one network for n{first} and n{second}.";
    }
}
