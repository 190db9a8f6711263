namespace DeclarativeIL.Environments;

/// <content>The running episodes in a checkpoint, where each environment can be restored.</content>
public sealed partial class VectorEnvironment : IRestorable
{
    bool IRestorable.CanRestore => Array.TrueForAll(_environments, static one => StateNumbers.Of(one) is not null);

    void IRestorable.SaveState(BinaryWriter state)
    {
        state.WriteNumbers<ulong>(_seeds);
        state.WriteNumbers<ulong>(_episodes);
        state.WriteNumbers<long>(_steps);
        state.Write(_running);
        foreach (var environment in _environments)
            ((IRestorable)environment).SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        state.ReadNumbers<ulong>(_seeds, "seeds");
        state.ReadNumbers<ulong>(_episodes, "episodes");
        state.ReadNumbers<long>(_steps, "steps");
        _running = state.ReadBoolean();
        foreach (var environment in _environments)
            ((IRestorable)environment).RestoreState(state);
    }
}
