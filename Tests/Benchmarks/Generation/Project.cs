using System.Globalization;
using DeclarativeIL.Benchmarks.Fuzz;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DeclarativeIL.Benchmarks.Generation;

/// <summary>Where a keystroke falls.</summary>
internal enum Keystroke
{
    /// <summary>In a body of a file that declares nothing.</summary>
    Elsewhere,

    /// <summary>In the body of one declared loss.</summary>
    InLoss,

    /// <summary>In the body of a helper that a tenth of the losses call.</summary>
    InHelper,
}

/// <summary>A made-up user's project: declared classes, one file each, ten files of helpers, and files that declare nothing.</summary>
internal sealed class Project(int classes, int others)
{
    private const int HelperFiles = 10;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);
    private int _edits;

    /// <summary>A compilation of which nothing is bound yet.</summary>
    public CSharpCompilation Fresh() =>
        CSharpCompilation.Create(
            "Made",
            [
                .. Enumerable.Range(0, classes).Select(i => Parse(Declared(i), $"Declared{i}.cs")),
                .. Enumerable.Range(0, HelperFiles).Select(i => Parse(Helper(i), $"Helper{i}.cs")),
                .. Enumerable.Range(0, others).Select(i => Parse(Other(i), $"Other{i}.cs")),
            ],
            EquationCompiler.References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );

    /// <summary>The project after one more digit somewhere; every edit makes a text that was not there before.</summary>
    public CSharpCompilation After(CSharpCompilation before, Keystroke place)
    {
        var path = place switch
        {
            Keystroke.Elsewhere => "Other0.cs",
            Keystroke.InLoss => $"Declared{classes / 2}.cs",
            _ => "Helper3.cs",
        };
        var tree = before.SyntaxTrees.First(tree => tree.FilePath == path);
        var text = tree.GetText();
        var start = text.ToString().IndexOf("1.0625", StringComparison.Ordinal) + "1.0625".Length;
        var end = text.ToString().IndexOf(';', start);
        var change = new TextChange(TextSpan.FromBounds(start, end), (_edits++).ToString("D6", CultureInfo.InvariantCulture));
        return before.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(change)));
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Options, path);

    private static string Declared(int i) =>
        (i % 3) switch
        {
            0 => $$"""
                using System;
                using DeclarativeIL;
                using static DeclarativeIL.Functions;

                namespace Made;

                /// <summary>Cloning number {{i}}.</summary>
                public sealed partial class Cloning{{i}}
                {
                    /// <summary>The equation.</summary>
                    /// <param name="pi">Trained.</param>
                    /// <param name="d">What the expert did.</param>
                    /// <param name="entropyWeight">Weight of the entropy bonus.</param>
                    [Loss]
                    public static double Likelihood(Policy pi, Demonstration d, double entropyWeight = 1e-3)
                    {
                        var bonus = entropyWeight * pi.Entropy(d.State);
                        var factor = 1.0625;
                        return factor * Helper{{i % HelperFiles}}.Shifted(-pi.LogProb(d.Action, d.State)) - bonus;
                    }
                }
                """,
            1 => $$"""
                using System;
                using DeclarativeIL;
                using static DeclarativeIL.Functions;

                namespace Made;

                /// <summary>Regression number {{i}}.</summary>
                public sealed partial class Regression{{i}}
                {
                    /// <summary>The equation.</summary>
                    /// <param name="mu">Trained.</param>
                    /// <param name="d">What the expert did.</param>
                    /// <param name="delta">Where the loss becomes linear.</param>
                    [Loss]
                    public static double Huber(Policy mu, Demonstration d, double delta = 1.0)
                    {
                        var error = Norm(mu.Mean(d.State) - d.Action);
                        var factor = 1.0625;
                        return error < delta ? factor * Square(error) / 2 : delta * Helper{{i % HelperFiles}}.Shifted(error - delta / 2);
                    }
                }
                """,
            _ => $$"""
                using System;
                using DeclarativeIL;
                using static DeclarativeIL.Functions;

                namespace Made;

                /// <summary>Preferences number {{i}}.</summary>
                public sealed partial class Preferring{{i}}
                {
                    /// <summary>The equation.</summary>
                    /// <param name="pi">Trained.</param>
                    /// <param name="reference">Where it starts.</param>
                    /// <param name="p">Two answers.</param>
                    /// <param name="beta">How far from the reference.</param>
                    [Loss]
                    public static double Margin(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1)
                    {
                        var chosen = pi.LogProb(p.Chosen, p.Context) - reference.LogProb(p.Chosen, p.Context);
                        var rejected = pi.LogProb(p.Rejected, p.Context) - reference.LogProb(p.Rejected, p.Context);
                        var factor = 1.0625;
                        return -LogSigmoid(beta * Helper{{i % HelperFiles}}.Shifted(factor * (chosen - rejected)));
                    }
                }
                """,
        };

    private static string Helper(int i) =>
        $$"""
            using System;
            using static DeclarativeIL.Functions;

            namespace Made;

            public static class Helper{{i}}
            {
                public static double Shifted(double x)
                {
                    var shift = 1.0625;
                    return x + 1e-6 * shift;
                }
            }
            """;

    private static string Other(int i) =>
        $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;

            namespace Made;

            /// <summary>Declares nothing, number {{i}}.</summary>
            [Serializable]
            public sealed class Other{{i}}
            {
                private readonly Dictionary<string, List<int>> _lists = new();

                [Obsolete("An attribute of another kind.")]
                public int Count => _lists.Count;

                public double Total(string name)
                {
                    var factor = 1.0625;
                    return _lists.TryGetValue(name, out var list) ? list.Where(value => value > {{i}}).Sum(value => value * factor) : 0;
                }

                public void Add(string name, params int[] values)
                {
                    if (!_lists.TryGetValue(name, out var list))
                        _lists[name] = list = new();
                    foreach (var value in values)
                        list.Add(value + {{i}});
                }
            }
            """;
}
