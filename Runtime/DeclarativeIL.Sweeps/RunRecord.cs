namespace DeclarativeIL.Sweeps;

/// <summary>What came of a run.</summary>
/// <param name="Setting">Index of the setting.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Metrics">By name; empty where it failed.</param>
/// <param name="Failure">What went wrong, with the type of the exception; null where nothing did.</param>
public sealed record RunRecord(int Setting, ulong Seed, IReadOnlyDictionary<string, double> Metrics, string? Failure);
