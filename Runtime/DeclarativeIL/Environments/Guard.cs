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

    /// <summary>True unless what has to be a whole number became one by rounding to float32 alone.</summary>
    /// <param name="space">The space.</param>
    /// <param name="given">[width], as they were given.</param>
    /// <param name="rounded">[width], the same in float32.</param>
    public static bool IsExact(Space space, ReadOnlySpan<double> given, ReadOnlySpan<float> rounded)
    {
        if (space is BoxSpace)
            return true;
        if (space is TupleSpace tuple)
        {
            foreach (var (_, part, offset, _) in tuple.Parts)
                if (!IsExact(part, given.Slice(offset, part.Width), rounded.Slice(offset, part.Width)))
                    return false;
            return true;
        }
        for (var i = 0; i < given.Length; i++)
            if (given[i] != rounded[i])
                return false;
        return true;
    }

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
            MultiDiscreteSpace several => $"whole numbers, each from 0 to below {Print([.. several.Counts])}",
            MultiBinarySpace binary => $"{binary.Size} numbers, each 0 or 1",
            ImageSpace image => $"images of {image.Height} x {image.Columns} pixels of {image.Channels} bytes",
            TupleSpace tuple => string.Join(" beside ", tuple.Parts.Select(static part => $"{part.Name} ({Describe(part.Space)})")),
            _ => space.ToString(),
        };
}
