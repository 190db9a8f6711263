using System.Globalization;
using DeclarativeIL.Data;

namespace DeclarativeIL.Generated;

/// <summary>What a declared reward teaches by its sign alone.</summary>
internal static class LearnedRewards
{
    /// <summary>The first round that is looked at: a reward that is learned has to have learned something.</summary>
    public const int FirstRound = 4;

    /// <summary>How the warning begins, by which it is told once a run.</summary>
    public const string Beginning = "The declared reward was never ";

    /// <summary>
    /// A warning where rewards are of one sign and episodes end by the environment's rules: then their length pays or costs by itself; null
    /// where nothing speaks for that.
    /// </summary>
    /// <param name="rows">The transitions of a round, with their rewards.</param>
    public static string? Warning(Dataset<Transition> rows)
    {
        var (rewards, terminal) = (rows.ColumnOf(nameof(Transition.Reward)), rows.ColumnOf(nameof(Transition.Terminal)));
        var (least, most, ended) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        for (var row = 0; row < rows.Count; row++)
        {
            (least, most) = (Math.Min(least, rewards[row]), Math.Max(most, rewards[row]));
            ended += terminal[row] != 0 ? 1 : 0;
        }
        if (ended == 0 || (least < 0 && most > 0) || (least == 0 && most == 0))
            return null;
        var (sign, teaches) = least >= 0 ? ("negative", "to go on") : ("positive", "to end");
        return Beginning
            + string.Create(CultureInfo.InvariantCulture, $"{sign} ({least:0.###} to {most:0.###} on {rows.Count} steps), and ")
            + $"{ended} episodes ended by the environment's rules: {teaches} pays by itself, whatever the expert does. Where that is not "
            + "meant, let episodes end by a limit alone (TimeLimit), or declare a reward of both signs.";
    }
}
