using System.Globalization;

namespace DeclarativeIL.Environments;

/// <summary>The checks that environments, experts and rollouts share.</summary>
internal static class Guard
{
    /// <summary>A span has the length it needs.</summary>
    public static void Length(int found, int expected, string argument)
    {
        if (found != expected)
            throw new ArgumentException($"{argument} holds {found} numbers; expected {expected}.", argument);
    }

    /// <summary>An action lies in its space.</summary>
    public static void Action(Space actions, ReadOnlySpan<float> action, int? environment, long? step)
    {
        if (!IsElement(actions, action))
            throw new EnvironmentException("action", environment, step, Print(action), $"an element of {Describe(actions)}");
    }

    /// <summary>Every number of an observation is finite.</summary>
    public static void Observation(ReadOnlySpan<float> observation, int? environment, long step)
    {
        if (!IsFinite(observation))
            throw new EnvironmentException("observation", environment, step, Print(observation), "finite numbers");
    }

    /// <summary>A reward is finite.</summary>
    public static void Reward(double reward, int? environment, long step)
    {
        if (!double.IsFinite(reward))
            throw new EnvironmentException("reward", environment, step, reward.ToString(CultureInfo.InvariantCulture), "a finite number");
    }

    /// <summary>Finite, and inside: a box with infinite bounds contains infinity, but nobody can do it.</summary>
    public static bool IsElement(Space space, ReadOnlySpan<float> element) => IsFinite(element) && space.Contains(element);

    public static bool IsFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            if (!float.IsFinite(value))
                return false;
        return true;
    }

    public static string Print(ReadOnlySpan<float> values)
    {
        const int Most = 8; // an image in a message helps nobody
        var parts = new List<string>();
        foreach (var value in values[..Math.Min(values.Length, Most)])
            parts.Add(value.ToString("G6", CultureInfo.InvariantCulture));
        if (values.Length > Most)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"... {values.Length} numbers"));
        return "[" + string.Join(", ", parts) + "]";
    }

    public static string Describe(Space space) =>
        space switch
        {
            DiscreteSpace discrete => $"the whole numbers 0 to {discrete.Count - 1}",
            BoxSpace box => $"the box from {Print([.. box.Low])} to {Print([.. box.High])}",
            _ => space.ToString(),
        };
}
