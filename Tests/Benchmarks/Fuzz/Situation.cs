using DeclarativeIL.Generated;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>The hyperparameters of a run, where it is, and what the caller gives.</summary>
public sealed record Settings(
    double Rate,
    double Scale,
    bool IsOn,
    int Count,
    Level Stage,
    Clock Clock,
    Matrix Gain,
    Vector Shift,
    State Origin,
    double Amount,
    int Number,
    bool Flag
);

/// <summary>Data that an equation is tried on.</summary>
public sealed record Run(Widths Widths, IReadOnlyList<Sample> Rows, Settings Settings, SeedSequence Draws)
{
    /// <summary>What draws are keyed by.</summary>
    public Naming Names { get; init; } = Naming.Plain;

    public StepDraws Step() => new(Draws, 3);

    /// <summary>The same draws, for the form without tensors.</summary>
    public CpuDraws StepOnCpu()
    {
        var draws = new CpuDraws(Draws);
        draws.Begin(3);
        return draws;
    }

    /// <summary>The declared column over all rows, as <see cref="Declaration.Column"/> computes it.</summary>
    public IReadOnlyList<double> Scores => [.. Rows.Select(row => row.Weight * row.Weight - 0.5 * row.Reward)];

    /// <param name="seed">Where the data come from.</param>
    public static Run Random(SeedSequence seed, int rows)
    {
        var random = seed.Stream();
        T One<T>(params T[] values) => values[random.NextInt(values.Length)];
        double Number() => random.NextInt(2) == 0 ? (float)random.NextGaussian() : random.NextGaussian();
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];
        var key = Number(); // stored, and compared with what was given: a boundary that is hit
        var widths = new Widths(One(1, 2, 4), One(1, 2, 3), One(1, 3, 5));
        return new(
            widths,
            [
                .. Enumerable
                    .Range(0, rows)
                    .Select(_ => new Sample(
                        new State(Numbers(widths.State)),
                        new State(Numbers(widths.State)),
                        new Act(Numbers(widths.Act)),
                        Act.Discrete(random.NextInt(Widths.Logits)),
                        random.NextInt(4) == 0 ? 0 : Number(),
                        random.NextInt(3) == 0 ? One(0.1, 0.5, -1, key) : Number(),
                        random.NextInt(2) == 0,
                        random.NextInt(4),
                        (Level)random.NextInt(3),
                        new Acts([.. Enumerable.Range(0, Widths.Candidates).Select(_ => new Act(Numbers(widths.Act)))]),
                        (float)random.NextGaussian()
                    )),
            ],
            new(
                One(0.5, 0.25, 1.5, -0.75, 0, key),
                One(2.0, 0.375, 1),
                random.NextInt(2) == 0,
                random.NextInt(4),
                (Level)random.NextInt(3),
                new Clock(random.NextInt(4), One(0, 0.25, 0.875)),
                new Matrix(widths.Act, widths.State, Numbers(widths.Act * widths.State)),
                new Vector(Numbers(widths.Feature)),
                new State(Numbers(widths.State)),
                One(0.5, -1.25),
                random.NextInt(3),
                random.NextInt(2) == 0
            ),
            seed.Child("draws")
        );
    }
}

/// <summary>One row of a run.</summary>
public sealed record Situation(Run Run, int Row)
{
    public Sample Sample => Run.Rows[Row];

    public Sample Other => Run.Rows[(Row + 1) % Run.Rows.Count];

    public double[] Gaussian(string name, Kind kind) =>
        Run.Step().GaussianOf(Declaration.Draw(name, Run.Names), Row, Run.Widths.Of(kind)).Value.Span.ToArray();

    public double Uniform(string name) => Run.Step().UniformOf(Declaration.Draw(name, Run.Names), Row).Value;

    /// <summary>The uniform number at the place of a draw.</summary>
    public double Place(string name)
    {
        var draw = Run.Step().DrawOf(Declaration.Draw(name, Run.Names), Row);
        return draw.Stream().UniformAt(draw.Row, 0);
    }

    /// <summary>The halves of the key of a draw, and its row.</summary>
    public double[] Stream(string name)
    {
        var draw = Run.Step().DrawOf(Declaration.Draw(name, Run.Names), Row);
        return [draw.Key >> 32, draw.Key & uint.MaxValue, draw.Row];
    }
}
