namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>A checkpoint is of a declaration and of the code of the operations that it is computed by.</summary>
public class OperationSourceTests
{
    private const string Before = """
        static class Ops
        {
            [Operation(nameof(TwiceBatch)), Gradient("x", nameof(Slope))]
            public static double Twice(double x) => Factor() * x;
            public static TorchSharp.torch.Tensor TwiceBatch(TorchSharp.torch.Tensor x) => 2 * x;
            public static double Slope(double x, double gradient) => 2 * gradient;
            private static double Factor() => 2;
            public static double Other(double x) => x;
        }

        sealed partial class Cloning
        {
            [Loss]
            static double Error(Policy pi, Demonstration d) => -Ops.Twice(pi.LogProb(d.Action, d.State));
        }
        """;

    [Theory]
    [InlineData("Factor() * x", "Factor() * x * 1.5")]
    [InlineData("=> 2 * x;", "=> 3 * x;")]
    [InlineData("2 * gradient", "gradient * 2")]
    [InlineData("Factor() => 2;", "Factor() => 3;")]
    public void Changed_code_of_an_operation_is_another_declaration(string code, string changed) =>
        Assert.NotEqual(Declared(Before), Declared(Before.Replace(code, changed, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Factor() * x", "Factor()  /* twice */  * x")]
    [InlineData("Other(double x) => x;", "Other(double x) => -x;")]
    public void Spaces_comments_and_other_members_are_not(string code, string changed) =>
        Assert.Equal(Declared(Before), Declared(Before.Replace(code, changed, StringComparison.Ordinal)));

    private static string Declared(string source)
    {
        var run = GeneratorHarness.Run(source);
        var lines = run.Files.Values.SelectMany(static file => file.Split('\n'));
        return lines.Single(static line => line.Contains("computed by Twice, code", StringComparison.Ordinal)).Trim();
    }
}
