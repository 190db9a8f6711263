using DeclarativeIL.LanguageModels;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Preferences;

/// <summary>The settings of the preference sample.</summary>
internal sealed record PreferencesSettings
{
    /// <summary>The seed of all randomness.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A text file to learn from; none = the licenses that Debian ships.</summary>
    public string? Text { get; init; }

    /// <summary>Tokens of the vocabulary, 257 or more.</summary>
    public int Vocabulary { get; init; } = 512;

    /// <summary>Blocks of the model.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Numbers per hidden state, a multiple of 4.</summary>
    public int Width { get; init; } = 96;

    /// <summary>Tokens of a prompt.</summary>
    public int Prompt { get; init; } = 16;

    /// <summary>Tokens of a continuation.</summary>
    public int Completion { get; init; } = 24;

    /// <summary>Passes over the text.</summary>
    public int PretrainingEpochs { get; init; } = 10;

    /// <summary>Comparisons to learn from, offline and online alike.</summary>
    public int Pairs { get; init; } = 1000;

    /// <summary>Passes over the comparisons, offline; rounds of collecting and one pass, online.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The strength with which the policy is held to its reference.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>Adam's step size on comparisons.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Continuations that each figure is measured over.</summary>
    public int Comparisons { get; init; } = 400;

    /// <summary>The model.</summary>
    public Gpt2Configuration Model(int vocabulary) => new(vocabulary, Prompt + Completion, Width, Layers, 4);

    /// <summary>The settings for drawing texts.</summary>
    public Generation Generation => new() { MaxTokens = Completion };

    /// <summary>The options for learning the text.</summary>
    public TrainingOptions Pretraining =>
        new()
        {
            Epochs = PretrainingEpochs,
            BatchSize = 32,
            LearningRate = 2e-3,
            Seed = Seed,
        };

    /// <summary>The options for learning from comparisons.</summary>
    public TrainingOptions Preferring(int epochs) =>
        new()
        {
            Epochs = epochs,
            BatchSize = 32,
            LearningRate = LearningRate,
            Seed = Seed,
        };
}
