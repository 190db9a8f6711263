using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Preferences;

/// <summary>The result of the sample.</summary>
/// <param name="Tokens">Tokens of the text.</param>
/// <param name="Loss">Negative log-probability per token of the text at the end of pre-training.</param>
/// <param name="Reference">The model that learned the text and nothing else.</param>
/// <param name="Offline">What DPO made of it from the reference's own continuations.</param>
/// <param name="Online">What online DPO made of it.</param>
/// <param name="Examples">Prompts, and how each model goes on.</param>
internal sealed record PreferencesResult(
    int Tokens,
    double Loss,
    Writer Reference,
    Writer Offline,
    Writer Online,
    IReadOnlyList<Example> Examples
);

/// <summary>The measurements of one model's texts.</summary>
/// <param name="Name">For people.</param>
/// <param name="Letters">Letters per word of its continuations, one number each.</param>
/// <param name="WinRate">How often the rule prefers its continuation to the reference's.</param>
/// <param name="Kl">From the reference, in nats a continuation.</param>
/// <param name="Pairs">Its implicit reward on pairs that it was not trained on; none for the reference, which has none.</param>
/// <param name="Curve">Win rate and KL after every round.</param>
/// <param name="Seconds">Wall time of training, with the measurements after the rounds.</param>
internal sealed record Writer(
    string Name,
    IReadOnlyList<double> Letters,
    Proportion WinRate,
    MeanResult Kl,
    PairResult? Pairs,
    IReadOnlyList<Checkpoint> Curve,
    double Seconds
);

/// <summary>A moment in training.</summary>
/// <param name="WinRate">Against the reference.</param>
/// <param name="Kl">From the reference.</param>
internal sealed record Checkpoint(Proportion WinRate, MeanResult Kl);

/// <summary>A prompt and what follows.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Reference">As the reference goes on.</param>
/// <param name="Offline">As the model goes on that learned offline.</param>
/// <param name="Online">As the model goes on that learned online.</param>
internal sealed record Example(string Prompt, string Reference, string Offline, string Online);
