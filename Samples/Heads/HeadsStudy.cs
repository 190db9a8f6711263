using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Heads;

/// <summary>The places aside, step by step, of one way past the post or into it.</summary>
internal sealed record Way(IReadOnlyList<double> Aside, bool IsPast);

/// <summary>What cloning with one head came to.</summary>
/// <param name="Head">The head's name.</param>
/// <param name="Passed">The share of ways that get past the post.</param>
/// <param name="Ways">Some of the ways.</param>
internal sealed record HeadResult(string Head, double Passed, IReadOnlyList<Way> Ways);

/// <summary>
/// One task whose demonstrations go left or right: a single normal distribution goes between the two and hits the post, a mixture, bins
/// and a flow take one of the ways.
/// </summary>
internal sealed class HeadsStudy(ulong seed, int demonstrations, int epochs)
{
    private const int Episodes = 200,
        Drawn = 12;
    private static readonly int[] Hidden = [32, 32];
    private readonly SeedSequence _seeds = new(seed);

    /// <summary>The demonstrations' ways, and what cloning with each head came to.</summary>
    public (IReadOnlyList<Way> Demonstrations, IReadOnlyList<HeadResult> Heads) Run(CancellationToken cancellation)
    {
        var (data, ways) = (new Dataset<Demonstration>(), new List<Way>());
        for (var i = 0; i < demonstrations; i++)
            ways.Add(Demonstrate(data, _seeds.Child("demonstrations").Child((ulong)i)));
        var steering = new BoxSpace([-1], [1]);
        var policy = _seeds.Child("policy");
        using var gaussian = new GaussianPolicy(2, steering, Hidden, Activation.Tanh, policy);
        using var mixture = new GaussianMixturePolicy(2, steering, Hidden, Activation.Tanh, policy);
        using var binned = new BinnedPolicy(2, steering, Hidden, Activation.Tanh, policy);
        using var flow = new FlowPolicy(2, steering, Hidden, Activation.Tanh, policy);
        return (
            ways,
            [
                Clone("Gaussian", gaussian, data, cancellation),
                Clone("mixture of five Gaussians", mixture, data, cancellation),
                Clone("21 bins", binned, data, cancellation),
                Clone("flow", flow, data, cancellation),
            ]
        );
    }

    private HeadResult Clone<TPolicy>(string name, TPolicy policy, Dataset<Demonstration> data, CancellationToken cancellation)
        where TPolicy : PolicyNetwork, IFitPolicy
    {
        var options = new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = 64,
            LearningRate = 3e-3,
            Seed = seed,
        };
        new AnyCloning().Train(policy, data, options, cancellationToken: cancellation);
        var starts = _seeds.Child("evaluation");
        var passed = Evaluation.Run(
            policy,
            new VectorEnvironment(Episodes, static _ => new Post()),
            Episodes,
            starts,
            cancellation: cancellation
        );
        return new(name, passed.Mean, [.. Enumerable.Range(0, Drawn).Select(i => Drive(starts.Child((ulong)i), policy.Mode))]);
    }

    /// <summary>The expert chooses a side, whatever the place, and steers there at once.</summary>
    private static Way Demonstrate(Dataset<Demonstration> data, SeedSequence seeds)
    {
        var random = seeds.Child("side").Stream();
        var side = random.NextInt(2) == 0 ? -1.2 : 1.2;
        return Drive(
            seeds,
            (observation, action) =>
            {
                action[0] = (float)(Math.Clamp((side - observation[1]) / Post.Stride, -0.9, 0.9) + 0.05 * random.NextGaussian());
                data.Add(new Demonstration(State.From(observation), Act.From(action)));
            }
        );
    }

    private static Way Drive(SeedSequence seeds, Controlling control)
    {
        IEnvironment post = new Post();
        var (observation, action, aside) = (new float[2], new float[1], new List<double>());
        post.Reset(seeds.Seed, observation);
        while (true)
        {
            aside.Add(observation[1]);
            control(observation, action);
            post.Actions.Clip(action, action);
            var step = post.Step(action, observation);
            if (!step.Terminated)
                continue;
            aside.Add(observation[1]);
            return new(aside, step.Success);
        }
    }

    private delegate void Controlling(ReadOnlySpan<float> observation, Span<float> action);
}
