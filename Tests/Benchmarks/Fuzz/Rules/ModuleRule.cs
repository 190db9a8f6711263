using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// A module with batch normalisation and dropout, in training mode, that a loss only asks: it answers as in evaluation, its
/// running statistics stay bit by bit as they are, and so does its mode.
/// </summary>
internal sealed record ModuleRule(string Source, IReadOnlySet<string> Features) : Rule(Source, Features)
{
    private static readonly string[] Numbers =
    [
        "m.Entropy(d.State)",
        "m.LogProbs(d.State)[1]",
        "m.LogProb(d.Choice, d.State)",
        "m.Entropy(d.Next)",
        "d.Weight",
        "m.SquaredWeights",
    ];

    private static readonly string[] Truths = ["m.Entropy(d.State) > 0.9", "d.Flag", "m.LogProbs(d.Next)[0] < m.LogProbs(d.Next)[2]"];

    public static new IEnumerable<string> Parts =>
        Numbers.Concat(Truths).Select(atom => "module: " + atom).Append("a module with BatchNorm and Dropout");

    public static ModuleRule Random(string name, RandomStream random)
    {
        var phrases = new Phrases(random, Numbers, Truths);
        var value = $"({phrases.Truth(1)} ? {phrases.Number(2)} : {phrases.Number(2)}) + m.Entropy(d.State)";
        return new(
            Class(name, $"[Loss] public static double Loss(Policy pi, [Given] Policy m, Sample d) => pi.Entropy(d.State) * ({value});"),
            new HashSet<string>([.. Phrases.Used("module", value, Numbers.Concat(Truths)), "a module with BatchNorm and Dropout"])
        );
    }

    protected override string? Difference(Type type, SeedSequence seed)
    {
        using var noGradient = no_grad();
        var run = Run.Random(seed, 4);
        using var module = nn.Sequential(nn.Linear(run.Widths.State, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, Widths.Logits));
        Fill(module, seed.Child("weights").Stream());
        using var policy = CategoricalPolicy.Over(module, run.Widths.State, Widths.Logits);
        module.train();
        using var pi = new BookNetwork(Player.Pi, run.Widths, ScalarType.Float64);
        var (book, before) = (new AnswerBook(), Buffers(module));
        var expected = run.Rows.Average(row =>
            (double)
                Call(
                    null,
                    type.GetMethod("Loss")!,
                    parameter =>
                        parameter.Name switch
                        {
                            "pi" => new BookPolicy(book, Player.Pi, run.Widths),
                            "m" => policy.OneSample(),
                            _ => row,
                        }
                )!
        );
        using var batch = Batch.From(run.Rows, ScalarType.Float64);
        var step = type.GetMethods().First(method => method.Name == "Accumulate" && method.ReturnType == typeof(LossParts));
        var losses = (LossParts)
            Call(
                Activator.CreateInstance(type),
                step,
                parameter =>
                    parameter.Name switch
                    {
                        "pi" => pi,
                        "m" => policy,
                        _ => batch,
                    }
            )!;
        if (Differs(expected, losses.Read("Loss"), 1e-4))
            return $"The loss is {losses.Read("Loss"):R}; expected {expected:R}, as in evaluation.";
        if (!Buffers(module).SequenceEqual(before))
            return "Running statistics moved, though nothing of the module is trained.";
        return module.modules().All(static part => part.training) ? null : "A part of the module is not in training mode any more.";
    }

    /// <summary>Weights, and running statistics that are not those of a fresh module.</summary>
    private static void Fill(Sequential module, RandomStream random)
    {
        foreach (var (name, values) in module.state_dict().Where(entry => entry.Value.is_floating_point()))
            values.copy_(
                tensor(
                        Enumerable
                            .Range(0, (int)values.numel())
                            .Select(_ =>
                                (float)(
                                    name.EndsWith("var", StringComparison.Ordinal) ? 0.5 + random.NextUniform() : random.NextGaussian() / 2
                                )
                            )
                            .ToArray()
                    )
                    .reshape(values.shape)
            );
    }

    private static double[] Buffers(Sequential module) =>
        [.. module.named_buffers().SelectMany(static entry => entry.buffer.to(ScalarType.Float64).reshape(-1).data<double>().ToArray())];
}
