namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>One environment for each way to move it, with every kind of part.</summary>
public class EnvironmentConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Environment_with_a_step() =>
        await Verifier.Verify(
            await Generate(
                """
                using DeclarativeIL.Randomness;

                namespace Declared;

                /// <summary>An arm with "two" joints that reaches.</summary>
                [Environment]
                public sealed partial class Arm
                {
                    /// <summary>The angle of the shoulder (rad).</summary>
                    [Observation(-Math.PI, Math.PI)] public double Shoulder { get; private set; }

                    [Observation(double.NegativeInfinity, double.PositiveInfinity)] private float _speed;

                    /// <summary>What the hand holds.</summary>
                    [Observation] public Held Held => Held.Nothing;

                    [Observation(0, 2.5, Length = 8)] public float[] Distances { get; } = new float[8];

                    [Observation] private bool IsTouching() => false;

                    [Observation(0, 10)] private int _grasps;

                    /// <summary>Torques of both joints (N m).</summary>
                    [Action(-2, 2, Length = 2)] private readonly double[] _torques = new double[2];

                    [Action(0, 1)] public float Grip { get; set; }

                    [Reward] private double Closeness() => -Math.Abs(Shoulder);

                    [Terminal] private bool _fell;

                    [Truncated] private bool IsLate => _grasps > 3;

                    [Success] private bool HasReached => Shoulder == 0;

                    [Reset] private void Start(RandomStream random) => (Shoulder, _speed, _fell) = (random.NextUniform(), 0, false);

                    [Step]
                    private void Move(RandomStream random)
                    {
                        _speed += (float)_torques[0] + Grip;
                        Shoulder += _speed + random.NextGaussian();
                        _grasps++;
                    }
                }

                public enum Held { Nothing, Cup, Mug = Cup, Ball = 7 }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Environment_that_frames_move() =>
        await Verifier.Verify(
            await Generate(
                """
                enum Move { Left, Stay, Right }

                [Environment(FrameDriven = true)]
                sealed partial class Runner
                {
                    [Observation(0, 100)] public float Distance;
                    [Action] public Move Next { get; set; }
                    [Reward] public float Gained { get; private set; }
                    [Terminal] bool HasFallen => Distance < 0;
                    [Reset] void Restart() => Distance = 0;
                    public void Frame() => (Distance, Gained) = (Distance + (int)Next, 1);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Environment_of_names_that_generated_code_uses() =>
        await Verifier.Verify(
            await Generate(
                """
                [Environment]
                sealed partial class Class2
                {
                    private readonly int _episode = 1, ReadObservation = 2;
                    [Observation(0, 1)] double observation => _episode;
                    [Observation] Kind action => Kind.@new;
                    [Observation] Kind ToString2() => Kind.seed;
                    [Action(3)] int @this;
                    [Reward] int @return => @this + ReadObservation;
                    [Reset] void @new() { }
                    [Step] void SetAction() { }
                    enum Kind { @new, seed }
                }
                """
            ),
            "cs"
        );

    private static async Task<string> Generate(string source)
    {
        var run = await Run(source);
        run.AssertCompilesWith(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp12);
        return Assert.Single(run.Files.Values);
    }
}
