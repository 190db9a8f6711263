using DeclarativeIL.Benchmarks.Fuzz;
using DeclarativeIL.Benchmarks.Fuzz.Heads;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generators.Tests.Fuzz;

/// <summary>Heads that random search once found wrong: they are compiled, run, and compared with the same oracles.</summary>
[Trait("Speed", "Slow")]
public class OnceWrongHeadTests
{
    [Theory]
    // two values that are kept a pass, whose names were one
    [InlineData(
        "(Act Mean, Vector Raw, Vector Other)",
        "public double LogProb(Act a) => Dot(a - Mean, Sqrt(1 + Square(Tanh(Raw))) * Sqrt(1 + Square(Tanh(Other))));",
        "public double Entropy => Sum(Sqrt(1 + Square(Tanh(Raw)))) * Sum(Sqrt(1 + Square(Tanh(Other))));"
    )]
    // a value of two members that is as wide as no column
    [InlineData(
        "(Act Mean, Vector Raw)",
        "public double LogProb(Act a) => Sum(a - Mean) * SquaredNorm(Exp(Raw.Part(0, 1)));",
        "public double Entropy => Sum(Exp(Raw.Part(0, 1)));"
    )]
    public void They_are_right_now(string columns, string logProb, string entropy)
    {
        var rule = new HeadRule(
            $$"""
            using System;
            using DeclarativeIL;
            using static DeclarativeIL.Functions;

            namespace {{Declaration.Namespace}};

            [Head<BoxSpace>]
            public sealed partial record R0Head{{columns}}
            {
                {{logProb}}

                {{entropy}}

                public Act Sample(Gaussian z) => Mean + z;
            }
            """,
            new HashSet<string>()
        );
        using var compiler = new EquationCompiler();

        Assert.Null(rule.Verdict(compiler.Compile([], [("R0", rule.Source)])[0], new SeedSequence(1)));
    }
}
