using DeclarativeIL.CodeFixes;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <content>Fixes of environments.</content>
public partial class CodeFixTests
{
    private const string Seen = "[Observation(-1, 1)] double Seen => 0;",
        Done = "[Action(-1, 1)] float Done { get; set; }",
        Others = "[Reward] double Paid => 0; [Reset] void Start() { } [Step] void Move() { }";

    [Theory]
    [InlineData("sealed partial class World", "[Environment]\nsealed partial class World")]
    [InlineData(
        "/// <summary>A world.</summary>\npartial class World",
        "/// <summary>A world.</summary>\n[Environment]\npartial class World"
    )]
    [InlineData("[Obsolete] partial class World", "[Environment]\n[Obsolete] partial class World")]
    public Task A_class_of_parts_becomes_an_environment(string head, string written) =>
        Fixing.Check<EnvironmentFix>(
            $"{head} {{ [{{|DIL070:Observation(-1, 1)|}}] double Seen => 0; {Done} {Others} }}",
            $"{written} {{ {Seen} {Done} {Others} }}",
            title: null
        );

    [Theory]
    [InlineData("Observation(2, -1)", "Observation(-1, 2)")]
    [InlineData("Observation(High, -1.5)", "Observation(-1.5, High)")]
    public Task Bounds_are_put_in_order(string bounds, string written) =>
        InWorld<BoundsFix>(
            $"const double High = 3; [{{|DIL074:{bounds}|}}] double Seen => 0; {Done} {Others}",
            $"const double High = 3; [{written}] double Seen => 0; {Done} {Others}",
            $"Write '[{written}]'"
        );

    [Theory]
    [InlineData("Observation")]
    [InlineData("Observation(1, 1)")]
    [InlineData("Observation(double.NaN, 1)")]
    public Task Bounds_that_nobody_knows_are_left(string bounds) =>
        InWorld<BoundsFix>($"[{{|DIL074:{bounds}|}}] double Seen => 0; {Done} {Others}");

    [Theory]
    [InlineData("{ get; }")]
    [InlineData("{ get; init; }")]
    public Task An_action_can_be_set(string accessors) =>
        InWorld<SettableFix>(
            $"{Seen} [Action(-1, 1)] float {{|DIL075:Done|}} {accessors} {Others}",
            $"{Seen} {Done} {Others}",
            "Write 'float Done { get; set; }'"
        );

    [Theory]
    [InlineData("float {|DIL075:Done|} => 0;")]
    [InlineData("float {|DIL075:Done|} { get { return 0; } }")]
    [InlineData("readonly float {|DIL075:Done|};")]
    [InlineData("static float {|DIL075:Done|} { get; set; }")]
    public Task What_a_word_cannot_make_settable_is_left(string member) =>
        InWorld<SettableFix>($"{Seen} [Action(-1, 1)] {member} {Others}");

    private static Task InWorld<T>(string source, string? written = null, string? title = null)
        where T : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new() =>
        Fixing.Check<T>(
            $"[Environment] sealed partial class World {{ {source} }}",
            $"[Environment] sealed partial class World {{ {written ?? source} }}",
            title
        );
}
