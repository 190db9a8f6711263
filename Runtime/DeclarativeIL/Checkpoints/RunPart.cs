namespace DeclarativeIL.Checkpoints;

/// <summary>A part of a run whose state a checkpoint keeps.</summary>
/// <param name="Name">Its name, by which it is found again.</param>
/// <param name="Description">Its sizes, in words: only a part that is described alike takes the state back.</param>
/// <param name="State">What is saved; null where a description is all there is.</param>
internal sealed record RunPart(string Name, string Description, IRestorable? State);
