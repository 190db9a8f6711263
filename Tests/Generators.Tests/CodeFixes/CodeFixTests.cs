using DeclarativeIL.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <summary>Every fix: what it is offered as, what it writes, that nothing is left to say; and where it is not offered.</summary>
[Trait("Speed", "Slow")]
public class CodeFixTests
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

    [Theory]
    [InlineData("double {|DIL009:weight|}", "double weight = 1")]
    [InlineData("int {|DIL009:weight|}", "int weight = 1")]
    [InlineData("float {|DIL009:weight|} = -0.5f", "double weight = -0.5")]
    [InlineData("double {|DIL009:weight|}, double scale = 1", "double weight = 1, double scale = 1", "double weight = 1")]
    public Task A_number_gets_a_default(string parameter, string written, string? title = null) =>
        InClass<ParameterRoleFix>(
            $"[Loss] static double L(Policy pi, Demonstration d, {parameter}) => weight * pi.Entropy(d.State);",
            $"[Loss] static double L(Policy pi, Demonstration d, {written}) => weight * pi.Entropy(d.State);",
            title ?? written
        );

    [Fact]
    public Task A_truth_gets_a_default() =>
        InClass<ParameterRoleFix>(
            "[Loss] static double L(Policy pi, Demonstration d, bool {|DIL009:off|}) => off ? 0 : pi.Entropy(d.State);",
            "[Loss] static double L(Policy pi, Demonstration d, bool off = false) => off ? 0 : pi.Entropy(d.State);",
            "bool off = false"
        );

    [Fact]
    public Task A_matrix_is_given() =>
        InClass<ParameterRoleFix>(
            "[Loss] static double L(Policy mu, Demonstration d, Matrix {|DIL009:gain|}) => SquaredNorm(mu.Mean(d.State) - d.Action + gain * (d.State - d.State));",
            "[Loss] static double L(Policy mu, Demonstration d, [Given] Matrix gain) => SquaredNorm(mu.Mean(d.State) - d.Action + gain * (d.State - d.State));",
            "[Given] Matrix gain"
        );

    [Theory]
    [InlineData("double {|DIL009:weight|}, Policy pi, Demonstration d")]
    [InlineData("Policy pi, Demonstration d, decimal {|DIL009:weight|} = 1")]
    public Task A_parameter_that_cannot_have_a_default_is_left(string parameters) =>
        InClass<ParameterRoleFix>($"[Loss] static double L({parameters}) => pi.Entropy(d.State);");

    [Theory]
    [InlineData("n / 2", "n / 2.0")]
    [InlineData("1 / n", "1.0 / n")]
    [InlineData("n / m", "(double)n / m")]
    [InlineData("(n + 1) / m", "(double)(n + 1) / m")]
    [InlineData("n * m / m", "(double)(n * m) / m")]
    [InlineData("1 / 2", "1 / 2.0")]
    public Task Integers_are_divided_as_doubles(string division, string written) =>
        InClass<IntegerDivisionFix>(
            $"[Loss] static double L(Policy pi, Demonstration d, int n = 3, int m = 4) => {{|DIL016:{division}|}} * pi.Entropy(d.State);",
            $"[Loss] static double L(Policy pi, Demonstration d, int n = 3, int m = 4) => {written} * pi.Entropy(d.State);",
            written
        );

    [Fact]
    public Task Every_integer_division_of_a_class_is_found() =>
        Fixing.Check<IntegerDivisionFix>(
            "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => {|DIL016:1 / 2|} * 3 * pi.Entropy(d.State); [Loss] static double M(Policy pi, Demonstration d) => Math.Pow(pi.Entropy(d.State), {|DIL016:3 / 2 / 4|}); }",
            "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => 1 / 2.0 * 3 * pi.Entropy(d.State); [Loss] static double M(Policy pi, Demonstration d) => Math.Pow(pi.Entropy(d.State), 3 / 2.0 / 4.0); }",
            title: null
        );

    [Fact]
    public Task A_hyperparameter_gets_the_default_that_it_has_elsewhere() =>
        InClass<SameDefaultFix>(
            """
            [Loss] static double L(Policy pi, Demonstration d, double beta = 0.5) => beta * pi.Entropy(d.State);
            [Loss] static double M(Policy pi, Demonstration d, double {|DIL018:beta|} = 2) => beta * pi.Entropy(d.State);
            """,
            """
            [Loss] static double L(Policy pi, Demonstration d, double beta = 0.5) => beta * pi.Entropy(d.State);
            [Loss] static double M(Policy pi, Demonstration d, double beta = 0.5) => beta * pi.Entropy(d.State);
            """,
            "double beta = 0.5"
        );

    [Fact]
    public Task A_hyperparameter_of_another_type_is_left() =>
        InClass<SameDefaultFix>(
            """
            [Loss] static double L(Policy pi, Demonstration d, double beta = 1) => beta * pi.Entropy(d.State);
            [Loss] static double M(Policy pi, Demonstration d, int {|DIL018:beta|} = 1) => beta * pi.Entropy(d.State);
            """
        );

    [Fact]
    public Task A_network_gets_the_name_that_it_is_trained_under() =>
        InClass<NetworkNameFix>(
            Loss
                + "[Aggregate(Store.EveryState)] static Control D(Policy {|DIL021:learner|}, Step t) => learner.Entropy(t.State) > 1 ? Control.Expert : Control.Learner;",
            Loss
                + "[Aggregate(Store.EveryState)] static Control D(Policy pi, Step t) => pi.Entropy(t.State) > 1 ? Control.Expert : Control.Learner;",
            "Policy pi"
        );

    [Fact]
    public Task A_network_whose_name_would_clash_is_left() =>
        InClass<NetworkNameFix>(
            Loss
                + "[Aggregate(Store.EveryState)] static Control D(Policy {|DIL021:learner|}, Step t) { var pi = learner.Entropy(t.State); return pi > 1 ? Control.Expert : Control.Learner; }"
        );

    [Theory]
    [InlineData("static double scale = 2;", "const double scale = 2;", "const double scale = 2")]
    [InlineData("public static readonly double scale = 2 * 3;", "public const double scale = 2 * 3;", "public const double scale = 2 * 3")]
    public Task A_field_that_nothing_assigns_becomes_a_constant(string field, string written, string title) =>
        InClass<ConstantFix>(
            $"{field} [Loss] static double L(Policy pi, Demonstration d) => {{|DIL022:scale|}} * pi.Entropy(d.State);",
            $"{written} [Loss] static double L(Policy pi, Demonstration d) => scale * pi.Entropy(d.State);",
            title
        );

    [Theory]
    [InlineData("static double scale = Math.Sqrt(2);")]
    [InlineData("public static double scale = 2;")]
    [InlineData("static double scale = 2; static void Change() => C.scale++;")]
    [InlineData("static double scale = 2; static void Change() => scale = 3;")]
    public Task A_field_that_may_change_is_left(string field) =>
        InClass<ConstantFix>($"{field} [Loss] static double L(Policy pi, Demonstration d) => {{|DIL022:scale|}} * pi.Entropy(d.State);");

    [Fact]
    public Task An_ensemble_gets_two_members() =>
        InClass<EnsembleSizeFix>(
            "[Loss] static double L([Ensemble(Members = 1)] Policy {|DIL026:mu|}, Demonstration d) => mu.Entropy(d.State);",
            "[Loss] static double L([Ensemble(Members = 2)] Policy mu, Demonstration d) => mu.Entropy(d.State);",
            "Members = 2"
        );

    [Fact]
    public Task A_class_of_one_member_gets_two() =>
        Fixing.Check<EnsembleSizeFix>(
            $"[{{|DIL026:Ensemble(Members = 1)|}}] sealed partial class C {{ {Loss} }}",
            $"[Ensemble(Members = 2)] sealed partial class C {{ {Loss} }}",
            "Write 'Members = 2'"
        );

    [Fact]
    public Task An_ensemble_is_marked_in_its_loss() =>
        InClass<EnsembleMarkFix>(
            Loss
                + "[Aggregate(Store.EveryState)] static Control D(Ensemble {|DIL027:pi|}, Step t) => Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;",
            Loss.Replace("Policy pi", "[Ensemble] Policy pi", StringComparison.Ordinal)
                + "[Aggregate(Store.EveryState)] static Control D(Ensemble pi, Step t) => Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;",
            "[Ensemble] Policy pi"
        );

    [Fact]
    public Task An_ensemble_of_an_imported_loss_is_marked_on_the_class()
    {
        const string Members =
            "[Aggregate(Store.EveryState)] static Control D(Ensemble $, Step t) => Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;";
        string Source(string head, string parameter) =>
            $$"""
                sealed partial class Imported { {{Loss}} }

                /// <summary>Documented.</summary>
                {{head}}sealed partial class C { {{Members.Replace("$", parameter, StringComparison.Ordinal)}} }
                """;
        return Fixing.Check<EnsembleMarkFix>(
            Source("[Loss<Imported>]\n", "{|DIL027:pi|}"),
            Source("[Ensemble]\n[Loss<Imported>]\n", "pi"),
            "Write '[Ensemble] sealed partial class C'"
        );
    }

    [Fact]
    public Task A_second_row_is_the_next_of_the_batch() =>
        InClass<OtherRowFix>(
            "[Loss] static double L(Policy pi, Demonstration a, Demonstration {|DIL029:b|}) => pi.Entropy(a.State) - pi.Entropy(b.State);",
            "[Loss] static double L(Policy pi, Demonstration a, [Other] Demonstration b) => pi.Entropy(a.State) - pi.Entropy(b.State);",
            "[Other] Demonstration b"
        );

    [Fact]
    public Task A_row_of_another_type_is_left() =>
        InClass<OtherRowFix>(
            "[Loss] static double L(Policy pi, Demonstration a, Transition {|DIL029:b|}) => pi.Entropy(a.State) - pi.Entropy(b.State);"
        );

    [Theory]
    [InlineData("Math.Log(Sigmoid(x))", "LogSigmoid(x)")]
    [InlineData("Math.Log(((Functions.Sigmoid((2 * x)))))", "LogSigmoid(2 * x)")]
    [InlineData("Math.Log(1 + Math.Exp(x))", "Softplus(x)")]
    [InlineData("Math.Log(Math.Exp(2 * x) + 1.0)", "Softplus(2 * x)")]
    [InlineData("Math.Log(1 - Math.Exp(x))", "Log1mExp(x)")]
    [InlineData("Math.Log(Sum(Exp(v)))", "LogSumExp(v)")]
    [InlineData("Sum(Log(Softmax(v)))", "Sum(LogSoftmax(v))", "Log(Softmax(v))", "LogSoftmax(v)")]
    public Task An_unsafe_form_is_written_as_the_stable_one(string form, string written, string? marked = null, string? title = null)
    {
        var source = form.Replace(marked ?? form, $"{{|DIL050:{marked ?? form}|}}", StringComparison.Ordinal);
        return InClass<StableFormFix>(Unstable(source), Unstable(written), title ?? written);
    }

    [Theory]
    [InlineData("Math.Log(1 + e)")]
    [InlineData("Math.Log(Halves.Sigmoid(x))")]
    public Task A_form_that_is_spread_over_locals_and_helpers_is_left(string form) =>
        InClass<StableFormFix>(Unstable($"{{|DIL050:{form}|}}"));

    [Fact]
    public Task A_stable_form_is_named_as_far_as_it_must_be() =>
        Fixing.Check<StableFormFix>(
            "namespace N { sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => {|DIL050:Math.Log(DeclarativeIL.Functions.Sigmoid(pi.Entropy(d.State)))|}; static double LogSigmoid(double x) => x; } }",
            "namespace N { sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => Functions.LogSigmoid(pi.Entropy(d.State)); static double LogSigmoid(double x) => x; } }",
            "Write 'Functions.LogSigmoid(pi.Entropy(d.State))'"
        );

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

    private static string Unstable(string form) =>
        $$"""
            [Loss]
            static double L(Policy pi, Demonstration d)
            {
                var x = pi.Entropy(d.State);
                var e = Math.Exp(x);
                Vector v = pi.Mean(d.State) - d.Action;
                return {{form}} + x + SquaredNorm(v) + e;
            }

            static class Halves { public static double Sigmoid(double x) => Functions.Sigmoid(x / 2); }
            """;

    private static Task InClass<T>(string members)
        where T : CodeFixProvider, new() => Fixing.CheckNone<T>($"sealed partial class C {{ {members} }}");

    private static Task InClass<T>(string members, string written, string title)
        where T : CodeFixProvider, new() =>
        Fixing.Check<T>($"sealed partial class C {{ {members} }}", $"sealed partial class C {{ {written} }}", $"Write '{title}'");
}
