namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>Policies of heads: one with every kind of column, one of choices.</summary>
public class HeadConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Head_over_a_box() =>
        await Verifier.Verify(
            await Generate(
                """
                namespace Declared;

                /// <summary>A logistic distribution of each component.</summary>
                /// <param name="Mean">The mean.</param>
                /// <param name="LogScale">The logarithm of the scale.</param>
                /// <param name="Weight">Another output.</param>
                /// <param name="Sharpness">What the scale is divided by.</param>
                [Head<BoxSpace>(Kind = "logistic")]
                public sealed partial record LogisticHead(
                    Act Mean,
                    [Free(Start = nameof(LogisticHead.Start), Name = "log_scale")] Vector LogScale,
                    double Weight,
                    double Sharpness = 2
                )
                {
                    private Vector Scale => Exp(LogScale) / Sharpness;

                    /// <summary>The logarithm of a scale.</summary>
                    /// <param name="scale">The scale that every component starts with.</param>
                    public static double Start(double scale = 1) => Math.Log(scale);

                    /// <summary>log p(a).</summary>
                    public double LogProb(Act a) => Of((a - Mean) / Scale);

                    private double Of(Vector z) => Sum(LogSigmoid(z) + LogSigmoid(-z)) - Sum(Log(Scale)) - 0 * Weight;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Head_of_choices() =>
        await Verifier.Verify(
            await Generate(
                """
                namespace Declared;

                [Head<DiscreteSpace>]
                internal sealed partial record SharpHead(Vector Logits, int Power = 2)
                {
                    private Vector Sharp => Power * Logits;
                    public double LogProb(Act a) => LogSoftmax(Sharp)[a];
                    public Act Sample(Draw z) => Categorical(Sharp, z);
                    public Act Mode => Argmax(Logits);
                }
                """
            ),
            "cs"
        );

    private static async Task<string> Generate(string source) => Assert.Single((await Run(source)).Files.Values);
}
