using DeclarativeIL.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <summary>Every fix: what it is offered as, what it writes, that nothing is left to say; and where it is not offered.</summary>
[Trait("Speed", "Slow")]
public partial class CodeFixTests
{
    private const string Loss = "[Loss] static double L(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);";

    [Theory]
    [InlineData("sealed class {|DIL001:C|}", "sealed partial class C", "sealed partial class C")]
    [InlineData(
        "/// <summary>Documented.</summary>\nclass {|DIL001:C|}",
        "/// <summary>Documented.</summary>\npartial class C",
        "partial class C"
    )]
    [InlineData("[Obsolete]\npublic class {|DIL001:C|}", "[Obsolete]\npublic partial class C", "public partial class C")]
    public Task A_declared_class_becomes_partial(string head, string written, string title) =>
        Fixing.Check<PartialFix>($"{head} {{ {Loss} }}", $"{written} {{ {Loss} }}", $"Write '{title}'");

    [Theory]
    [InlineData("public static class {|DIL002:C|}", "public sealed partial class C", "public sealed partial class C")]
    [InlineData("file sealed partial class {|DIL002:C|}", "sealed partial class C", "sealed partial class C")]
    public Task A_static_or_local_class_becomes_a_plain_one(string head, string written, string title) =>
        Fixing.Check<PlainClassFix>($"{head} {{ {Loss} }}", $"{written} {{ {Loss} }}", $"Write '{title}'");

    [Theory]
    [InlineData("public sealed partial record {|DIL002:C|}")]
    [InlineData("public sealed partial class {|DIL002:C|}<T>")]
    public Task What_cannot_be_made_plain_by_a_word_is_left(string head) => Fixing.CheckNone<PlainClassFix>($"{head} {{ {Loss} }}");

    [Fact]
    public Task Declared_members_become_static()
    {
        static string Source(string first, string second) =>
            $$"""
                sealed partial class C
                {
                    /// <summary>A loss.</summary>
                    [Loss]
                    public {{first}}(Policy pi, Demonstration d) => pi.Entropy(d.State);

                    [Loss]
                    {{second}}(Policy pi, Demonstration d) => pi.LogProb(d.Action, d.State);
                }
                """;
        return Fixing.Check<StaticFix>(
            Source("double {|DIL003:L|}", "double {|DIL003:M|}"),
            Source("static double L", "static double M"),
            title: null
        );
    }

    [Fact]
    public Task A_generic_member_is_left() =>
        InClass<StaticFix>("[Loss] double {|DIL003:L|}<T>(Policy pi, Demonstration d) => pi.Entropy(d.State);");

    [Fact]
    public Task A_number_is_returned_as_a_double() =>
        InClass<ReturnTypeFix>(
            $"{Loss} [Column] static {{|DIL004:float|}} X(Demonstration d) => 0;",
            $"{Loss} [Column] static double X(Demonstration d) => 0;",
            "double X"
        );

    [Theory]
    [InlineData("[Column] static {|DIL004:decimal|} X(Demonstration d) => 0;")]
    [InlineData("[Aggregate(Store.EveryState)] static {|DIL004:int|} D(Step t) => 0;")]
    [InlineData("[Reward] static {|DIL004:Vector|} R(Transition t) => t.Next - t.State;")]
    public Task What_is_no_double_is_left(string member) => InClass<ReturnTypeFix>(Loss + member);

    /// <summary>The table of docs/diagnostics.md is what there is.</summary>
    [Fact]
    public void The_documentation_says_which_have_a_fix()
    {
        var fixes = typeof(DeclarationFix)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DeclarationFix)))
            .ToList();
        var ids = fixes
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds)
            .Order(StringComparer.Ordinal)
            .ToList();
        var sections = File.ReadAllText(References.PathOf("docs", "diagnostics.md")).Split("\n## ")[1..];

        Assert.Equal(ids, sections.Where(section => section.Contains("\nFix: ", StringComparison.Ordinal)).Select(section => section[..6]));
        Assert.All(
            fixes,
            type => Assert.Contains(type.GetCustomAttributes(inherit: false), attribute => attribute is ExportCodeFixProviderAttribute)
        );
    }

    private static Task InClass<T>(string members)
        where T : CodeFixProvider, new() => Fixing.CheckNone<T>($"sealed partial class C {{ {members} }}");

    private static Task InClass<T>(string members, string written, string title)
        where T : CodeFixProvider, new() =>
        Fixing.Check<T>($"sealed partial class C {{ {members} }}", $"sealed partial class C {{ {written} }}", $"Write '{title}'");
}
