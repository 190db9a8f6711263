namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>Dynamics as lanes of a register.</summary>
public class DynamicsConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Dynamics_of_a_pendulum() =>
        await Verifier.Verify(
            await Generate(
                """
                using DeclarativeIL.Environments;
                using DeclarativeIL.Randomness;

                namespace Declared;

                /// <summary>A pendulum of one's own.</summary>
                [Dynamics(StepLimit = 200)]
                public sealed partial class Swing
                {
                    private const double TimeStep = 0.05;

                    public readonly record struct Motion(double Angle, double Speed);

                    [Reset] private static Motion Start(RandomStream random) => new(random.NextGaussian(), 0);

                    [Step]
                    private static Motion Next(Motion now, [Action(-2, 2)] double torque)
                    {
                        var pull = 15 * ExactMath.Sin(now.Angle) + 3 * Math.Clamp(torque, -2, 2);
                        var speed = now.Speed + TimeStep * pull;
                        return new(now.Angle + TimeStep * speed, speed);
                    }

                    [Reward] private static double Pay(Motion now, double torque) => -Square(now.Angle) - 0.001 * Square(torque);

                    [Terminal] private static bool HasFallen(Motion next) => Math.Abs(next.Angle) > 3 || !(next.Speed < 8);

                    /// <summary>The height of the tip.</summary>
                    [Observation(-1, 1)] private static double Height(Motion now) => ExactMath.Cos(now.Angle);

                    [Observation(-1, 1)] private static double Side(Motion now) => ExactMath.Sin(now.Angle);

                    [Observation] private static bool IsFast(Motion now) => now.Speed > 1;

                    private static double Square(double x) => x * x;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Dynamics_of_a_choice() =>
        await Verifier.Verify(
            await Generate(
                """
                using DeclarativeIL.Environments;

                internal enum Gear { Back, Stay, Ahead = 7 }

                [Dynamics(StepLimit = 100, EndIsSuccess = true)]
                internal sealed partial class Track
                {
                    internal readonly record struct S(double T, double state, double ended);

                    [Reset] private static S Start(ulong seed, ulong episode) => new(seed, episode, 0);

                    [Step]
                    private static S Next(S now, [Action] Gear action)
                    {
                        var reward = action switch { Gear.Back => -1.5, Gear.Ahead => 2, _ => 0 };
                        return now with { T = now.T + reward, state = action == Gear.Stay ? now.state : Math.Round(now.T) };
                    }

                    [Reward] private static double Pay(S now, S next) => next.T - now.T;

                    [Terminal] private static bool IsThere(Gear action, S next) => action != Gear.Back && next.T >= 100;

                    [Observation(-1000, 1000)] private static double Place(S now) => now.T;
                }
                """
            ),
            "cs"
        );

    [Trait("Speed", "Slow")]
    [Fact]
    public async Task Dynamics_of_long_helpers() =>
        await Verifier.Verify(
            await Generate(
                """
                using System;
                using DeclarativeIL.Environments;
                using DeclarativeIL.Randomness;

                namespace Declared;

                [Dynamics]
                public sealed partial class Boat
                {
                    internal readonly record struct Place([Limit(500)] double X, double Heading, double Current, [Hidden] double Steps);

                    internal readonly record struct Rate(double X, double Heading, bool IsFast);

                    [Reset] private static Place Start(RandomStream random) => new(0, 0, random.NextUniform(), 0);

                    [Step]
                    private static Place Next(Place now, [Action(-1, 1)] double rudder)
                    {
                        var k1 = RateAt(now, rudder);
                        var k2 = RateAt(now with { Heading = now.Heading + k1.Heading }, (float)rudder);
                        var x = (float)now.X + 0.5f * (float)k2.X;
                        return now with
                        {
                            X = k1.IsFast ? x : -x,
                            Heading = ExactMath.WrapAngle(now.Heading + k2.Heading),
                            Steps = now.Steps + 1,
                        };
                    }

                    [Reward] private static double Pay(Place next) => Drift(next.X, next.Current);

                    [Observation(-500, 500)] private static double X(Place now) => now.X;

                    private static Rate RateAt(Place place, double rudder)
                    {
                        var flow = ExactMath.Sin(place.X) * place.Current;
                        var speed = ExactMath.Cos(place.Heading) + flow;
                        return new(speed, rudder * speed, speed > 1);
                    }

                    private static double Drift(double x, double current) => ExactMath.Sin(x) * current + ExactMath.Cos(2 * x);
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
