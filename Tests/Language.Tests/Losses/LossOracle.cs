using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// Networks that answer from one table, and the check of a generated loss against the declared one: value, gradients, no
/// gradient for a network that is not trained, and no more forward passes than needed.
/// </summary>
public abstract class LossOracle
{
    public const int StateSize = 4;

    private readonly Dictionary<string, int> _passes = [];

    protected AnswerTable Table { get; } = new();

    /// <summary>The draws of a step in the middle of a run.</summary>
    protected static StepDraws Draws { get; } = new(new SeedSequence(11), 3);

    protected TableNetwork Net(string name, int width = 2, ScalarType type = ScalarType.Float64, int members = 0, int passes = 1)
    {
        _passes[name] = passes;
        return new(
            Table,
            name,
            StateSize,
            new BoxSpace(
                new float[width]
                    .Select(_ => -1f)
                    .ToArray(),
                new float[width]
                    .Select(_ => 1f)
                    .ToArray()
            ),
            type,
            members
        );
    }

    protected static Critic Critic(TableNetwork network) => ((ICriticNetwork)network).OneSample();

    protected static Features Features(TableNetwork network) => ((IFeatureNetwork)network).OneSample();

    protected static Coefficient Coefficient(TableNetwork network) => ((ICoefficient)network).OneSample();

    /// <summary>The policy as it is now: it gives the same answers, but does not follow when they are moved.</summary>
    protected static Policy Detached(TableNetwork network) => new TablePolicy(new AnswerTable(), network.Name, network.Actions.Width);

    /// <summary>Losses over one batch of rows.</summary>
    protected void Check<TRow>(
        IReadOnlyList<TRow> rows,
        TableNetwork[] trained,
        TableNetwork[] still,
        Func<Batch<TRow>, LossParts> batched,
        Func<int, double> oneSample,
        params (string Name, double Weight)[] parts
    )
        where TRow : struct
    {
        using var batch = Batch.From(rows, trained[0].Parameters.Type);
        Check(trained, still, () => batched(batch), () => Enumerable.Range(0, rows.Count).Average(oneSample), parts);
    }

    /// <summary>Losses however they are batched.</summary>
    /// <param name="trained">Whose gradients are compared.</param>
    /// <param name="still">Who must get none.</param>
    /// <param name="batched">The generated step.</param>
    /// <param name="mean">What it is to equal.</param>
    /// <param name="parts">Weights of the named parts in that.</param>
    protected void Check(
        TableNetwork[] trained,
        TableNetwork[] still,
        Func<LossParts> batched,
        Func<double> mean,
        params (string Name, double Weight)[] parts
    )
    {
        Oracle.Check(Table, trained, batched, mean, parts);
        foreach (var network in still)
            Assert.Empty(network.Gradients);
        foreach (var network in trained.Concat(still))
        {
            Assert.Equal(_passes[network.Name], network.Forwards);
            network.Dispose();
        }
    }

    /// <summary>Losses over a batch of the expert's transitions and one of the learner's.</summary>
    protected void Check(
        (Transition[] Expert, Transition[] Learner) rows,
        TableNetwork[] trained,
        TableNetwork[] still,
        Func<Batch<Transition>, Batch<Transition>, LossParts> batched,
        Func<double> mean,
        params string[] losses
    )
    {
        using var expert = Batch.From(rows.Expert, ScalarType.Float64);
        using var learner = Batch.From(rows.Learner, ScalarType.Float64);
        Check(trained, still, () => batched(expert, learner), mean, [.. losses.Select(static name => (name, 1.0))]);
    }

    /// <summary>A batch of all rows with a column attached, as the training loop attaches it.</summary>
    protected static Batch<TRow> Attached<TRow>(IReadOnlyList<TRow> rows, string column, double[] values, ScalarType type)
        where TRow : struct
    {
        using var feed = new BatchFeed<TRow>(new Dataset<TRow>(rows), type);
        feed.Attach(column, values);
        return feed.Next(rows.Count)!;
    }

    /// <summary>A batch of [L, n, ...] such as an ensemble learns from, and each member's rows of it.</summary>
    protected static (Batch<Demonstration> Batch, Demonstration[][] Rows) Resampled(IReadOnlyList<Demonstration> rows, int members)
    {
        using var feed = new BootstrapFeed<Demonstration>(
            new Dataset<Demonstration>(rows),
            members,
            Bootstrap.WithReplacement,
            new SeedSequence(2),
            ScalarType.Float64
        );
        var batch = feed.Next(rows.Count)!;
        double[] states = TensorRows.Read(batch["State"]),
            actions = TensorRows.Read(batch["Action"]);
        var width = actions.Length / members / rows.Count;
        return (
            batch,
            [
                .. Enumerable
                    .Range(0, members)
                    .Select(member =>
                        Enumerable
                            .Range(member * rows.Count, rows.Count)
                            .Select(at => new Demonstration(
                                new State(states.AsMemory(at * StateSize, StateSize)),
                                new Act(actions.AsMemory(at * width, width))
                            ))
                            .ToArray()
                    ),
            ]
        );
    }

    /// <summary>The sum over the members of each one's mean loss over its own rows.</summary>
    protected static double OfMembers(TableNetwork ensemble, Demonstration[][] rows, Func<Policy, Demonstration, double> oneSample) =>
        rows.Select((own, member) => own.Average(row => oneSample(ensemble.Member(member), row))).Sum();
}
