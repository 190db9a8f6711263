using DeclarativeIL.CodeFixes;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <content>Fixes of numbers: defaults, divisions, constants, stable forms.</content>
public partial class CodeFixTests
{
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
            """
            [Loss] static double L(Policy mu, Demonstration d, Matrix {|DIL009:gain|})
                => SquaredNorm(mu.Mean(d.State) - d.Action + gain * (d.State - d.State));
            """,
            """
            [Loss] static double L(Policy mu, Demonstration d, [Given] Matrix gain)
                => SquaredNorm(mu.Mean(d.State) - d.Action + gain * (d.State - d.State));
            """,
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
            """
            sealed partial class C
            {
                [Loss] static double L(Policy pi, Demonstration d) => {|DIL016:1 / 2|} * 3 * pi.Entropy(d.State);
                [Loss] static double M(Policy pi, Demonstration d) => Math.Pow(pi.Entropy(d.State), {|DIL016:3 / 2 / 4|});
            }
            """,
            """
            sealed partial class C
            {
                [Loss] static double L(Policy pi, Demonstration d) => 1 / 2.0 * 3 * pi.Entropy(d.State);
                [Loss] static double M(Policy pi, Demonstration d) => Math.Pow(pi.Entropy(d.State), 3 / 2.0 / 4.0);
            }
            """,
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
            """
            namespace N
            {
                sealed partial class C
                {
                    [Loss] static double L(Policy pi, Demonstration d)
                        => {|DIL050:Math.Log(DeclarativeIL.Functions.Sigmoid(pi.Entropy(d.State)))|};
                    static double LogSigmoid(double x) => x;
                }
            }
            """,
            """
            namespace N
            {
                sealed partial class C
                {
                    [Loss] static double L(Policy pi, Demonstration d)
                        => Functions.LogSigmoid(pi.Entropy(d.State));
                    static double LogSigmoid(double x) => x;
                }
            }
            """,
            "Write 'Functions.LogSigmoid(pi.Entropy(d.State))'"
        );

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
}
