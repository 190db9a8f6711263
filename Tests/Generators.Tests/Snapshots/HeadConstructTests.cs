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

    [Fact]
    public async Task Head_with_a_network_inside() =>
        await Verifier.Verify(
            await Generate(
                """
                namespace Declared;

                /// <summary>Noise is taken away in a few steps.</summary>
                [Head<UnitBox>]
                internal sealed partial record DenoisedHead(Features Noise, State State, int Steps = 8, double Sharpness = 0.5)
                {
                    public double Fit(Act a, Gaussian z, Uniform u) =>
                        SquaredNorm(Noise.Of(State, Kept(u) * (Vector)a + (1 - Kept(u)) * z, u) - z);

                    public Act Sample(Gaussian z) =>
                        Act.At(Tanh(Fold(z, Steps, (x, k) => x - Sharpness * Noise.Of(State, x, Kept(k / Steps)))));

                    public Act Mode(Gaussian z) => Sample(z);

                    private static double Kept(double u) => Math.Sqrt(1 - u);
                }
                """
            ),
            "cs"
        );

    private static async Task<string> Generate(string source) => Assert.Single((await Run(source)).Files.Values);
}
