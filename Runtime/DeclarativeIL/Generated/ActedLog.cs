using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <summary>Who acts in each environment of a round, as far as it has come.</summary>
/// <param name="environments">How many.</param>
internal sealed class ActedLog(int environments) : IRestorable
{
    private readonly List<bool>[] _acted = [.. Enumerable.Range(0, environments).Select(static _ => new List<bool>())];
    private readonly List<int>[] _starts = [.. Enumerable.Range(0, environments).Select(static _ => new List<int>())];

    /// <summary>A round begins.</summary>
    public void Begin()
    {
        foreach (var acted in _acted)
            acted.Clear();
        foreach (var starts in _starts)
            starts.Clear();
    }

    /// <summary>A step that counts for the round.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="expertActed">Whether the expert acts.</param>
    /// <param name="isFirst">Whether it is the first one of an episode.</param>
    public void Add(int environment, bool expertActed, bool isFirst)
    {
        if (isFirst)
            _starts[environment].Add(_acted[environment].Count);
        _acted[environment].Add(expertActed);
    }

    /// <summary>What there is, for each environment.</summary>
    public IReadOnlyList<ActedSteps> Steps() => [.. _acted.Zip(_starts, static (acted, starts) => new ActedSteps([.. acted], [.. starts]))];

    /// <summary>Writes what was kept of a round.</summary>
    public static void Save(BinaryWriter state, IReadOnlyList<ActedSteps> steps)
    {
        state.Write(steps.Count);
        foreach (var one in steps)
        {
            state.WriteNumbers<bool>([.. one.ExpertActed]);
            state.WriteNumbers<int>([.. one.EpisodeStarts]);
        }
    }

    /// <summary>Takes back what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It does not fit.</exception>
    public static IReadOnlyList<ActedSteps> Restored(BinaryReader state)
    {
        var steps = new ActedSteps[state.ReadCount(2 * sizeof(int), "environments of a round")];
        for (var i = 0; i < steps.Length; i++)
        {
            var acted = state.ReadList<bool>("who acted");
            steps[i] = new(acted, state.ReadList<int>("starts of episodes"));
            if (steps[i].EpisodeStarts.Any(start => start < 0 || start >= acted.Length))
                throw new InvalidDataException($"Found an episode that begins beyond {acted.Length} steps; expected it within these.");
        }
        return steps;
    }

    void IRestorable.SaveState(BinaryWriter state) => Save(state, Steps());

    void IRestorable.RestoreState(BinaryReader state)
    {
        Begin();
        var steps = Restored(state);
        if (steps.Count != _acted.Length)
            throw new InvalidDataException($"Found who acted in {steps.Count} environments; expected {_acted.Length}.");
        for (var i = 0; i < steps.Count; i++)
        {
            _acted[i].AddRange(steps[i].ExpertActed);
            _starts[i].AddRange(steps[i].EpisodeStarts);
        }
    }
}
