using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace DeclarativeIL.Environments;

/// <summary>What a declared environment shows and takes, part by part.</summary>
public sealed class EnvironmentDescription
{
    private readonly ReadOnlyCollection<SpacePart> _observations,
        _actions;

    /// <summary>Describes an environment; generated code does.</summary>
    /// <param name="name">The name of its class.</param>
    /// <param name="summary">What the class's documentation says; empty if nothing.</param>
    /// <param name="observations">The parts of an observation, one behind the other.</param>
    /// <param name="actions">The parts of an action, one behind the other.</param>
    /// <param name="choices">How many actions there are to choose from; 0 where actions are numbers.</param>
    /// <exception cref="ArgumentException">There are no parts, or they do not follow each other.</exception>
    public EnvironmentDescription(
        string name,
        string summary,
        IReadOnlyList<SpacePart> observations,
        IReadOnlyList<SpacePart> actions,
        int choices = 0
    )
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(actions);
        (Name, Summary) = (name, summary);
        _observations = Array.AsReadOnly(observations.ToArray());
        _actions = Array.AsReadOnly(actions.ToArray());
        ObservationSpace = BoxOf(_observations, nameof(observations));
        ActionSpace = choices > 0 ? new DiscreteSpace(choices) : BoxOf(_actions, nameof(actions));
    }

    /// <summary>The name of the class.</summary>
    public string Name { get; }

    /// <summary>What the class's documentation says; empty if nothing.</summary>
    public string Summary { get; }

    /// <summary>The parts of an observation, in the order of their numbers.</summary>
    public IReadOnlyList<SpacePart> Observations => _observations;

    /// <summary>The parts of an action, in the order of their numbers.</summary>
    public IReadOnlyList<SpacePart> Actions => _actions;

    /// <summary>The space of observations: the bounds of all parts.</summary>
    public Space ObservationSpace { get; }

    /// <summary>The space of actions: the bounds of all parts, or how many choices there are.</summary>
    public Space ActionSpace { get; }

    /// <summary>The parts, a line each, with places and bounds.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name).Append(Summary.Length > 0 ? ": " : "").Append(Summary);
        foreach (var (title, parts) in ((string, IReadOnlyList<SpacePart>)[])[("observed", _observations), ("done", _actions)])
        foreach (var part in parts)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n  {title} {Place(part)} {part.Name}: {Range(part)}{(part.Summary.Length > 0 ? "; " : "")}{part.Summary}"
            );
        return text.ToString();
    }

    private static string Place(SpacePart part) =>
        string.Create(CultureInfo.InvariantCulture, $"[{part.Offset}{(part.Width > 1 ? $"..{part.Offset + part.Width}" : "")}]");

    private static string Range(SpacePart part) =>
        part.Choices.Count > 0
            ? string.Join(", ", part.Choices)
            : string.Create(CultureInfo.InvariantCulture, $"{part.Low} to {part.High}");

    private static BoxSpace BoxOf(ReadOnlyCollection<SpacePart> parts, string argument)
    {
        var width = 0;
        foreach (var part in parts)
        {
            if (part.Offset != width || part.Width < 1)
                throw new ArgumentException(
                    $"{argument}: found part '{part.Name}' of {part.Width} numbers at {part.Offset}; expected some at {width}.",
                    argument
                );
            width += part.Width;
        }
        return new(
            [.. parts.SelectMany(static part => Enumerable.Repeat(part.Low, part.Width))],
            [.. parts.SelectMany(static part => Enumerable.Repeat(part.High, part.Width))]
        );
    }
}
