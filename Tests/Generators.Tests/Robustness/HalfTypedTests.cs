using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Robustness;

/// <summary>
/// Sources as they are while somebody types: every third of the prefixes at a token's ends and at its every seventh letter, and
/// seeded token accidents. Never an exception; and what compiles by itself still compiles after generation, or is refused.
/// </summary>
[Trait("Speed", "Slow")]
public class HalfTypedTests
{
    private const int Mutants = 300;

    /// <summary>Reaches what the shipped declarations do not: operations, turns, enums, helpers, locals.</summary>
    private const string Everything = """
        enum Mode { Plain, Scaled }

        [Row]
        readonly record struct Case(State State, Act Action, double Weight);

        static partial class Ops
        {
            [Operation(nameof(Twice)), Gradient("x", nameof(Slope))]
            public static double Twice(double x) => 2 * x;
            public static TorchSharp.torch.Tensor Twice(TorchSharp.torch.Tensor x) => 2 * x;
            public static double Slope(double x, double gradient) => 2 * gradient;
        }

        [Loss<BehaviorCloning>(Weight = 0.5, Phase = 1)]
        sealed partial class Everything
        {
            [Loss]
            static double Error(Policy pi, Case c, [Range(0.0, 1.0)] double beta = 0.5, Mode mode = Mode.Plain)
            {
                var p = Math.Exp(pi.LogProb(c.Action, c.State));
                return c.Weight > 0 && mode == Mode.Plain ? Helped(p, weight: beta) : Ops.Twice(p);
            }

            static double Helped(double x, double weight) => -x * weight;
        }
        """;

    private const string World = """
        using DeclarativeIL.Randomness;

        enum Move { Left, Right = 4 }

        [Environment]
        sealed partial class World
        {
            private double _place;
            [Observation(-1, 1)] double Place => _place;
            [Observation(0, 2, Length = 3)] float[] Distances { get; } = new float[3];
            [Observation] Move Last { get; set; }
            [Action] Move Next { get; set; }
            [Reward] double Pay() => -Math.Abs(_place);
            [Terminal] bool HasEnded;
            [Reset] void Start(RandomStream random) => _place = random.NextUniform();
            [Step] void Pass() => (_place, Last) = (_place + (int)Next, Next);
        }
        """;

    private const string Motion = """
        using DeclarativeIL.Environments;
        using DeclarativeIL.Randomness;

        enum Side { Left, Right = 4 }

        [Dynamics(StepLimit = 200)]
        sealed partial class Motion
        {
            internal readonly record struct Swing([Limit(5)] double Angle, double Speed, [Hidden] double Steps);
            [Reset] static Swing Start(RandomStream random) => new(random.NextUniform(), 0, 0);
            [Step] static Swing Next(Swing now, [Action] Side side)
            {
                var speed = now.Speed + (side == Side.Left ? -1 : 1) * Pull(now.Angle, now) - Pull((float)now.Speed, now);
                return now with { Angle = now.Angle + 0.1 * speed, Speed = Math.Clamp(speed, -8, 8) };
            }
            [Reward] static double Pay(Side side, Swing next) => Square(next.Angle) - 1;
            [Terminal] static bool HasEnded(Swing next) => next.Angle > 3 || !(next.Speed < 8);
            [Observation(-3, 3)] static double Angle(Swing now) => now.Angle;
            static double Square(double x) => x * x;
            static double Pull(double x, Swing at) => ExactMath.Sin(x) + ExactMath.Cos(2 * x + at.Angle);
        }
        """;

    public static TheoryData<string> Names => [.. Sources.Names, nameof(Everything), nameof(World), nameof(Motion)];

    /// <summary>The wide declarations, with what each of them imports; sampled, for they are long.</summary>
    private static readonly Dictionary<string, string[]> Wide = new()
    {
        ["BanditsAndText"] = [],
        ["Cloning"] = ["BehaviorCloning"],
        ["Ensembles"] = ["RegressionCloning"],
        ["Inventions"] = ["BehaviorCloning"],
        ["Inverse"] = ["Reinforcement"],
        ["Preferences"] = ["BehaviorCloning", "Dpo", "PreferredFineTuning", "Reinforcement"],
        ["Reinforcement"] = [],
        ["Dpo"] = [],
        ["Kto"] = ["Dpo"],
        ["FDpo"] = ["Dpo"],
        ["Aot"] = ["Dpo", "AotUnpaired"],
        ["Mpo"] = ["Dpo", "Bco", "PreferredFineTuning"],
        ["OnlineDpo"] = ["Dpo"],
    };

    private const int Samples = 25;

    public static TheoryData<string> WideNames => [.. Wide.Keys];

    [Theory]
    [MemberData(nameof(WideNames))]
    public async Task Some_prefixes_and_accidents(string name)
    {
        var source = WideSource(name);
        var compilation = GeneratorHarness.Compile([source, .. Wide[name].Select(WideSource), "namespace DeclarativeIL.Algorithms { }"]);
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().ToArray();
        var random = new Random(name.Sum(letter => letter));
        for (var sample = 0; sample < Samples; sample++)
        {
            await Survives(compilation, source[..tokens[random.Next(tokens.Length)].Span.End]);
            await Survives(compilation, string.Join(" ", Mutate([.. tokens.Select(token => token.ToString())], random)));
        }
        await Survives(compilation, source);
    }

    private static string WideSource(string name) =>
        Sources.Names.Contains(name) || Sources.Preferences.Contains(name)
            ? Sources.Of(name)
            : File.ReadAllText(References.PathOf("Tests", "Language.Tests", "Declarations", $"{name}.cs"));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_third_prefix(string name)
    {
        var source = Source(name);
        var ends = CSharpSyntaxTree
            .ParseText(source)
            .GetRoot()
            .DescendantTokens()
            .SelectMany(token => Enumerable.Range(0, token.Span.Length / 7 + 1).Select(i => token.SpanStart + 7 * i).Append(token.Span.End))
            .Distinct()
            .Order()
            .Where((_, i) => i % 3 == 0);
        var compilation = Compile(name);
        foreach (var end in ends)
            await Survives(compilation, source[..end]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Token_accidents(string name)
    {
        var tokens = CSharpSyntaxTree.ParseText(Source(name)).GetRoot().DescendantTokens().Select(token => token.ToString()).ToArray();
        var compilation = Compile(name);
        var random = new Random(name.Sum(letter => letter));
        for (var mutant = 0; mutant < Mutants / (Sources.Names.Count + 1); mutant++)
            await Survives(compilation, string.Join(" ", Mutate(tokens, random)));
    }

    private static List<string> Mutate(string[] tokens, Random random)
    {
        var mutated = tokens.ToList();
        for (var accidents = random.Next(1, 4); accidents > 0; accidents--)
        {
            var (i, j) = (random.Next(mutated.Count), random.Next(mutated.Count));
            switch (random.Next(3))
            {
                case 0:
                    mutated.RemoveAt(i);
                    break;
                case 1:
                    mutated.Insert(i, mutated[i]);
                    break;
                default:
                    (mutated[i], mutated[j]) = (mutated[j], mutated[i]);
                    break;
            }
        }
        return mutated;
    }

    /// <summary>As when a second import is being typed between the first one and the class.</summary>
    [Fact]
    public Task A_class_that_carries_both_kinds_of_the_attribute_is_read_once() =>
        Survives(
            Compile("DAgger"),
            "[DeclarativeIL.Loss<DeclarativeIL.Algorithms.BehaviorCloning>, DeclarativeIL.Loss] public sealed partial class Twice;"
        );

    private static async Task Survives(CSharpCompilation compilation, string source)
    {
        var tree = compilation.SyntaxTrees[1];
        var run = GeneratorHarness.Run(compilation.ReplaceSyntaxTree(tree, GeneratorHarness.Parse(source, tree.FilePath)));
        Assert.True(run.Failure is null, $"{run.Failure}\n{source}");
        var problems = await GeneratorHarness.Analyze(run.Before);
        Assert.True(problems.All(problem => problem.Id is not ("AD0001" or "DIL099")), $"{string.Join("\n", problems)}\n{source}");
        if (run.OwnErrors.Any())
            return;
        var broken = run.After.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(broken.Count == 0, $"{string.Join("\n", broken)}\n{source}");
    }

    private static string Source(string name) =>
        name switch
        {
            nameof(Everything) => Everything,
            nameof(World) => World,
            nameof(Motion) => Motion,
            _ => Sources.Of(name),
        };

    private static CSharpCompilation Compile(string name) =>
        GeneratorHarness.Compile([
            Source(name),
            .. name == "BehaviorCloning" ? Array.Empty<string>() : [Sources.Of("BehaviorCloning")],
            "global using DeclarativeIL.Algorithms;",
        ]);
}
