using DeclarativeIL.Plots;

namespace DeclarativeIL.Sweeps;

/// <summary>A setting in a sweep's table.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Mean">Mean and 95 % interval over the seeds that did not fail; null where all failed.</param>
/// <param name="Runs">How many seeds did not fail.</param>
/// <param name="Failed">How many failed.</param>
public sealed record SweepRow(Setting Setting, SeedMean? Mean, int Runs, int Failed);
