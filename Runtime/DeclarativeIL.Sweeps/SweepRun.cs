namespace DeclarativeIL.Sweeps;

/// <summary>What a run is given.</summary>
/// <typeparam name="T">The declaration.</typeparam>
/// <param name="Algorithm">The declaration with the hyperparameters of the setting; of this run alone.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">For checkpoints of this run: the same one when the sweep is resumed. Null where the sweep has no folder.</param>
/// <param name="Cancellation">Asked for by whoever runs the sweep.</param>
public sealed record SweepRun<T>(T Algorithm, Setting Setting, ulong Seed, string? Folder, CancellationToken Cancellation);
