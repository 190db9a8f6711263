namespace DeclarativeIL.Policies;

/// <summary>
/// How acts come from those of a head, component by component: center + half a. It never changes.
/// </summary>
internal sealed class ActMap
{
    /// <summary>How far labels on the bound of a head on [-1, 1] are moved in.</summary>
    public const double Inside = 1e-6;

    /// <param name="components">The components of an act.</param>
    /// <param name="by">The standardisation of acts; none where they are the head's, or the head maps them to its bounds.</param>
    public ActMap(ActComponent[] components, IActScaling? by)
    {
        By = by;
        HasUnits = Array.Exists(components, static component => component.Unit is not null);
        IsMapped = HasUnits || by is not null;
        Centers = [.. components.Select((one, i) => one.Unit is { } unit ? unit.Centers[one.Index] : by?.Mean[i] ?? 0)];
        Halves = [.. components.Select((one, i) => one.Unit is { } unit ? unit.Halves[one.Index] : by?.Deviation[i] ?? 1)];
        Lowest = [.. components.Select(static one => one.Unit is null ? double.NegativeInfinity : -1 + Inside)];
        Highest = [.. components.Select(static one => one.Unit is null ? double.PositiveInfinity : 1 - Inside)];
        foreach (var unit in components.Select(static component => component.Unit).OfType<UnitBox>().Distinct())
            LogVolume += unit.LogVolume;
        foreach (var deviation in by?.Deviation ?? [])
            LogVolume += Math.Log(deviation);
    }

    /// <summary>The standardisation that it is of.</summary>
    public IActScaling? By { get; }

    /// <summary>Whether a head lives on [-1, 1].</summary>
    public bool HasUnits { get; }

    /// <summary>Whether it changes anything.</summary>
    public bool IsMapped { get; }

    /// <summary>The logarithm of how much larger the environment's volume is than the head's.</summary>
    public double LogVolume { get; }

    /// <summary>[a].</summary>
    public double[] Centers { get; }

    /// <summary>[a], above 0.</summary>
    public double[] Halves { get; }

    /// <summary>[a], the least that a head is asked about.</summary>
    public double[] Lowest { get; }

    /// <summary>[a], the largest.</summary>
    public double[] Highest { get; }

    /// <summary>That of a component; of several acts, one behind the other, the same for each.</summary>
    public double Center(int component) => Centers[component % Centers.Length];

    /// <inheritdoc cref="Center"/>
    public double Half(int component) => Halves[component % Halves.Length];
}
