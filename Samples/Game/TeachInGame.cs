using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.Games;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Game;

/// <summary>What a lesson in the game gave.</summary>
internal readonly record struct GameLesson(long Frames, TimeSpan Worst, int Labels, int AtOnce, double Before, double After);

/// <summary>DAgger in a game's own loop: the player is asked about several agents at once, while the game goes on.</summary>
internal sealed class TeachInGame(ulong seed, int agents, int rounds, int steps)
{
    private const int FramesPerStep = 2,
        MostSteps = 60,
        PausedFrames = 100,
        Episodes = 30;

    private readonly SeedSequence _seeds = new(seed);

    /// <summary>Teaches; the calling thread is the game's.</summary>
    public GameLesson Run(CancellationToken cancellation)
    {
        var (world, player) = (new Meadow(agents), new FrameExpert());
        using var environments = new FrameEnvironment(world, FramesPerStep, MostSteps);
        var loop = new GameLoop(world, environments, player);
        var expert = Expert.From(player, new InteractiveOptions { Time = environments.Time, AsksAtOnce = true });
        using var policy = new CategoricalPolicy(
            environments.Observations.Width,
            actions: 4,
            hidden: [32],
            Activation.Tanh,
            _seeds.Child("policy")
        );
        var before = Measure();
        GiveUpOnce();
        var training = Train(new Dataset<Demonstration>(), cancellation);
        _ = loop.UntilAsked(training);
        environments.Paused = true; // the question stays open meanwhile
        for (var frame = 0; frame < PausedFrames; frame++)
            loop.Frame();
        environments.Paused = false;
        loop.Until(training, cancellation);
        return new GameLesson(loop.Frames, loop.Worst, loop.Labels, loop.MostAtOnce, before, Measure());

        Task<bool> Train(Dataset<Demonstration> data, CancellationToken stop) =>
            Task.Run(
                async () =>
                {
                    var options = new TrainingOptions
                    {
                        Epochs = 30,
                        LearningRate = 0.01,
                        Seed = seed,
                    };
                    var plan = new Rounds(rounds, steps);
                    await new DAgger().TrainAsync(policy, data, environments, expert, plan, options, cancellationToken: stop);
                    return true;
                },
                CancellationToken.None
            );

        // A run that is cancelled while the player is asked: it ends, and its question is withdrawn.
        void GiveUpOnce()
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var given = Train(new Dataset<Demonstration>(), stop.Token);
            var question = loop.UntilAsked(given);
            stop.Cancel();
            while (!given.IsCompleted) // without a frame
                Thread.Yield();
            if (!given.IsCanceled || question.IsOpen || player.Poll() is not null)
                throw new InvalidOperationException($"The cancelled run is {given.Status}, its question open: {question.IsOpen}.");
        }

        double Measure() =>
            loop.Until(
                Task.Run(() => Evaluation.Run(policy, environments, Episodes, _seeds.Child("evaluation"), cancellation: cancellation).Mean),
                cancellation
            );
    }
}
