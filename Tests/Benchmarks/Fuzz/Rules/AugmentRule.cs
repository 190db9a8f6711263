using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>An augmentation: what is generated makes of a batch, in both forms, and the declared method of each row.</summary>
internal sealed record AugmentRule(string Source, IReadOnlySet<string> Features) : Rule(Source, Features)
{
    private static readonly string[] Numbers =

        [
            "u",
            "d.Weight",
            "d.Reward",
            "rate",
            "d.State[0]",
            "SquaredNorm(d.State - d.Next)",
            "SquaredNorm(d.State + z)",
            "(1.0 * d.Count)",
            "d.Action[0]",
            "((double)d.Fine)",
        ],
        Truths = ["d.Flag", "u < 0.5", "on", "d.Reward >= 0.1", "d.Count == 2", "d.Level == Level.Middle"];

    private static readonly (string, string)[] Parameters =
    [
        ("d", "Sample d"),
        ("u", "Uniform u"),
        ("z", "Gaussian z"),
        ("gain", "[Given] Matrix gain"),
        ("rate", "double rate = 0.5"),
        ("on", "bool on = true"),
    ];

    private static readonly string[] Changes = ["State = ", "Next = ", "Action = ", "Weight = ", "Reward = ", "Flag = "];

    public static new IEnumerable<string> Parts =>
        Numbers.Concat(Truths).Concat(Changes).Append("gain * ").Select(atom => "augment: " + atom).Append("an augmentation by value");

    public static AugmentRule Random(string name, RandomStream random)
    {
        var phrases = new Phrases(random, Numbers, Truths);
        string Row(int depth) =>
            depth > 0 && random.NextInt(2) == 0
                ? $"({phrases.Truth(1)} ? {Row(depth - 1)} : {Row(depth - 1)})"
                : $"d with {{ {string.Join(", ", Some().Select(Change))} }}";
        IEnumerable<string> Some() => Changes.Where(_ => random.NextInt(3) == 0).DefaultIfEmpty("Weight = ");
        string Change(string column) =>
            column
            + column switch
            {
                "State = " => $"d.State + {phrases.Number(1)} * z",
                "Next = " => "d.Next + (d.State - d.Next)",
                "Action = " => $"d.Action - gain * ({phrases.Number(1)} * z)",
                "Flag = " => phrases.Truth(1),
                _ => phrases.Number(2),
            };
        var body = $"({phrases.Truth(1)} ? {Row(1)} : d)";
        var text = Class(
            name,
            "[Loss] public static double Loss(Policy pi, Sample d) => pi.Entropy(d.State) * d.Weight;",
            $"[Augment] public static Sample Change({Phrases.Parameters(body, Parameters)}) => {body};"
        );
        return new(
            text,
            new HashSet<string>([
                .. Phrases.Used("augment", body, Numbers.Concat(Truths).Concat(Changes).Append("gain * ")),
                "an augmentation by value",
            ])
        );
    }

    protected override string? Difference(Type type, SeedSequence seed)
    {
        var run = Run.Random(seed, 4);
        var (algorithm, declared) = (Activator.CreateInstance(type)!, type.GetMethod("Change")!);
        Set(algorithm, "Rate", run.Settings.Rate);
        Set(algorithm, "On", run.Settings.IsOn);
        var expected = run
            .Rows.Select(
                (row, i) =>
                    (Sample)
                        Call(
                            null,
                            declared,
                            parameter =>
                                parameter.Name switch
                                {
                                    "d" => row,
                                    "u" => run.Step().UniformOf("Change.u", i),
                                    "z" => run.Step().GaussianOf("Change.z", i, run.Widths.State),
                                    "gain" => run.Settings.Gain,
                                    "rate" => run.Settings.Rate,
                                    _ => run.Settings.IsOn,
                                }
                        )!
            )
            .ToList();
        var forms = type.GetMethods().Where(method => method.Name == "ChangeEach").ToList();
        var byTensors = forms.First(form => form.ReturnType != typeof(void));
        using var batch = Batch.From(run.Rows, ScalarType.Float64);
        using var changed =
            (Batch<Sample>)
                Call(
                    algorithm,
                    byTensors,
                    parameter =>
                        parameter.ParameterType == typeof(Generated.StepDraws) ? run.Step()
                        : parameter.ParameterType == typeof(Tensor)
                            ? Backends.Torch.TensorRows.Upload(run.Settings.Gain, ScalarType.Float64)
                        : batch
                )!;
        if (
            Compare(
                " by tensors",
                expected,
                (column, row, i) => changed[column].to(ScalarType.Float64).reshape(expected.Count, -1)[row, i].item<double>()
            ) is
            { } fault
        )
            return fault;
        if (forms.FirstOrDefault(form => form.ReturnType == typeof(void)) is not { } onCpu)
            return null;
        var before = CpuBatch.From(run.Rows);
        var after = before.With([
            .. new[] { "State", "Next", "Action", "Weight", "Reward", "Flag" }.Where(column =>
                Source.Contains(column + " = ", StringComparison.Ordinal)
            ),
        ]);
        Call(
            algorithm,
            onCpu,
            parameter =>
                parameter.Name == "rows" ? after
                : parameter.ParameterType == typeof(Generated.CpuDraws) ? run.StepOnCpu()
                : parameter.ParameterType == typeof(Matrix) ? run.Settings.Gain
                : before
        );
        return Compare(
            " without tensors",
            expected,
            (column, row, i) =>
            {
                var written = after[column].Width > 0 ? after[column] : before[column]; // what comes out as it went in is not written
                return column is "State" or "Next" or "Action" ? written[row, i] : written[row];
            }
        );
    }

    private static string? Compare(string form, List<Sample> expected, Func<string, int, int, double> found)
    {
        for (var row = 0; row < expected.Count; row++)
        {
            var sample = expected[row];
            foreach (
                var (column, numbers) in new (string, double[])[]
                {
                    ("State", sample.State.Span.ToArray()),
                    ("Next", sample.Next.Span.ToArray()),
                    ("Action", sample.Action.Span.ToArray()),
                    ("Weight", [sample.Weight]),
                    ("Reward", [sample.Reward]),
                    ("Flag", [sample.Flag ? 1 : 0]),
                    ("Count", [sample.Count]),
                    ("Fine", [sample.Fine]),
                }
            )
                for (var i = 0; i < numbers.Length; i++)
                    if (Differs(numbers[i], found(column, row, i)))
                        return $"{column}[{i}] of row {row}{form} is {found(column, row, i):R}; expected {numbers[i]:R}.";
        }
        return null;
    }
}
