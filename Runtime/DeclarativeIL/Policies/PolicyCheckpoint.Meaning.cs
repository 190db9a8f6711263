using System.Globalization;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;

namespace DeclarativeIL.Policies;

/// <content>What the parameters are about: the space of the actions, and the standardisation of observations.</content>
internal sealed partial class PolicyCheckpoint
{
    /// <summary>The bounds of continuous actions.</summary>
    public BoxSpace Box
    {
        get
        {
            try
            {
                return new BoxSpace(Numbers("low", Number), Numbers("high", Number));
            }
            catch (ArgumentException)
            {
                throw new CheckpointException(
                    _path,
                    $"bounds '{Word("low")}' to '{Word("high")}'",
                    "as many of both, none above its partner"
                );
            }
        }
    }

    /// <summary>The space of the actions, whichever it is.</summary>
    public Space Actions
    {
        get
        {
            if (!_stored.Metadata.TryGetValue(PolicyWords.Space, out var text))
                return _stored.Metadata.ContainsKey("low") ? Box : new DiscreteSpace(Size("actions", Word("actions")));
            try
            {
                return Space.Parse(text);
            }
            catch (FormatException e)
            {
                throw new CheckpointException(_path, $"the space '{text}'", e.Message);
            }
        }
    }

    /// <summary>Says that no file can hold a space.</summary>
    public static NotSupportedException Unwritable(Space actions) =>
        new($"No file can hold the space {actions.GetType().Name}: found no {nameof(Space.Text)}; expected a space of the library's.");

    /// <summary>A hyperparameter of a declared head.</summary>
    public double Hyperparameter(string name) =>
        double.TryParse(Word(PolicyWords.Hyperparameter + name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : throw new CheckpointException(_path, $"{name} '{Word(PolicyWords.Hyperparameter + name)}'", "a number");

    /// <summary>The standardisation of observations; null where there is none.</summary>
    /// <param name="size">Numbers of an observation.</param>
    public Scaling? Observed(int size)
    {
        if (!IsStandardized)
            return null;
        Expect(PolicyWords.Observations, PolicyWords.Standardized);
        Expect(StoredScaling.Mean, ElementType.Float64, [size]);
        Expect(StoredScaling.Deviation, ElementType.Float64, [size]);
        try
        {
            return StoredScaling.Read(_stored.Find(StoredScaling.Mean)!, _stored.Find(StoredScaling.Deviation)!);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException(_path, $"a standardisation of observations that is none ({e.Message})", "means and deviations");
        }
    }

    private bool IsStandardized => _stored.Metadata.ContainsKey(PolicyWords.Observations);
}
