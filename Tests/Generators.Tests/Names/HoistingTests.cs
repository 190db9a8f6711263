using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Tests.Names;

/// <summary>
/// What goes through all components of a vector stands in no loop over components: the work is linear in the width. What is the same for
/// all rows stands in no loop over rows.
/// </summary>
[Trait("Speed", "Slow")]
public class HoistingTests
{
    [Theory]
    [InlineData("-LogSoftmax(f.Of(d.State))[d.Action]")]
    [InlineData("-Math.Log(Sum(Exp(f.Of(d.State)))) * LogSoftmax(f.Of(d.State))[1]")]
    [InlineData("SquaredNorm(Softmax(f.Of(d.State))) + LogSumExp(f.Of(d.State))")]
    [InlineData("Math.Sqrt(SquaredNorm(f.Of(d.State) - Softmax(f.Of(d.State))))")]
    [InlineData("Dot(f.Of(d.State), Softmax(f.Of(d.State))) / SquaredNorm(f.Of(d.State))")]
    [InlineData("SquaredNorm(w * Softmax(w * f.Of(d.State)))")]
    [InlineData("Math.Exp(-SquaredNorm(f.Of(d.State))) * Sum(f.Of(d.State))")]
    [InlineData("SoftmaxEntropy(f.Of(d.State)) * SquaredNorm(f.Of(d.State))")]
    [InlineData("SoftmaxEntropy(Masked(f.Of(d.State), g))")]
    [InlineData("SquaredNorm(w * Tanh(f.Of(d.State)))")]
    [InlineData("Sum(Clamp(f.Of(d.State), -Math.Exp(d.Action[0]), Math.Exp(d.Action[0])))")]
    [InlineData("Sum(LogGamma(Math.Exp(d.Action[0]) + Softplus(f.Of(d.State))))")]
    [InlineData("SquaredNorm(Outer(Tanh(f.Of(d.State)), Exp(f.Of(d.State))) * g) + SquaredNorm(Outer(g, Exp(f.Of(d.State))) * Exp(g))")]
    public void No_loop_over_components_calls_what_does_not_depend_on_them(string loss)
    {
        var loops = Loops(loss, "k", "l");

        Assert.NotEmpty(loops);
        foreach (var loop in loops)
        foreach (var call in Calls(loop).Where(call => call.Ancestors().OfType<ForStatementSyntax>().First() == loop))
            Assert.Contains(
                call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>(),
                name => name.Identifier.Text == loop.Declaration!.Variables[0].Identifier.Text
            );
    }

    [Theory]
    [InlineData("SquaredNorm(f.Of(d.State) * Exp(g))", "Exp")]
    [InlineData("SquaredNorm((f.Of(d.State) - Softmax(g)) / Softplus(g))", "Softmax", "Softplus")]
    [InlineData("SquaredNorm(f.Of(d.State)) * Sum(Tanh(2 * g)) + LogSumExp(Sqrt(Square(g)))", "Tanh", "LogSumExp", "Sqrt")]
    [InlineData("SquaredNorm(f.Of(d.State) - Tanh(w * Exp(g)))", "Exp", "Tanh")]
    public void No_loop_over_rows_calls_what_is_the_same_for_all_of_them(string loss, params string[] functions)
    {
        var rows = Assert.Single(Loops(loss, "i"));

        var (inRows, all) = (Calls(rows), Calls(rows.SyntaxTree.GetRoot()));
        foreach (var function in functions)
        {
            bool IsIt(InvocationExpressionSyntax call) =>
                call.Expression is MemberAccessExpressionSyntax member && member.Name.ToString() == function;
            Assert.Contains(all, IsIt);
            Assert.DoesNotContain(inRows, IsIt);
        }
    }

    private static List<ForStatementSyntax> Loops(string loss, params string[] variables) =>
        [
            .. CSharpSyntaxTree
                .ParseText(
                    GeneratorHarness
                        .Run(
                            "sealed partial class C { "
                                + "[Loss] static double L(Features f, [Given] Matrix w, [Given] Vector g, Demonstration d) "
                                + $"=> {loss} + 0 * Sum(g) + 0 * SquaredNorm(w * g); }}"
                        )
                        .AssertCompiles()
                        .Concern("Losses")
                )
                .GetRoot()
                .DescendantNodes()
                .OfType<ForStatementSyntax>()
                .Where(loop => variables.Contains(loop.Declaration?.Variables[0].Identifier.Text)),
        ];

    /// <summary>Calls of functions of the language.</summary>
    private static List<InvocationExpressionSyntax> Calls(Microsoft.CodeAnalysis.SyntaxNode place) =>
        [
            .. place
                .DescendantNodes()
                .OfType<InvocationExpressionSyntax>()
                .Where(call =>
                    call.Expression.ToString() is var called
                    && (
                        called.Contains(".Functions.", StringComparison.Ordinal)
                        || called.Contains("System.Math.", StringComparison.Ordinal)
                    )
                ),
        ];
}
