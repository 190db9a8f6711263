using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Dsl;

/// <summary>Arguments for operations, one row at a time, and the same rows as tensors.</summary>
internal static class Inputs
{
    private const ulong Key = 77;
    private const int Width = 4,
        TableColumns = 2;

    private static readonly double[] Extremes =
    [
        0,
        1,
        -1,
        1e-300,
        -1e-300,
        1e-9,
        -1e-9,
        1e-4,
        -1e-4,
        0.5,
        -0.5,
        17,
        -17,
        36.5,
        -36.5,
        40,
        -40,
        750,
        -750,
        1e4,
        -1e4,
    ];

    public static object Make(VocabularyMember member, Type type, string name, int row, bool extreme, RandomStream random)
    {
        if (member.Home == typeof(Tables) && OfTable(type, name, random) is { } small)
            return small;
        if (member.Member.Name is nameof(Functions.Part) or nameof(Functions.PartLike) && OfPart(name, random) is { } part)
            return part;
        var domain = Domain(member);
        double Number() =>
            domain.Map(extreme && domain.Extreme ? Extremes[(row + random.NextInt(3)) % Extremes.Length] : 2 * random.NextGaussian());
        return type switch
        {
            _ when type == typeof(double) && member.Member.Name == "Clamp" && name == "max" => 1.5 + Math.Abs(Number()),
            _ when type == typeof(double) && member.Member.Name == "Clamp" && name == "min" => 1.5 - Math.Abs(Number()),
            _ when type == typeof(double) => Number(),
            _ when type == typeof(bool) => row % 2 == 0,
            _ when type == typeof(int) => random.NextInt(Width),
            _ when name is "condition" or "allowed" => type == typeof(Vector)
                ? Vector.Of([.. Enumerable.Range(0, Width).Select(i => i == row % Width ? 1.0 : random.NextInt(2))])
                : (object)(double)random.NextInt(2),
            _ when type == typeof(Vector) => Vector.Of([.. Enumerable.Range(0, Width).Select(_ => Number())]),
            _ when type == typeof(State) => State.Of([.. Enumerable.Range(0, Width).Select(_ => Number())]),
            _ when type == typeof(Act) => Act.Discrete(random.NextInt(Width)),
            _ when type == typeof(Acts) => new Acts(Act.Continuous(1, 2), Act.Continuous(3, 4), Act.Continuous(5, 6)),
            _ when type == typeof(Matrix) => Covariance(random, extreme ? row % (Width + 1) : Width + 2),
            _ when type == typeof(Draw) => new Draw(Key, (ulong)row),
            _ => throw new InvalidOperationException($"No inputs of type {type}."),
        };
    }

    /// <summary>What beside a table of four numbers has two: a row, a number of each row, a place.</summary>
    private static object? OfTable(Type type, string name, RandomStream random) =>
        name switch
        {
            "columns" => TableColumns,
            "row" or "value" => Vector.Of(random.NextGaussian(), random.NextGaussian()),
            "column" => Act.Discrete(random.NextInt(TableColumns)),
            "places" => Act.Continuous(random.NextInt(TableColumns), random.NextInt(TableColumns)),
            _ => type == typeof(Act) ? throw new InvalidOperationException($"No act '{name}'.") : null,
        };

    /// <summary>Two components of a vector, from its second on.</summary>
    private static object? OfPart(string name, RandomStream random) =>
        name switch
        {
            "first" => 1,
            "count" => 2,
            "value" => Vector.Of(random.NextGaussian(), random.NextGaussian()),
            _ => null,
        };

    /// <summary>The same argument of all rows as the batched form takes it.</summary>
    /// <param name="rows">Of each row.</param>
    /// <param name="type">What the batched form takes.</param>
    public static object Batch(IReadOnlyList<object> rows, Type type) =>
        rows[0] switch
        {
            int number when type == typeof(int) => number,
            double => tensor(rows.Cast<double>().ToArray()),
            int => tensor(rows.Cast<int>().Select(static number => (double)number).ToArray()),
            bool => tensor(rows.Cast<bool>().ToArray()),
            Vector vector => Stack(rows, static row => ((Vector)row).Span.ToArray(), vector.Size),
            Act act => Stack(rows, static row => ((Act)row).Span.ToArray(), act.Size),
            State state => Stack(rows, static row => ((State)row).Span.ToArray(), state.Size),
            Acts acts => Stack(
                rows,
                static row => ((Acts)row).SelectMany(static act => act.Span.ToArray()).ToArray(),
                acts.Count,
                acts[0].Size
            ),
            Matrix matrix => Stack(rows, static row => ((Matrix)row).Span.ToArray(), matrix.Rows, matrix.Columns),
            Draw draw => new DrawBatch(draw.Stream(), draw.Row),
            var other => throw new InvalidOperationException($"No batch of {other.GetType()}."),
        };

    public static double[] Numbers(object value) =>
        value switch
        {
            double number => [number],
            int number => [number],
            Vector vector => vector.Span.ToArray(),
            Act act => act.Span.ToArray(),
            Matrix matrix => matrix.Span.ToArray(),
            var other => throw new InvalidOperationException($"No numbers of {other.GetType()}."),
        };

    /// <summary>The argument with its numbers replaced; none where it is not made of numbers that vary.</summary>
    public static object With(object value, double[] numbers) =>
        value switch
        {
            double => numbers[0],
            Vector => Vector.Of(numbers),
            var other => throw new InvalidOperationException($"{other.GetType()} does not vary."),
        };

    private static Matrix Covariance(RandomStream random, int rank)
    {
        var sum = new double[Width * Width];
        for (var r = 0; r < rank; r++)
        {
            var factor = Enumerable.Range(0, Width).Select(_ => random.NextGaussian()).ToArray();
            for (var i = 0; i < sum.Length; i++)
                sum[i] += factor[i / Width] * factor[i % Width];
        }
        return new Matrix(Width, Width, sum);
    }

    private static Tensor Stack(IReadOnlyList<object> rows, Func<object, double[]> numbers, params long[] shape) =>
        tensor(rows.SelectMany(numbers).ToArray(), [rows.Count, .. shape]);

    /// <summary>Numbers that an operation is defined for; others keep all of them.</summary>
    private static (Func<double, double> Map, bool Extreme) Domain(VocabularyMember member) =>
        member.Member.Name switch
        {
            "Log" or "Log2" or "Log10" or "Sqrt" or "LogGamma" or "Digamma" or "Trigamma" or "Betas" => (
                static x => Math.Abs(x) + 1e-5,
                true
            ),
            "Pow" => (static x => Math.Abs(x) + 0.1, false),
            "Log1mExp" => (static x => x == 0 ? -1e-12 : -Math.Abs(x), true),
            "Asin" or "Acos" or "Atanh" => (static x => Math.Tanh(x) * 0.99, false),
            "Acosh" => (static x => 1.001 + Math.Abs(x), true),
            "Round" or "Floor" or "Ceiling" or "Truncate" => (static x => Math.Round(2 * x) / 2, true),
            _ => (static x => x, true),
        };
}
