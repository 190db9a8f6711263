namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Dynamics: equations of a state.</content>
public partial class DiagnosticsTests
{
    private const string Start = "[Reset] static S Start() => new(0, 0);",
        Next = "[Step] static S Next(S now, [Action(-1, 1)] double u) => new(now.X + now.V, now.V + u);",
        Pay = "[Reward] static double Pay(S next) => -next.X;",
        Shown = "[Observation(-1, 1)] static double Shown(S now) => now.X;";

    public static TheoryData<string, string> Dynamics =>
        new()
        {
            { "DIL001", InMotion("").Replace("sealed partial class Motion", "sealed class [|Motion|]", StringComparison.Ordinal) },
            {
                "DIL002",
                InMotion("").Replace("sealed partial class Motion", "sealed partial class [|Motion|]<T>", StringComparison.Ordinal)
            },
            { "DIL005", InMotion(Start, Pay, Shown, "[Step] static S Next(S now, [Action(-1, 1)] double u) { [|u += 1;|] return now; }") },
            { "DIL006", InMotion(Start, Next, Shown, "[Reward] static double Pay(S next) => [|(int)next.X|];") },
            {
                "DIL015",
                InMotion(Start, Next, Shown, "[Reward] static double Pay(S next) => F(next.X); static double [|F|](double x) => F(x);")
            },
            { "DIL017", InMotion(Start, Next, Pay, Shown, "static int [|Equations|] => 0;") },
            { "DIL017", InMotion("").Replace("class Motion", "class [|Motion|]", StringComparison.Ordinal) + " class VectorMotion;" },
            { "DIL022", InMotion(Start, Next, Shown, "static double k = 2; [Reward] static double Pay(S next) => [|k|] * next.X;") },
            { "DIL030", InMotion("").Replace("[Dynamics]", "[[|Dynamics(StepLimit = 0)|]]", StringComparison.Ordinal) },
            { "DIL070", "static class Loose { [[|Step|]] static double Next(double x) => x; }" },
            { "DIL070", "class Loose { void Next([[|Action|]] bool up) { } }" },
            { "DIL071", InMotion(Next, Pay, Shown).Replace("class Motion", "class [|Motion|]", StringComparison.Ordinal) },
            { "DIL071", InMotion(Start, Pay, Shown).Replace("class Motion", "class [|Motion|]", StringComparison.Ordinal) },
            { "DIL071", InMotion(Start, Next, Shown).Replace("class Motion", "class [|Motion|]", StringComparison.Ordinal) },
            { "DIL071", InMotion(Start, Next, Pay).Replace("class Motion", "class [|Motion|]", StringComparison.Ordinal) },
            { "DIL072", InMotion(Start, Next, Pay, Shown, "[Reward] static double [|Twice|](S next) => 0;") },
            { "DIL073", InMotion(Start, Next, Pay, "[Observation(-1, 1)] static float [|Shown|](S now) => 0;") },
            { "DIL073", InMotion(Start, Pay, Shown, "[Step] static S Next(S now, [Action(-1, 1)] float [|u|]) => now;") },
            { "DIL074", InMotion(Start, Next, Pay, "[[|Observation|]] static double Shown(S now) => now.X;") },
            { "DIL074", InMotion(Start, Pay, Shown, "[Step] static S Next(S now, [[|Action(1, -1)|]] double u) => now;") },
            { "DIL075", InWorld($"{Seen} {Done} {Paid} {Moved} void Other([Action] bool [|up|]) {{ }}") },
            { "DIL079", InMotion(Start, Next, Pay, Shown, "[[|Loss|]] static double L(Policy pi, Demonstration d) => 0;") },
            { "DIL082", InMotion(Start, Pay, Shown, "[Step] static double [|Next|](double now, [Action(-1, 1)] double u) => now;") },
            {
                "DIL082",
                InMotion(
                    "[Reset] static I Start() => new(0);",
                    "[Step] static I [|Next|](I now, [Action] bool up) => now;",
                    "[Reward] static double Pay(I next) => 0;",
                    "[Observation(-1, 1)] static double Shown(I now) => 0;",
                    "readonly record struct I(int X);"
                )
            },
            { "DIL082", InMotion(Next, Pay, Shown, "[Reset] static double [|Start|]() => 0;") },
            { "DIL083", InMotion(Start, Next, Shown, "[Reward] double [|Pay|](S next) => 0;") },
            { "DIL083", InMotion(Start, Next, Shown, "[Reward] static double [|Pay|](S next, int more) => 0;") },
            { "DIL083", InMotion(Start, Next, Shown, "[Reward] static bool [|Pay|](S next) => true;") },
            { "DIL083", InMotion(Start, Next, Shown, "[Reward] static double [|Pay|](in S next) => 0;") },
            { "DIL083", InMotion(Start, Pay, Shown, "[Step] static S [|Next|](S now, double u) => now;") },
            { "DIL083", InMotion(Start, Next, Pay, "[Observation(-1, 1)] static double [|Shown|](S now, double u) => u;") },
            { "DIL083", InMotion(Next, Pay, Shown, "[Reset] static S [|Start|](int seed) => new(seed, 0);") },
            { "DIL083", InMotion(Next, Pay, Shown, "[Reset] static void [|Start|](ulong seed, ulong episode, double[] state) { }") },
            { "DIL083", InMotion(Start, Next, Pay, Shown, "[[|Truncated|]] static bool Late(S next) => true;") },
            { "DIL083", InMotion(Start, Next, Pay, Shown, "[Observation(-1, 1)] double [|More|] => 0;") },
            { "DIL084", InMotion(Start, Next, Shown, "[Reward] static double Pay(S next) => [|Math.Sin(next.X)|];") },
            { "DIL084", InMotion(Start, Next, Shown, "[Reward] static double Pay(S next) => [|Sigmoid(next.X)|];") },
            { "DIL084", InMotion(Start, Pay, Shown, "[Step] static S Next(S now, [Action(3)] int u) => new([|u - 1|], 0);") },
            { "DIL084", InMotion(Start, Next, Shown, "[Reward] static double Pay(S next) => [|MathF.Sin((float)next.X)|];") },
            { "DIL085", InMotion("").Replace("class Motion", "class [|Motion|] : Base", StringComparison.Ordinal) + " class Base;" },
            { "DIL086", InNumbers("[[|Limit(0)|]] double X, double V") },
            { "DIL086", InNumbers("double X, [[|Limit(double.PositiveInfinity)|]] double V") },
            { "DIL086", InNumbers("double X, [Hidden, [|Limit(2)|]] double V") },
            { "DIL087", InNumbers("[Hidden] double [|X|], double V") },
            { "DIL087", InNumbers("[Hidden] double [|X|], [Hidden] double V") },
            { "DIL088", InNumbers("double X, double V") + " readonly record struct Other([[|Limit(2)|]] double X);" },
            { "DIL088", InNumbers("double X, double V") + " class Other { void Set([[|Hidden|]] double x) { } }" },
        };

    private static string InNumbers(string numbers) =>
        InMotion("").Replace("S(double X, double V)", $"S({numbers})", StringComparison.Ordinal);

    /// <summary>A class of these members; of a whole one where there are none.</summary>
    private static string InMotion(params string[] members) =>
        "using DeclarativeIL.Environments; [Dynamics] sealed partial class Motion { internal readonly record struct S(double X, double V); "
        + string.Join(' ', members is [""] ? [Start, Next, Pay, Shown] : members)
        + " }";
}
