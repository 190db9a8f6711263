using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Determinism;

/// <summary>A part of a run: from its start or from a checkpoint to where it is broken off, or to its end.</summary>
/// <param name="Checkpoints">Where they are written.</param>
/// <param name="Resume">The folder to resume from; null for the start.</param>
/// <param name="Progress">What breaks the run off, by throwing.</param>
internal sealed record RunPart(CheckpointOptions Checkpoints, string? Resume, IProgress<TrainingProgress>? Progress);
