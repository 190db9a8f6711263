namespace DeclarativeIL.Samples.Preferences;

/// <summary>A language model learns a text: the mean negative log-probability of its tokens.</summary>
public sealed partial class NextTokens
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The language model.</param>
    /// <param name="d">A piece of text: its first token is the state, the others are the act.</param>
    [Loss]
    public static double PerToken(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State) / d.Action.Length;
}
