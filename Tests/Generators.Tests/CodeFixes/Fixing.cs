using DeclarativeIL.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <summary>Analyses a source, applies a fix, one by one and all at once, and analyses again.</summary>
internal static class Fixing
{
    /// <param name="source">With <c>{|DIL001:...|}</c> where a problem is expected.</param>
    /// <param name="written">After the fix: without a mark, no problem is left.</param>
    /// <param name="title">What the fix is offered as; null where it is of no interest.</param>
    public static Task Check<T>(string source, string written, string? title)
        where T : CodeFixProvider, new()
    {
        var test = new Test<T>
        {
            TestCode = source,
            FixedCode = written,
            CodeActionVerifier = title is null ? null : (action, verifier) => verifier.Equal(title, action.Title),
        };
        return test.RunAsync();
    }

    /// <summary>No fix is offered.</summary>
    public static Task CheckNone<T>(string source)
        where T : CodeFixProvider, new() => Check<T>(source, source, title: null);

    private sealed class Test<T> : CSharpCodeFixTest<DeclarationAnalyzer, T, DefaultVerifier>
        where T : CodeFixProvider, new()
    {
        public Test()
        {
            ReferenceAssemblies = new("net10.0");
            TestState.AdditionalReferences.AddRange(References.All);
            foreach (var state in new[] { TestState, FixedState })
                state.Sources.Add(("Usings.cs", GeneratorHarness.GlobalUsings));
        }

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
    }
}
