using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>
/// A small project whose declared classes use each other in every way that one file can depend on another, and edits of it.
/// </summary>
internal sealed class MadeProject
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

    private readonly Random _random = new(20240229);
    private readonly List<(string File, string Before, string After)> _made = [];
    private readonly MetadataReference[] _libraries;
    private bool _isFast;

    public MadeProject()
    {
        _libraries =
        [
            .. ((double[])[2, 3]).Select(factor =>
                CrossAssembly.Image(
                    GeneratorHarness
                        .Run(
                            GeneratorHarness.Compile(
                                LanguageVersion.Latest,
                                "Library",
                                $$"""
                                namespace Library;
                                public sealed partial class Base
                                {
                                    [Loss] public static double L(Policy pi, Demonstration d) => {{factor}} * pi.Entropy(d.State);
                                }
                                """
                            )
                        )
                        .AssertCompiles()
                        .After
                )
            ),
        ];
        Compilation = CSharpCompilation.Create(
            "Made",
            Start.Select(file => Parse(file.Value, file.Key)),
            [.. References.All, _libraries[0]],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
    }

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The same project, nothing of which has been seen before.</summary>
    public CSharpCompilation Anew() =>
        Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Compilation.SyntaxTrees.Select(tree => Parse(tree.ToString(), tree.FilePath)));

    /// <returns>What was done.</returns>
    public string Edit() =>
        _random.Next(20) switch
        {
            0 or 1 => Visit(),
            2 => Reference(),
            3 => Reorder(),
            4 => Redefine(),
            _ => Replace(),
        };

    /// <summary>Text for text; with four edits made, one of them is taken back, so that the project stays nearly sound.</summary>
    private string Replace()
    {
        var undo = _made.Count > 4 || (_made.Count > 0 && _random.Next(3) == 0);
        var edit = undo ? _made[_random.Next(_made.Count)] : Edits[_random.Next(Edits.Length)];
        var (from, to) = undo ? (edit.After, edit.Before) : (edit.Before, edit.After);
        if (undo)
            _made.Remove(edit);
        else if (_made.Any(made => made.File == edit.File))
            return Replace();
        else
            _made.Add(edit);
        var tree = Compilation.SyntaxTrees.Single(tree => tree.FilePath == edit.File);
        var text = undo ? Start[edit.File] : tree.ToString().Replace(from, to, StringComparison.Ordinal);
        Compilation = Compilation.ReplaceSyntaxTree(tree, Parse(text, edit.File));
        return $"{edit.File}: {from} -> {to}";
    }

    private string Visit()
    {
        var guests = Compilation.SyntaxTrees.Where(tree => tree.FilePath.StartsWith("Visitor", StringComparison.Ordinal)).ToList();
        if (guests.Count > 1 || (guests.Count > 0 && _random.Next(2) == 0))
        {
            Compilation = Compilation.RemoveSyntaxTrees(guests[0]);
            return "without " + guests[0];
        }
        var i = _random.Next(Visitors.Length);
        if (guests.Any(guest => guest.FilePath == $"Visitor{i}.cs"))
            return "nothing";
        Compilation = Compilation.AddSyntaxTrees(Parse(Visitors[i], $"Visitor{i}.cs"));
        return "with " + Visitors[i];
    }

    private string Reference()
    {
        var present = _libraries.FirstOrDefault(library => Compilation.References.Contains(library));
        var next = _random.Next(3) is var i && i < 2 ? _libraries[i] : null;
        if (present is not null)
            Compilation = Compilation.RemoveReferences(present);
        if (next is not null)
            Compilation = Compilation.AddReferences(next);
        return "another reference";
    }

    private string Reorder()
    {
        Compilation = Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Compilation.SyntaxTrees.OrderBy(_ => _random.Next()).ToList());
        return "another order of files";
    }

    private string Redefine()
    {
        _isFast = !_isFast;
        Compilation = Anew();
        return "another symbol";
    }

    private SyntaxTree Parse(string text, string path)
    {
        var tree = GeneratorHarness.Parse(text, path);
        return CSharpSyntaxTree.ParseText(
            tree.GetText(),
            ((CSharpParseOptions)tree.Options).WithPreprocessorSymbols(_isFast ? new[] { "FAST" } : []),
            path
        );
    }
}
