using DeclarativeIL.CodeFixes;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <content>Fixes of dynamics.</content>
public partial class CodeFixTests
{
    [Theory]
    [InlineData("double {|DIL083:Pay|}(S next) => next.X;", "static double Pay(S next) => next.X;")]
    [InlineData("private double {|DIL083:Pay|}(S now, S next) => next.X;", "private static double Pay(S now, S next) => next.X;")]
    public Task A_method_of_dynamics_becomes_static(string pay, string written) =>
        Fixing.Check<DynamicsFix>(Motion(pay), Motion(written), title: null);

    [Fact]
    public Task Other_parameters_are_left() => Fixing.CheckNone<DynamicsFix>(Motion("static double {|DIL083:Pay|}(int next) => next;"));

    private static string Motion(string pay) =>
        $$"""
            using DeclarativeIL.Environments;
            [Dynamics]
            sealed partial class Motion
            {
                internal readonly record struct S(double X);
                [Reset] static S Start() => new(0);
                [Step] static S Next(S now, [Action(-1, 1)] double u) => new(now.X + u);
                [Reward] {{pay}}
                [Observation(-1, 1)] static double Shown(S now) => now.X;
            }
            """;
}
