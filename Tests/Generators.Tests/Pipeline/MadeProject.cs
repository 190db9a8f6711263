using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>
/// A small project whose declared classes use each other in every way that one file can depend on another, and edits of it.
/// </summary>
internal sealed partial class MadeProject
{
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
