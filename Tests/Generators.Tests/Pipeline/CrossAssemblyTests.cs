using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>A declaration that stands on another assembly's equations is generated for as if it stood beside them.</summary>
[Trait("Speed", "Slow")]
public class CrossAssemblyTests
{
    private const string Library = """
        namespace Library;

        public enum Mode { Plain, Scaled }

        [Row]
        public readonly record struct Case(State State, Act Action, double Weight);

        public static partial class Ops
        {
            [Operation(nameof(Twice)), Gradient("x", nameof(Slope))]
            public static double Twice(double x) => 2 * x;
            public static TorchSharp.torch.Tensor Twice(TorchSharp.torch.Tensor x) => 2 * x;
            public static double Slope(double x, double gradient) => 2 * gradient;

            [Operation(nameof(Cubes), Each = nameof(Cube)), Gradient("v", nameof(CubesSlope))]
            public static Vector Cubes(Vector v) => v * v * v;
            public static double Cube(double x) => x * x * x;
            public static TorchSharp.torch.Tensor Cubes(TorchSharp.torch.Tensor v) => v * v * v;
            public static Vector CubesSlope(Vector v, Vector gradient) => 3 * gradient * Square(v);

            [Operation(nameof(Reversed), Into = nameof(Reversed)), Gradient("v", nameof(ReversedSlope))]
            public static Vector Reversed(Vector v) => new([.. v.Span.ToArray().Reverse()]);
            public static void Reversed(ReadOnlySpan<double> v, Span<double> result) { v.CopyTo(result); result.Reverse(); }
            public static TorchSharp.torch.Tensor Reversed(TorchSharp.torch.Tensor v) => v.flip(-1);
            public static Vector ReversedSlope(Vector v, Vector gradient) => Reversed(gradient);
        }

        public sealed partial class Base
        {
            /// <summary>The equation.</summary>
            /// <param name="pi">The policy.</param>
            /// <param name="c">The row.</param>
            /// <param name="beta">How &lt;much&gt; "it" counts.</param>
            /// <param name="steps">How many.</param>
            /// <param name="mode">How.</param>
            [Loss]
            public static double Likelihood(Policy pi, Case c, [Range(0.0, 2.0)] double beta = 0.5, int steps = 3, Mode mode = Mode.Scaled)
                => -Scaled(pi.LogProb(c.Action, c.State), c.Weight) * (mode == Mode.Plain ? 1 : beta)
                    - Hidden(steps) * Ops.Twice(pi.Entropy(c.State))
                    + SquaredNorm(Ops.Cubes(Ops.Reversed(Act.At(2 * (Vector)pi.Mean(c.State)) - c.Action)));

            /// <summary>A helper.</summary>
            public static double Scaled(double x, double weight) => weight > 0 ? x * weight : Hidden(x);

            static double Hidden(double x) => x / 3;
        }

        public sealed partial class Sorted
        {
            [Column] public static double Score(Policy pi, Case c) => pi.LogProb(c.Action, c.State);

            [Loss]
            static TorchSharp.torch.Tensor Spread([Of(nameof(Score))] TorchSharp.torch.Tensor score, double width = 2)
                => width * score.std();
        }
        """;

    [Theory]
    [InlineData("import", "[Loss<Library.Base>(Weight = 2)] public sealed partial class Consumer;")]
    [InlineData(
        "import beside a loss of its own",
        """
            [Loss<Library.Base>]
            public sealed partial class Consumer
            {
                [Loss] static double M(Policy pi, Library.Case c) => pi.Entropy(c.State);
            }
            """
    )]
    [InlineData("import of a loss over batches", "[Loss<Library.Sorted>(Weight = 2)] public sealed partial class Consumer;")]
    [InlineData(
        "call of a helper",
        """
            public sealed partial class Consumer
            {
                [Loss] static double L(Policy pi, Transition t) => Library.Base.Scaled(pi.Entropy(t.State), weight: t.Reward);
            }
            """
    )]
    [InlineData(
        "call of a loss",
        """
            public sealed partial class Consumer
            {
                [Loss] static double L(Policy pi, Library.Case c, double beta = 1)
                    => Library.Base.Likelihood(pi, c, beta: 2 * beta) + beta * pi.Entropy(c.State);
            }
            """
    )]
    [InlineData(
        "call of an operation",
        """
            public sealed partial class Consumer
            {
                [Loss] static double L(Policy pi, Demonstration d) => Library.Ops.Twice(pi.LogProb(d.Action, d.State));
            }
            """
    )]
    public async Task Metadata_and_source_say_the_same(string what, string consumer)
    {
        var library = Compile("Library", Library);
        var generated = GeneratorHarness.Run(library).AssertCompiles();

        var alone = GeneratorHarness.Run(Compile("Consumer", consumer).AddReferences(CrossAssembly.Image(generated.After)));
        var together = GeneratorHarness.Run(Compile("Consumer", Library, consumer));

        Assert.Empty(await GeneratorHarness.Analyze(alone.Before));
        alone.AssertCompiles();
        foreach (var (concern, text) in alone.Concerns)
            if (!concern.EndsWith(".Equations", StringComparison.Ordinal))
                Assert.True(
                    Equations(together.Concerns[concern]) == Equations(text),
                    $"{what}: {concern}\n{text}\n--- together ---\n{together.Concerns[concern]}"
                );
        Assert.Equal(
            together.Concerns.Keys.Where(concern => concern.StartsWith("Consumer.", StringComparison.Ordinal)),
            alone.Concerns.Keys
        );
    }

    [Fact]
    public void An_import_travels_on()
    {
        var library = GeneratorHarness.Run(Compile("Library", Library)).AssertCompiles();
        var image = CrossAssembly.Image(library.After);
        var middle = GeneratorHarness
            .Run(Compile("Middle", "[Loss<Library.Base>] public sealed partial class Middle;").AddReferences(image))
            .AssertCompiles();

        var last = GeneratorHarness
            .Run(
                Compile("Consumer", "[Loss<Middle>(Weight = 3)] public sealed partial class Last;")
                    .AddReferences(image, CrossAssembly.Image(middle.After))
            )
            .AssertCompiles();

        Assert.Contains("MiddleWeight", last.Concern("Losses"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_to_a_compilation_is_read_like_its_metadata()
    {
        var library = GeneratorHarness.Run(Compile("Library", Library)).AssertCompiles();
        const string Consumer = "[Loss<Library.Base>] public sealed partial class Consumer;";

        var live = GeneratorHarness.Run(Compile("Consumer", Consumer).AddReferences(library.After.ToMetadataReference())).AssertCompiles();
        var image = GeneratorHarness.Run(Compile("Consumer", Consumer).AddReferences(CrossAssembly.Image(library.After)));

        Assert.Equal(image.Files, live.Files);
    }

    [Fact]
    public async Task An_assembly_built_without_the_generator_is_refused()
    {
        var bare = CrossAssembly.Image(Compile("Library", Library));

        var run = GeneratorHarness.Run(
            Compile("Consumer", "[Loss<Library.Base>] public sealed partial class Consumer;").AddReferences(bare)
        );

        Assert.Empty(run.Files);
        Assert.Equal("DIL014", Assert.Single(await GeneratorHarness.Analyze(run.Before)).Id);
    }

    private static CSharpCompilation Compile(string assembly, params string[] sources) =>
        GeneratorHarness.Compile(LanguageVersion.Latest, assembly, sources);

    /// <summary>All but what a checkpoint says of an operation's code: of another assembly, its version.</summary>
    private static string Equations(string text) =>
        string.Join('\n', text.Split('\n').Where(static line => !line.Contains("computed by", StringComparison.Ordinal)));
}
