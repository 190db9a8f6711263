namespace DeclarativeIL.Experts;

/// <summary>Counts of what an expert was needed for: the measures of human time.</summary>
/// <param name="Queries">Labels: how often the expert said what it would do.</param>
/// <param name="Interventions">Steps on which the expert acted.</param>
/// <param name="Takeovers">How often the expert took over from the learner (who counts as acting before an episode).</param>
/// <param name="Switches">
/// How often the acting party changed, in either direction. The end of an episode is no change, nor is an expert that hands back and is
/// called again for the very next step: it goes on acting.
/// </param>
public readonly record struct ExpertCounts(long Queries, long Interventions, long Takeovers, long Switches)
{
    /// <summary>The counts since <paramref name="earlier"/>.</summary>
    public static ExpertCounts operator -(ExpertCounts later, ExpertCounts earlier) =>
        new(
            later.Queries - earlier.Queries,
            later.Interventions - earlier.Interventions,
            later.Takeovers - earlier.Takeovers,
            later.Switches - earlier.Switches
        );

    /// <summary>The counts since <paramref name="earlier"/>.</summary>
    public static ExpertCounts Subtract(ExpertCounts later, ExpertCounts earlier) => later - earlier;
}
