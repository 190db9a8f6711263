using DeclarativeIL.CodeFixes;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <content>Fixes of heads.</content>
public partial class CodeFixTests
{
    [Theory]
    [InlineData("sealed record {|DIL063:SpotHead|}", "sealed partial record SpotHead")]
    [InlineData("partial record {|DIL063:SpotHead|}", "sealed partial record SpotHead")]
    [InlineData("public record {|DIL063:SpotHead|}", "public sealed partial record SpotHead")]
    [InlineData("file sealed partial record {|DIL063:SpotHead|}", "sealed partial record SpotHead")]
    public Task A_record_becomes_a_head(string head, string written) =>
        Fixing.Check<HeadShapeFix>(Spot(head), Spot(written), $"Write '{written}'");

    [Theory]
    [InlineData("sealed partial record {|DIL063:Spot|}")]
    [InlineData("sealed record {|DIL063:SpotHead|}<T>")]
    [InlineData("abstract partial record {|DIL063:SpotHead|}")]
    public Task Names_type_parameters_and_bases_need_a_person(string head) => Fixing.CheckNone<HeadShapeFix>(Spot(head));

    [Theory]
    [InlineData(
        "public double {|DIL066:LogProb|}(double distance) => -distance;",
        "private double LogProb(double distance) => -distance;",
        "private double LogProb(double distance)"
    )]
    [InlineData("public Vector {|DIL066:Entropy|} => Place;", "private Vector Entropy => Place;", "private Vector Entropy")]
    public Task A_member_of_another_form_becomes_a_helper(string member, string written, string title) =>
        Fixing.Check<HeadHelperFix>(
            Spot("sealed partial record SpotHead", member),
            Spot("sealed partial record SpotHead", written),
            $"Write '{title}'"
        );

    private static string Spot(string head, string member = "") =>
        $$"""
            using DeclarativeIL.Policies;
            [Head<BoxSpace>]
            {{head}}(Act Place)
            {
                public Act Mode => Place;
                {{member}}
            }
            """;
}
