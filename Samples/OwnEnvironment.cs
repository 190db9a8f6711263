using DeclarativeIL.Algorithms;
using DeclarativeIL.Consoles;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>DAgger on <see cref="Thermostat"/>, an environment that this project brings itself.</summary>
internal sealed class OwnEnvironment(ulong seed, ConsoleProgress view)
{
    private const int Episodes = 50,
        Epochs = 20;
    private readonly SeedSequence _seeds = new(seed);
    private readonly Expert _expert = Expert.From(state => Act.Discrete(state[0] < 0 ? 1 : 0));

    /// <summary>The mean returns of the expert and of the policy.</summary>
    public async Task<(EvaluationResult Expert, EvaluationResult Learner)> RunAsync(CancellationToken cancellation)
    {
        using var policy = new CategoricalPolicy(stateSize: 2, actions: 2, hidden: [16], Activation.Tanh, _seeds.Child("policy"));
        var rounds = new Rounds(4, 200);
        using (var stage = view.Begin("DAgger", Epochs, rounds.Count))
            await new DAgger().TrainAsync(
                policy,
                new Dataset<Demonstration>(),
                Rooms(4),
                _expert,
                rounds,
                new TrainingOptions { Epochs = Epochs, Seed = seed },
                stage,
                cancellation
            );
        return (
            Evaluation.Run(_expert, Rooms(Episodes), Episodes, _seeds.Child("evaluation"), cancellation: cancellation),
            Evaluation.Run(policy, Rooms(Episodes), Episodes, _seeds.Child("evaluation"), cancellation: cancellation)
        );
    }

    private static VectorEnvironment Rooms(int count) => new(count, _ => new Thermostat());
}
