namespace DeclarativeIL;

/// <summary>
/// Something with a state that a checkpoint of a run keeps, and that a resumed run takes back: an environment, an expert, contexts. What
/// implements it not is as it was made when a run is resumed.
/// </summary>
/// <remarks>
/// What stands around another one (a limit around an environment) saves and restores the other one's state too, and can do so only where
/// that one can.
/// </remarks>
public interface IRestorable
{
    /// <summary>False where what this is around cannot be restored; then neither of the others is called.</summary>
    bool CanRestore => true;

    /// <summary>Writes everything that what happens next depends on.</summary>
    /// <param name="state">Where to; it stays open.</param>
    void SaveState(BinaryWriter state);

    /// <summary>Takes back what <see cref="SaveState"/> of an equal object wrote: from here on, the same happens as there.</summary>
    /// <param name="state">Where from: exactly the bytes that were written; it stays open.</param>
    /// <exception cref="InvalidDataException">It is the state of something else.</exception>
    void RestoreState(BinaryReader state);
}
