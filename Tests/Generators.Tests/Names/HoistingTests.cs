using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Tests.Names;

/// <summary>What goes through all components of a vector stands in no loop over components: the work is linear in the width.</summary>
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
    public void No_loop_over_components_calls_what_loops_over_them(string loss)
    {
        var run = GeneratorHarness
            .Run($"sealed partial class C {{ [Loss] static double L(Features f, [Given] Matrix w, Demonstration d) => {loss}; }}")
            .AssertCompiles();
        var loops = CSharpSyntaxTree
            .ParseText(run.Concern("Losses"))
            .GetRoot()
            .DescendantNodes()
            .OfType<ForStatementSyntax>()
            .Where(loop => loop.Declaration?.Variables[0].Identifier.Text is "k" or "l")
            .ToList();

        Assert.NotEmpty(loops);
        Assert.DoesNotContain(
            loops.SelectMany(loop => loop.Statement.DescendantNodes()).OfType<InvocationExpressionSyntax>(),
            call => call.ToString().Contains(".Functions.", StringComparison.Ordinal)
        );
    }
}
