namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <content>Its files, and what is edited in them.</content>
internal sealed partial class MadeProject
{
    private static readonly Dictionary<string, string> Start = new()
    {
        ["Global.cs"] = """
            global using System; global using DeclarativeIL; global using static DeclarativeIL.Functions;
            global using static Made.Shared;
            """,
        ["Rows.cs"] = "namespace Made; public readonly record struct Case(State State, Act Action, double Weight);",
        ["Shared.cs"] = """
            namespace Made;
            public static class Shared { public static double Halved(double x) => x / 2; public const double Tiny = 1e-3; }
            """,
        ["Helpers.cs"] = """
            namespace Made;
            public static class Helpers
            {
                public static double Scale(double x) => 2 * x;
                public static double Shift(double x) { return x + Constants.Step; }
                public static double Chain(double x) => Scale(Shift(x));
            }
            """,
        ["Constants.cs"] = """
            namespace Made;
            public static class Constants
            {
                public const double Step = 0.5;
                public const double Twice = 2 * Step;
                public static double Free = 3;
            }
            public enum Mode { Plain, Hard }
            """,
        ["Extensions.cs"] = "namespace Made; public static class Extensions { public static double Thrice(this double x) => 3 * x; }",
        ["First.cs"] = """
            using Alias = Made.Helpers;
            namespace Made;
            /// <summary>The first.</summary>
            public sealed partial class First
            {
                /// <summary>An equation.</summary>
                /// <param name="weight">A weight.</param>
                [Loss]
                public static double L(Policy pi, Case c, double weight = Constants.Step, Mode mode = Mode.Plain)
                {
                    var scaled = Alias.Chain(-pi.LogProb(c.Action, c.State));
                    return mode switch { Mode.Hard => weight * scaled, _ => scaled * Constants.Twice };
                }
            }
            """,
        ["Parts1.cs"] = """
            namespace Made;
            public sealed partial class Parts
            {
                [Loss] static double A(Policy pi, Demonstration d) => Halved(pi.Entropy(d.State)).Thrice();
            }
            """,
        ["Parts2.cs"] = """
            namespace Made;
            partial class Parts
            {
                [Loss] static double B(Policy pi, Demonstration d) => Tiny * Own(pi.Entropy(d.State));
                static double Own(double x) => Helpers.Scale(x);
            }
            """,
        ["Importing.cs"] = """
            namespace Made;
            [Loss<First>(Weight = 3)]
            public sealed partial class Importing
            {
                [Loss] static double M(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
                [Aggregate(Store.EveryState)] static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
            }
            [Loss<Importing>] sealed partial class Again;
            """,
        ["Ops.cs"] = """
            namespace Made;
            public static partial class Ops
            {
                [Operation(nameof(F)), Gradient("x", nameof(G))]
                public static double F(double x) => x * x;
                public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x * x;
                public static double G(double x, double gradient) => Helpers.Scale(x) * gradient;
            }
            """,
        ["User.cs"] = """
            namespace Made;
            sealed partial class User
            {
            #if FAST
                [Loss] static double L(Policy pi, Demonstration d) => Ops.F(pi.Entropy(d.State));
            #else
                [Loss] static double L(Policy pi, Demonstration d) => Ops.F(-pi.LogProb(d.Action, d.State));
            #endif
            }
            [Loss<Library.Base>] sealed partial class Foreign;
            """,
        ["Unrelated.cs"] = "namespace Elsewhere; class Unrelated { public int Number => 1; int Method(int x) { return x; } }",
    };

    private static readonly (string File, string Before, string After)[] Edits =
    [
        ("Global.cs", "Made.Shared", "Made.Helpers"),
        ("Rows.cs", "double Weight", "int Weight"),
        ("Rows.cs", "Action,", "Choice,"),
        ("Rows.cs", "public", "internal"),
        ("Shared.cs", "x / 2", "x / 4"),
        ("Shared.cs", "1e-3", "2e-3"),
        ("Shared.cs", "Halved", "Doubled"),
        ("Helpers.cs", "2 * x", "7 * x"),
        ("Helpers.cs", "Scale(Shift(x))", "Shift(Scale(x))"),
        ("Helpers.cs", "double Scale(double x)", "double Scale(float x)"),
        ("Helpers.cs", "return x +", "return x -"),
        ("Helpers.cs", "static class Helpers", "static class Renamed"),
        ("Helpers.cs", "}", ""),
        ("Constants.cs", "Step = 0.5", "Step = 0.25"),
        ("Constants.cs", "Free = 3", "Free = 4"),
        ("Constants.cs", "Plain, Hard", "Hard, Plain"),
        ("Constants.cs", "2 * Step", "3 * Step"),
        ("Extensions.cs", "3 * x", "4 * x"),
        ("Extensions.cs", "this ", ""),
        ("Extensions.cs", "namespace Made", "namespace Afar"),
        ("First.cs", "weight = Constants.Step", "weight = 2"),
        ("First.cs", "weight * scaled", "scaled"),
        ("First.cs", "A weight.", "Another weight."),
        ("First.cs", "Alias = Made.Helpers", "Alias = Made.Extensions"),
        ("First.cs", "[Loss]", "[Made.Loss]"),
        ("First.cs", "The first.", "The very first."),
        ("First.cs", "L(Policy", "L(Policy<"),
        ("Parts1.cs", "[Loss]", ""),
        ("Parts1.cs", ".Thrice()", ""),
        ("Parts1.cs", "sealed partial", "sealed"),
        ("Parts2.cs", "Tiny *", "2 * Tiny *"),
        ("Parts2.cs", "Own(double x) =>", "Own(double x) => 2 *"),
        ("Importing.cs", "Weight = 3", "Weight = 4"),
        ("Importing.cs", "Round == 0", "Round == 2"),
        ("Importing.cs", "Loss<First>", "Loss<Parts>"),
        ("Importing.cs", "static double M", "static int M"),
        ("Ops.cs", "Scale(x) *", "Shift(x) *"),
        ("Ops.cs", "=> x * x;", "=> x * x * 1;"),
        ("Ops.cs", "nameof(G)", "\"H\""),
        ("User.cs", "Ops.F(pi", "2 * Ops.F(pi"),
        ("User.cs", "Library.Base", "First"),
        ("Unrelated.cs", "Number => 1", "Number => 2"),
        ("Unrelated.cs", "return x", "return -x"),
        ("Unrelated.cs", "int Method(int x)", "int Method(int y, int x)"),
        ("Unrelated.cs", "class Unrelated", "class Scale"),
        ("Unrelated.cs", "namespace Elsewhere", "namespace Made"),
        ("Unrelated.cs", "class Unrelated", "class Helpers"),
    ];

    /// <summary>Files that come and go: most capture a name that others use.</summary>
    private static readonly string[] Visitors =
    [
        "namespace Made; class Policy { }",
        "namespace Made; class LossAttribute : System.Attribute { }",
        "namespace Made.Helpers { }",
        "namespace Made.Deep { }",
        "namespace Made; static class Nearer { public static double Thrice(this double x) => 9 * x; }",
        "namespace Made; struct Demonstration { }",
        "namespace Made; partial class Parts { static double Halved(double x) => x / 8; }",
        "namespace Made; partial class Again { [Loss] static double Z(Policy pi, Case c) => pi.Entropy(c.State); }",
        "namespace Made; partial class First { const double Tiny = 9; static class Alias { } }",
        "namespace Elsewhere; class Policy { }",
        "global using Case = DeclarativeIL.Demonstration;",
        "namespace DeclarativeIL; class Vector { }",
        "namespace System; class Math { }",
        """
            namespace Made;
            public sealed partial class Late { [Loss] static double L(Policy pi, Case c) => Helpers.Chain(pi.Entropy(c.State)); }
            """,
        "class Helpers { }",
        "namespace Made; class ",
        "static class Free { }",
    ];
}
