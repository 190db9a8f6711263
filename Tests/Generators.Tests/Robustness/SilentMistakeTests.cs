namespace DeclarativeIL.Generators.Tests.Robustness;

/// <summary>Declarations that can be generated for, compile, and would then compute something else than was declared.</summary>
public class SilentMistakeTests
{
    public static TheoryData<string, string> Declarations =>
        new()
        {
            {
                "two rows of one type would be one and the same row",
                """
                    [Loss] static double L(Policy pi, Demonstration a, Demonstration b)
                        => pi.Entropy(a.State) - pi.LogProb(b.Action, b.State);
                    """
            },
            {
                "integer constants are divided before anybody looks",
                "[Loss] static double L(Policy pi, Demonstration d) => 1 / 2 * pi.Entropy(d.State) + pi.LogProb(d.Action, d.State);"
            },
            { "a computed property of a row is no column", "[Loss] static double L(Policy pi, Case c) => c.Twice * pi.Entropy(c.State);" },
            {
                "a network is trained in one phase",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss(Phase = 1)] static double M(Policy pi, Demonstration d) => pi.LogProb(d.Action, d.State);
                    """
            },
            {
                "a default lies outside its range",
                "[Loss] static double L(Policy pi, Demonstration d, [Range(0.0, 1.0)] double p = 5) => p * pi.Entropy(d.State);"
            },
            {
                "a default is no number, though setting it to that is refused",
                "[Loss] static double L(Policy pi, Demonstration d, double p = double.NaN) => p * pi.Entropy(d.State);"
            },
            {
                "an ensemble of none is no ensemble",
                "[Loss] static double L([Ensemble(Members = 0)] Policy pi, Demonstration d) => pi.Entropy(d.State);"
            },
            {
                "a quantile lies between the least and the greatest",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control G(Step t, [Quantile(nameof(X), 1.5)] double x)
                        => t.Round > x ? Control.Expert : Control.Learner;
                    """
            },
            {
                "a target goes part of the way",
                """
                    [Loss] static double L(Policy pi, [Target(nameof(pi), 5)] Policy slow, Demonstration d)
                        => pi.Entropy(d.State) - slow.Entropy(d.State);
                    """
            },
            {
                "an augmentation returns the rows that it takes",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Augment] static Transition G(Demonstration d) => new Transition(d.State, d.Action, 0, d.State, false);
                    """
            },
            {
                "an augmentation of rows that no loss learns from does nothing",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Augment] static Transition G(Transition t) => t with { Reward = 0 };
                    """
            },
            {
                "a network carries one mark",
                """
                    [Loss] static double L(Policy pi, [Frozen, Target(nameof(pi), 0.1)] Policy old, Demonstration d)
                        => pi.Entropy(d.State) - old.Entropy(d.State);
                    """
            },
            { "rows come from one place", "[Loss] static double L(Policy pi, [Rollout, Replay] Transition t) => pi.Entropy(t.State);" },
            {
                "one name is one target",
                """
                    [Loss] static double L(Policy pi, [Target(nameof(pi), 0.1)] Policy a, Demonstration d)
                        => pi.Entropy(d.State) - a.Entropy(d.State);
                    [Loss] static double M(Policy pi, [Target(nameof(pi), 0.2)] Policy a, Demonstration d)
                        => pi.Entropy(d.State) - a.Entropy(d.State);
                    """
            },
            {
                "one name is one kind of copy",
                """
                    [Loss] static double L(Policy pi, [Frozen] Policy old, Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State);
                    [Loss] static double M(Policy pi, [Target(nameof(pi), 0.1)] Policy old, Demonstration d)
                        => pi.Entropy(d.State) - old.Entropy(d.State);
                    """
            },
            {
                "one name is one ensemble",
                """
                    [Loss] static double L([Ensemble(Members = 3)] Policy mu, Demonstration d) => mu.Entropy(d.State);
                    [Loss] static double M([Ensemble(Members = 4)] Policy mu, Demonstration d) => mu.LogProb(d.Action, d.State);
                    """
            },
            {
                "a draw of an episode needs an episode",
                "[Loss] static double L(Policy pi, Demonstration d, [PerEpisode] Uniform u) => u * pi.Entropy(d.State);"
            },
            {
                "a statistic has no default",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control G(Step t, [Mean(nameof(X))] double x = 1)
                        => t.Round > x ? Control.Expert : Control.Learner;
                    """
            },
            {
                "collected rows are learned from",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Collect] static Transition K(State s, Policy pi, Draw z) => new Transition(s, pi.Sample(s, z), 1, s, false);
                    """
            },
            {
                "one policy acts",
                """
                    [Loss] static double L([Learner] Policy a, [Learner] Policy b, Demonstration d)
                        => a.Entropy(d.State) + b.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control G(Step t) => Control.Learner;
                    """
            },
            {
                "an imported phase is a phase too",
                "[Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); "
                    + "} [Loss<Example>(Phase = -1)] sealed partial class Importing {"
            },
            {
                "one name is one quantile",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control G(Step t, [Quantile(nameof(X), 0.5)] double x)
                        => t.Round > x ? Control.Expert : Control.Learner;
                    [Explore] static Act E(Act chosen, Gaussian z, [Quantile(nameof(X), 0.9)] double x) => chosen + x * z;
                    """
            },
            {
                "a mark of networks is ignored on a number",
                "[Loss] static double L(Policy pi, Demonstration d, [Frozen] double p = 1) => p * pi.Entropy(d.State);"
            },
            {
                "a mark of rows is ignored on a network",
                "[Loss] static double L([Rollout] Policy pi, Demonstration d) => pi.Entropy(d.State);"
            },
            {
                "a derivative that is not there is none",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => F(pi.Entropy(d.State));
                    [Operation(nameof(F)), Gradient("x", "Nope")] public static double F(double x) => x;
                    public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                    """
            },
            {
                "a reward is paid to rows of a rollout",
                """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Reward] static double R(Transition t) => -t.Reward;
                    """
            },
        };

    [Trait("Speed", "Slow")]
    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task Is_refused(string why, string members)
    {
        var run = GeneratorHarness.Run(
            $"sealed partial class Example {{ {members} }}",
            "[Row] public readonly record struct Case(State State, double X) { public double Twice => 2 * X; }"
        );
        Assert.Empty(run.OwnErrors);

        Assert.False((await GeneratorHarness.Analyze(run.Before)).IsEmpty, why);
    }

    /// <summary>What the language means to allow.</summary>
    [Theory]
    [InlineData(
        "a property may be named like its type",
        "[Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A) => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State);"
    )]
    [InlineData(
        "an operation may join a state and an act",
        "[Loss] static double L(Policy pi, Demonstration d) => SquaredNorm(Ops.Joined(d.State, d.Action)) * pi.Entropy(d.State);"
    )]
    [InlineData(
        "an outer product is of any two sizes",
        """
            [Loss] static double L(Policy mu, Demonstration d)
                => SquaredNorm(Outer(mu.Mean(d.State) - d.Action, d.State - d.State) * (d.State - d.State));
            """
    )]
    [InlineData(
        "a matrix of the network's own maps sizes",
        """
            [Loss] static double L(Policy mu, Demonstration d, [Given] Matrix gain)
                => SquaredNorm(mu.Mean(d.State) - (d.Action - gain * (d.State - d.State)));
            """
    )]
    public async Task Is_allowed(string why, string members)
    {
        var run = GeneratorHarness.Run(
            $"sealed partial class Example {{ {members} }}",
            """
            public enum Mode { A, B }
            static class Ops
            {
                [Operation(nameof(JoinedBatch))] public static Vector Joined(State state, Act action) => (Vector)state;
                public static TorchSharp.torch.Tensor JoinedBatch(TorchSharp.torch.Tensor state, TorchSharp.torch.Tensor action) => state;
            }
            """
        );
        Assert.Empty(run.OwnErrors);

        var problems = await GeneratorHarness.Analyze(run.Before);

        Assert.True(problems.IsEmpty, $"{why}: {string.Join("\n", problems)}");
        run.AssertCompiles();
    }

    /// <summary>A condition is [n], what it selects [n, k]: without a trailing axis it is broadcast along the wrong one.</summary>
    [Theory]
    [InlineData("SquaredNorm(t.Reward > 0 ? mu.Mean(t.State) - t.Action : t.Action - mu.Mean(t.State))")]
    [InlineData("t.Reward > 0 ? SquaredNorm(mu.Mean(t.State) - t.Action) : 1")]
    public void A_condition_per_row_is_widened_beside_vectors(string equation)
    {
        var losses = GeneratorHarness
            .Run($"sealed partial class Example {{ [Loss] static double L(Policy mu, Transition t) => {equation}; }}")
            .Concern("Losses");

        var gradient = losses[losses.IndexOf("// closed-form", StringComparison.Ordinal)..];
        Assert.Contains(".unsqueeze(-1)", gradient, StringComparison.Ordinal);
    }
}
