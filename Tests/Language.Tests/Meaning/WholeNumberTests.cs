using DeclarativeIL.Language.Tests.Corners;
using static DeclarativeIL.Language.Tests.Meaning.OneMeaningTests;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Meaning;

/// <summary>Patterns and whole numbers mean in every form what they mean in C#.</summary>
public class WholeNumberTests
{
    [Theory, MemberData(nameof(OneMeaningTests.Types), MemberType = typeof(OneMeaningTests))]
    public void Patterns_take_what_one_sample_takes(ScalarType type)
    {
        foreach (
            var (reward, weight) in new[]
            {
                (-1.0, 2),
                (0.0, 3),
                (Math.Exp(-1.5), 5),
                (Math.Exp(3), 7),
                (1.0, 11),
                (Math.Exp(0.5), 13),
                (Math.Exp(-0.5), 17),
                (-0.0, 3),
            }
        )
            Alike(
                type,
                [Step(reward)],
                (pi, data, options) => new Patterned().Train(pi, data, options),
                (pi, row) => new Patterned().LOfOne(pi, row),
                weight,
                (pi, row) => -pi.LogProb(row.Chosen, row.State)
            );
        foreach (var (reward, weight) in new[] { (-4.0, 0.25), (4.0, 2), (0.0, 0) })
            Alike(
                type,
                [Step(reward)],
                (pi, data, options) => new Replaced().Train(pi, data, options),
                (pi, row) => new Replaced().LOfOne(pi, row),
                weight,
                (pi, row) => -pi.LogProb(row.Chosen, row.State)
            );
        foreach (var terminal in new[] { false, true })
            Alike(
                type,
                [Step(0.5) with { Terminal = terminal }],
                (pi, data, options) => new Exhaustive().Train(pi, data, options),
                (pi, row) => new Exhaustive().LOfOne(pi, row),
                terminal ? 2 : 3,
                (pi, row) => -pi.LogProb(row.Chosen, row.State)
            );
    }

    /// <summary>50,000 squared is 2,500,000,000, which 32 bits hold as -1,794,967,296.</summary>
    [Theory, MemberData(nameof(OneMeaningTests.Types), MemberType = typeof(OneMeaningTests))]
    public void Integers_are_those_of_CSharp(ScalarType type)
    {
        foreach (
            var (level, n) in new[]
            {
                (3, 50000),
                (100000, 50000),
                (int.MaxValue, 3),
                (int.MinValue, 1),
                (65536, 65536),
                (-7, int.MinValue),
                (1 << 30, 3),
            }
        )
        {
            if (unchecked(n * n) == 0)
                continue; // an infinite loss is refused
            var factor = unchecked((1e9 / (n * n)) + (1e-9 * ((level * n) - -n + (level - 1))));
            Alike(
                type,
                [new Tagged(State.Of(0.5, 0), Act.Continuous(0.25, 0), Kind.Plain, level, true)],
                (pi, data, options) => new WholeArithmetic { N = n }.Train(pi, data, options),
                (pi, row) => new WholeArithmetic { N = n }.LOfOne(pi, row),
                factor,
                (pi, row) => Functions.SquaredNorm(pi.Mean(row.State) - row.Action)
            );
        }
    }
}
