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
    public Scaling? Observed(int size) => Standardization(StoredScaling.Observations, size);

    /// <summary>The standardisation of acts; null where there is none.</summary>
    /// <param name="policy">Whose acts.</param>
    public Scaling? Acted(PolicyNetwork policy)
    {
        var found = Standardization(StoredScaling.Acts, policy.Actions.Width);
        return found is null || policy.CanStandardizeActions
            ? found
            : throw new CheckpointException(_path, "a standardisation of acts", "none for such a policy");
    }

    private Scaling? Standardization(StoredScaling of, int size)
    {
        if (!Has(of))
            return null;
        Expect(of.Word, StoredScaling.Standardized);
        Expect(of.Mean, ElementType.Float64, [size]);
        Expect(of.Deviation, ElementType.Float64, [size]);
        try
        {
            return StoredScaling.Read(_stored.Find(of.Mean)!, _stored.Find(of.Deviation)!);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException(_path, $"a standardisation of {of.What} that is none ({e.Message})", "means and deviations");
        }
    }

    private bool Has(StoredScaling standardization) => _stored.Metadata.ContainsKey(standardization.Word);
}
