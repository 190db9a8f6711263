namespace DeclarativeIL.Environments;

/// <summary>Something around environments without a state of its own: theirs is its state.</summary>
internal interface IAround : IRestorable
{
    /// <summary>What it is around.</summary>
    object Inner { get; }

    bool IRestorable.CanRestore => StateNumbers.Of(Inner) is not null;

    void IRestorable.SaveState(BinaryWriter state) => ((IRestorable)Inner).SaveState(state);

    void IRestorable.RestoreState(BinaryReader state) => ((IRestorable)Inner).RestoreState(state);
}
