using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>A person teaches a policy to cross a small board: DAgger asks about every step, HG-DAgger lets the person take over.</summary>
internal sealed class TeachByHand(ulong seed, int rounds, int steps, bool takeOver, TextReader input, TextWriter output)
{
    private static readonly string[] Map = ["S...", ".##.", ".O..", "...G"];
    private static readonly string[] Words = ["up", "right", "down", "left"];
    private readonly SeedSequence _seeds = new(seed);

    /// <summary>The returns of the policy after the lessons, and the number of labels they took.</summary>
    public async Task<(EvaluationResult Learner, int Labels)> RunAsync(CancellationToken cancellation)
    {
        var person = new ConsoleExpert(input, output, Words, Picture);
        var expert = Expert.From(person, new InteractiveOptions { Cancellation = cancellation });
        var (boards, data) = (Boards(1), new Dataset<Demonstration>());
        using var policy = new CategoricalPolicy(
            boards.Observations.Width,
            Words.Length,
            hidden: [],
            Activation.Tanh,
            _seeds.Child("policy")
        );
        var options = new TrainingOptions
        {
            Epochs = 200,
            LearningRate = 0.05,
            Seed = seed,
        };
        var plan = new Rounds(rounds, steps);
        try
        {
            await (
                takeOver
                    ? new HgDAgger().TrainAsync(policy, data, boards, expert, plan, options, cancellationToken: cancellation)
                    : new DAgger().TrainAsync(policy, data, boards, expert, plan, options, cancellationToken: cancellation)
            );
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && data.Count > 0)
        {
            // the person has had enough: what was labelled so far is in the data set
            await new BehaviorCloning().TrainAsync(policy, data, options, cancellationToken: cancellation);
        }
        return (Evaluation.Run(policy, Boards(1), 1, _seeds.Child("evaluation"), cancellation: cancellation), person.Labels);
    }

    private static VectorEnvironment Boards(int count) => new(count, _ => new GridWorld(Map));

    /// <summary>The board, with the place as an @.</summary>
    private static string Picture(State state)
    {
        var cell = state.Span.IndexOf(1.0);
        return string.Join(
            '\n',
            Map.Select((row, i) => cell / row.Length == i ? $"{row[..(cell % row.Length)]}@{row[(cell % row.Length + 1)..]}" : row)
        );
    }
}
