using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// A reward and a scan over a round's transitions or all rounds': <c>Train</c> computes them, and what they were is read off the gradients
/// that come back to the policy, a times log-prob and r times entropy.
/// </summary>
internal sealed record ScanRule(string Source, IReadOnlySet<string> Features, bool IsReplay) : Rule(Source, Features)
{
    private static readonly string[] Numbers =
    [
        "t.Reward",
        "q.Value(t.State)",
        "q.Value(t.Next)",
        "later",
        "rate",
        "SquaredNorm(t.Chosen - t.Action)",
        "t.State[0]",
        "q.Value(t.State, t.Action)",
        "SquaredNorm(phi.Of(t.State) - phi.Of(t.Next))",
    ];

    private static readonly string[] Truths = ["t.Terminal", "t.Reward >= 0", "on"];

    private static readonly string[] PayNumbers =
    [
        "t.Reward",
        "q.Value(t.State)",
        "rate",
        "SquaredNorm(t.Chosen - t.Action)",
        "q.Value(t.State, t.Action)",
        "SquaredNorm(phi.Of(t.Next))",
    ];

    private static readonly Player Q = new("q", "", 6, false),
        Phi = new("phi", "", 2, false);

    /// <summary>What scans and rewards are made of, and where trajectories can end.</summary>
    public static new IEnumerable<string> Parts =>
        Numbers
            .Concat(Truths)
            .Select(atom => "scan: " + atom)
            .Concat(PayNumbers.Concat(Truths).Select(atom => "reward: " + atom))
            .Concat(["a scan over [Rollout] by value", "a scan over [Replay] by value", "a reward by value"]);

    public static ScanRule Random(string name, RandomStream random)
    {
        var phrases = new Phrases(random, Numbers, Truths);
        var (isReplay, pays) = (random.NextInt(2) == 0, random.NextInt(2) == 0);
        var row = (isReplay ? "[Replay]" : "[Rollout]") + " Transition t";
        (string, string)[] parameters =
        [
            ("q", "[Given] Critic q"),
            ("phi", "[Given] Features phi"),
            ("t", row),
            ("later", "[Next] double later"),
            ("rate", "double rate = 0.5"),
            ("on", "bool on = true"),
        ];
        var scan = $"{phrases.Number(2)} + (t.Terminal ? 0.0 : 0.5 * Math.Tanh({phrases.Number(1)})) + 0.9 * later";
        var pay = new Phrases(random, PayNumbers, Truths).Number(2);
        List<string> members = [$"[Column] public static double Ahead({Phrases.Parameters(scan, parameters)}) => {scan};"];
        if (pays)
        {
            var others = parameters.Where(parameter => parameter.Item1 != "t");
            members.Add(
                $"[Reward] public static double Pay({Phrases.Parameters(pay + " t", [("t", "Transition t"), .. others])}) => {pay};"
            );
        }
        members.Add(
            $"[Loss] public static double Loss(Policy pi, {row}, [Of(nameof(Ahead))] double a)"
                + " => a * pi.LogProb(t.Chosen, t.State) + t.Reward * pi.Entropy(t.State);"
        );
        HashSet<string> features =
        [
            .. Phrases.Used("scan", scan, Numbers.Concat(Truths)),
            $"a scan over [{(isReplay ? "Replay" : "Rollout")}] by value",
            .. pays ? Phrases.Used("reward", pay, PayNumbers.Concat(Truths)).Append("a reward by value") : [],
        ];
        return new(Class(name, members), features, isReplay);
    }

    protected override string? Difference(Type type, SeedSequence seed)
    {
        var random = seed.Stream();
        var widths = new Widths(1 + random.NextInt(3), 1 + random.NextInt(3), 3);
        var environments = new BookEnvironments(widths, 1 + random.NextInt(3), seed.Child("environments"));
        var (rounds, options) = (
            RolloutOracle.Random(random, environments.Count),
            new TrainingOptions
            {
                Epochs = 1,
                BatchSize = 100000,
                Seed = seed.Child("run").Seed,
            }
        );
        var (algorithm, pi, rate, isOn) = (
            Activator.CreateInstance(type)!,
            new BookNetwork(Player.Pi, widths, ScalarType.Float64),
            random.NextUniform(),
            random.NextInt(2) == 0
        );
        Set(algorithm, "Rate", rate);
        Set(algorithm, "On", isOn);
        Call(
            algorithm,
            type.GetMethod("Train")!,
            parameter =>
                parameter.Name switch
                {
                    "pi" => pi,
                    "q" => new BookNetwork(Q, widths, ScalarType.Float64),
                    "phi" => new BookNetwork(Phi, widths, ScalarType.Float64),
                    "environments" => environments,
                    "rounds" => rounds,
                    "options" => options,
                    "replayCapacity" or "progress" => null,
                    "cancellationToken" => CancellationToken.None,
                    _ => parameter.HasDefaultValue
                        ? parameter.DefaultValue
                        : throw new InvalidOperationException($"Train takes '{parameter.Name}'."),
                }
        );
        var (book, rows, found) = (
            new AnswerBook(),
            new List<(RolloutStep Step, Transition Row)>(),
            new Queue<(AnswerKey Key, double Gradient)>(pi.Gradients)
        );
        object? Given(string? name, Transition t, double later) =>
            name switch
            {
                "q" => new BookCritic(book, Q),
                "phi" => new BookFeatures(book, Phi, widths),
                "t" => t,
                "later" => later,
                "rate" => rate,
                _ => isOn,
            };

        foreach (var round in RolloutOracle.Rounds(environments, widths, rounds))
        {
            if (!IsReplay)
                rows.Clear();
            foreach (var step in round)
            {
                var row = new Transition(
                    step.State,
                    new Act(step.Executed),
                    step.Result.Reward,
                    step.Next,
                    step.Result.Terminated,
                    step.Result.Success,
                    BookNetwork.SampleOf(Player.Pi, step.State.Span, widths.Act)
                );
                rows.Add(
                    (
                        step,
                        type.GetMethod("Pay") is { } pay
                            ? row with
                            {
                                Reward = (double)Call(null, pay, parameter => Given(parameter.Name, row, 0))!,
                            }
                            : row
                    )
                );
            }
            var (ahead, later) = (new double[rows.Count], new double[environments.Count]);
            for (var i = rows.Count - 1; i >= 0; i--)
            {
                var (step, row) = rows[i];
                ahead[i] = (double)
                    Call(null, type.GetMethod("Ahead")!, parameter => Given(parameter.Name, row, step.Ends ? 0 : later[step.Environment]))!;
                later[step.Environment] = ahead[i];
            }
            if (Compare(rows, ahead, found) is { } fault)
            {
                var length = rounds.EpisodesPerRound > 0 ? $"{rounds.EpisodesPerRound} episodes" : $"{rounds.StepsPerRound} steps";
                return $"round {rows[^1].Step.Round} of {length} in {environments.Count} environments: {fault}";
            }
        }
        return found.Count > 0 ? $"{found.Count} gradients more than expected." : null;
    }

    /// <summary>What came back in one step, over all rows that there are: one gradient for each row and question.</summary>
    private static string? Compare(
        List<(RolloutStep Step, Transition Row)> rows,
        double[] ahead,
        Queue<(AnswerKey Key, double Gradient)> found
    )
    {
        if (found.Count < 2 * rows.Count)
            return $"{found.Count} gradients; expected {2 * rows.Count}, for the log-prob and the entropy of each row.";
        for (var k = 0; k < 2 * rows.Count; k++)
        {
            var (key, gradient) = found.Dequeue();
            var asked = key
                .Asked.AsSpan(key.Question.Id == QuestionKind.LogProb.Id ? key.Asked.Length - rows[0].Row.State.Size : 0)
                .ToArray();
            var row = rows.FindIndex(row => row.Row.State.Span.SequenceEqual(asked));
            if (row < 0)
                return $"{key} was asked, which is about no row.";
            var expected = key.Question.Id == QuestionKind.LogProb.Id ? ahead[row] : rows[row].Row.Reward;
            if (Differs(expected, gradient * rows.Count))
                return $"{(key.Question.Id == QuestionKind.LogProb.Id ? "the scan" : "the reward")} of {rows[row]} is "
                    + $"{gradient * rows.Count:R}; expected {expected:R}.";
        }
        return null;
    }
}
