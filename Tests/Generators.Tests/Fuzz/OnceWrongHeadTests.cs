using DeclarativeIL.Benchmarks.Fuzz;
using DeclarativeIL.Benchmarks.Fuzz.Heads;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generators.Tests.Fuzz;

/// <summary>Heads that random search once found wrong: they are compiled, run, and compared with the same oracles.</summary>
[Trait("Speed", "Slow")]
public class OnceWrongHeadTests
{
    [Fact]
    public void Two_values_that_are_kept_a_pass_had_one_name()
    {
        var rule = new HeadRule(
            $$"""
            using System;
            using DeclarativeIL;
            using static DeclarativeIL.Functions;

            namespace {{Declaration.Namespace}};

            [Head<BoxSpace>]
            public sealed partial record R0Head(Act Mean, Vector Raw, Vector Other)
            {
                public double LogProb(Act a) => Dot(a - Mean, Sqrt(1 + Square(Tanh(Raw))) * Sqrt(1 + Square(Tanh(Other))));

                public double Entropy => Sum(Sqrt(1 + Square(Tanh(Raw)))) * Sum(Sqrt(1 + Square(Tanh(Other))));

                public Act Sample(Gaussian z) => Mean + z;
            }
            """,
            new HashSet<string>()
        );
        using var compiler = new EquationCompiler();

        Assert.Null(rule.Verdict(compiler.Compile([], [("R0", rule.Source)])[0], new SeedSequence(1)));
    }
}
