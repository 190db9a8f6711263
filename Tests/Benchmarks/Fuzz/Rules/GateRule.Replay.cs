using System.Reflection;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <content>The rollout, and the declared methods over again.</content>
internal sealed partial record GateRule
{
    private static readonly Player Pi = Player.Pi,
        Q = new("q", "", 6, false),
        Phi = new("phi", "", 2, false),
        Crowd = Player.Crowd;

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
                BatchSize = 1000,
                Seed = seed.Child("run").Seed,
            }
        );
        var data = Demonstrations(random, widths);
        var kept = data.ToList();
        var (algorithm, expert) = (Activator.CreateInstance(type)!, new BookExpert(widths));
        var (rate, count, isOn) = (random.NextUniform(), random.NextInt(4), random.NextInt(2) == 0);
        Set(algorithm, "Rate", rate);
        Set(algorithm, "Count", count);
        Set(algorithm, "On", isOn);
        var players = new[] { Pi, Q, Phi, Crowd }.ToDictionary(player => player.Name);
        Call(
            algorithm,
            type.GetMethod("Train")!,
            parameter =>
                players.TryGetValue(parameter.Name!, out var player)
                    ? new BookNetwork(player, widths, ScalarType.Float64)
                    : parameter.Name switch
                    {
                        "demonstrations" => data,
                        "environments" => environments,
                        "expert" => expert,
                        "rounds" => rounds,
                        "options" => options,
                        "progress" or "resume" => null,
                        _ => CancellationToken.None,
                    }
        );
        var replay = new Replayed(type, widths, expert, Store, options.Seed, environments.Count, rate, count, isOn);
        foreach (var round in RolloutOracle.Rounds(environments, widths, rounds))
            if (replay.Round(round, kept) is { } fault)
                return fault;
        if (expert.Asked != replay.Queries)
            return $"The expert was asked {expert.Asked} times; expected {replay.Queries}.";
        if (data.Count != kept.Count)
            return $"{data.Count} rows were kept; expected {kept.Count}.";
        for (var i = 0; i < kept.Count; i++)
            if (!data[i].State.Span.SequenceEqual(kept[i].State.Span) || !data[i].Action.Span.SequenceEqual(kept[i].Action.Span))
                return $"Row {i} that was kept is {data[i]}; expected {kept[i]}.";
        return null;
    }

    private static Dataset<Demonstration> Demonstrations(RandomStream random, Widths widths)
    {
        double[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian() / 2)];
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < 3; i++)
            data.Add(new(new State(Some(widths.State)), new Act(Some(widths.Act))));
        return data;
    }

    /// <summary>The declared methods at every step of a rollout.</summary>
    private sealed class Replayed(
        Type type,
        Widths widths,
        BookExpert expert,
        Store store,
        ulong seed,
        int environments,
        double rate,
        int count,
        bool isOn
    )
    {
        private readonly AnswerBook _book = new();
        private readonly SeedSequence _draws = new SeedSequence(seed).Child("collect");
        private readonly MethodInfo _decide = type.GetMethod("Decide")!;
        private readonly MethodInfo? _execute = type.GetMethod("Execute");
        private readonly Control[] _previous = new Control[environments];

        public int Queries { get; private set; }

        public string? Round(IReadOnlyList<RolloutStep> steps, List<Demonstration> kept)
        {
            var gaps = kept.Select(row => new BookPolicy(_book, Pi, widths).Mean(row.State))
                .Zip(kept, (mean, row) => mean.Span.ToArray().Zip(row.Action.Span.ToArray(), (x, y) => (x - y) * (x - y)).Sum())
                .Order()
                .ToArray();
            var place = Level * (gaps.Length - 1);
            var limit = gaps[(int)place] + (place - (int)place) * (gaps[Math.Min((int)place + 1, gaps.Length - 1)] - gaps[(int)place]);
            foreach (var step in steps)
            {
                if (step.Index == 0)
                    _previous[step.Environment] = Control.Learner;
                var t = new Step(step.State, step.Round, step.Index, Queries, _previous[step.Environment]);
                var asked = new StepExpert(expert);
                object? Given(string member, ParameterInfo parameter, Act chosen, Control by) =>
                    parameter.Name switch
                    {
                        "t" => t,
                        "s" => step.State,
                        "pi" => new BookPolicy(_book, Pi, widths),
                        "q" => new BookCritic(_book, Q),
                        "phi" => new BookFeatures(_book, Phi, widths),
                        "crowd" => new BookEnsemble(_book, Crowd, widths),
                        "expert" => asked,
                        "chosen" => chosen,
                        "by" => by,
                        "u" or "v" => new Uniform(Stream(member, parameter).UniformAt((ulong)step.Environment, (ulong)step.Time)),
                        "e" or "f" => new Uniform(Stream(member, parameter).UniformAt((ulong)step.Environment, (ulong)step.Episode)),
                        "z" => StepDraws.Gaussian(Stream(member, parameter), (ulong)step.Environment, (ulong)step.Time, widths.Act),
                        "zf" => StepDraws.Gaussian(Stream(member, parameter), (ulong)step.Environment, (ulong)step.Time, widths.Feature),
                        "zs" => StepDraws.Gaussian(Stream(member, parameter), (ulong)step.Environment, (ulong)step.Time, widths.State),
                        "w" => new Draw(Stream(member, parameter).Key, ((ulong)step.Time * (ulong)environments) + (ulong)step.Environment),
                        "clock" => new Clock(step.Round, 0),
                        "limit" => limit,
                        "gap" => gaps.Average(),
                        "rate" => rate,
                        "count" => count,
                        _ => isOn,
                    };

                var control = (Control)Call(null, _decide, parameter => Given("Decide", parameter, default, default))!;
                var act = BookNetwork.SampleOf(Pi, step.State.Span, widths.Act);
                if (store == Store.EveryState || control != Control.Learner)
                    kept.Add(new(step.State, asked.Action(step.State)));
                if (control != Control.Learner)
                    act = asked.Action(step.State);
                Queries += asked.WasAsked ? 1 : 0;
                _previous[step.Environment] = control;
                var executed = _execute is null ? act : (Act)Call(null, _execute, parameter => Given("Execute", parameter, act, control))!;
                for (var i = 0; i < widths.Act; i++)
                    if (Differs(Math.Clamp(executed[i], -1, 1), step.Executed[i], 1e-6))
                        return $"Executed {string.Join(", ", step.Executed)}; expected {executed} by {control}, in {t} of environment "
                            + $"{step.Environment}, time {step.Time}.";
            }
            return null;
        }

        private RandomStream Stream(string member, ParameterInfo parameter) => _draws.Child($"{member}.{parameter.Name}").Stream();
    }
}
