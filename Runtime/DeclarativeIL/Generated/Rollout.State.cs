namespace DeclarativeIL.Generated;

/// <content>Where a rollout is between two rounds, in a checkpoint: with the environments, where they can be restored.</content>
public sealed partial class Rollout : IRestorable
{
    private byte[] _remembered = []; // what the learner remembers of the episodes, until it is known who that is

    /// <summary>Environments and spaces, in words.</summary>
    internal string Description =>
        $"{Count} environments, {_environments.GetType().Name}; {Environments.Guard.Describe(_environments.Observations)}; "
        + Environments.Guard.Describe(_environments.Actions);

    /// <summary>What stands in the way of restoring the environments; null where nothing does.</summary>
    internal string? Lost { get; private set; }

    void IRestorable.SaveState(BinaryWriter state)
    {
        state.Write(Time);
        state.Write(Steps);
        state.Write(_round);
        state.Write(_isRunning);
        state.Write(_unbegun);
        state.Write(_open);
        state.Write(Sampling.Position);
        state.WriteNumbers<int>(_index);
        state.WriteNumbers<int>(_episode);
        state.WriteNumbers<bool>(_isTaken);
        state.WriteNumbers<float>(_observations);
        state.WriteNumbers<byte>(Learner());
        _expert?.Save(state);
        var environments = StateNumbers.Of(_environments);
        state.Write(environments is not null);
        environments?.SaveState(state);
        var evaluation = StateNumbers.Of(_evaluation); // what stands around environments may gather from one evaluation to the next
        state.Write(evaluation is not null);
        evaluation?.SaveState(state);
        ((IRestorable?)_acted)?.SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        (Time, Steps, _round) = (state.ReadInt64(), state.ReadInt32(), state.ReadInt32());
        (_isRunning, _unbegun, _open) = (state.ReadBoolean(), state.ReadInt32(), state.ReadInt32());
        Sampling.Position = state.ReadUInt64();
        state.ReadNumbers<int>(_index, "steps of episodes");
        state.ReadNumbers<int>(_episode, "numbers of episodes");
        state.ReadNumbers<bool>(_isTaken, "environments of the round");
        state.ReadFinite<float>(_observations, "observations");
        _remembered = new byte[state.ReadCount(1, "the learner's memory")];
        state.BaseStream.ReadExactly(_remembered);
        _expert?.Restore(state);
        _rows.InOrder(1, _results.Length);
        RestoreEnvironments(state, state.ReadBoolean());
        var evaluation = StateNumbers.Of(_evaluation);
        if (state.ReadBoolean() != (evaluation is not null))
            throw new InvalidDataException("Found other environments for evaluation; expected ones as before.");
        evaluation?.RestoreState(state);
        ((IRestorable?)_acted)?.RestoreState(state);
    }

    private void RestoreEnvironments(BinaryReader state, bool areThere)
    {
        var environments = StateNumbers.Of(_environments);
        if (areThere && environments is null)
            throw new InvalidDataException(
                $"Found the state of environments; expected none, since {_environments.GetType().Name} takes none."
            );
        if (areThere)
            environments!.RestoreState(state);
        else if (_isRunning)
        {
            Lost = _rounds.EpisodesPerRound > 0 ? null : $"{_environments.GetType().Name} is no {nameof(IRestorable)}";
            _isRunning = false; // the next round begins with a reset
        }
    }

    /// <summary>What the learner remembers of the episodes.</summary>
    private byte[] Learner()
    {
        if (_learner is null)
            return _remembered;
        using var stream = new MemoryStream();
        using (var state = new BinaryWriter(stream))
            _learner.SaveState(state);
        return stream.ToArray();
    }

    /// <summary>Somebody acts for the first time: by what is remembered, where a resumed run remembers.</summary>
    private Policies.ActingPolicy Acting(IPolicyNetwork learner)
    {
        var acting = new Policies.ActingPolicy(learner, _results.Length);
        if (_remembered.Length > 0)
        {
            using var state = new BinaryReader(new MemoryStream(_remembered));
            acting.RestoreState(state);
            _remembered = [];
        }
        return acting;
    }
}
