namespace DeclarativeIL.Experts;

/// <content>What a session remembers between two rounds, in a checkpoint.</content>
public sealed partial class ExpertSession
{
    /// <summary>Writes it, with the state of the expert where that has one.</summary>
    internal void Save(BinaryWriter state)
    {
        state.Write(Round);
        state.Write(Step);
        state.WriteNumbers<long>([_queries, _interventions, _takeovers, _switches]);
        state.WriteNumbers<long>(_episodes);
        state.WriteNumbers<long>(_episodeStart);
        state.WriteNumbers<int>(_index);
        state.WriteNumbers<Control>(_previous);
        var expert = StateNumbers.Of(_expert);
        state.Write(expert is not null);
        expert?.SaveState(state);
    }

    /// <summary>Takes it back.</summary>
    /// <exception cref="InvalidDataException">It is of another number of environments, or of another expert.</exception>
    internal void Restore(BinaryReader state)
    {
        var counts = new long[4];
        (Round, Step) = (state.ReadInt32(), state.ReadInt64());
        state.ReadNumbers<long>(counts, "counts");
        (_queries, _interventions, _takeovers, _switches) = (counts[0], counts[1], counts[2], counts[3]);
        state.ReadNumbers<long>(_episodes, "episodes");
        state.ReadNumbers<long>(_episodeStart, "starts of episodes");
        state.ReadNumbers<int>(_index, "steps of episodes");
        state.ReadNumbers<Control>(_previous, "decisions");
        _stamp++;
        NumberLater();
        var expert = StateNumbers.Of(_expert);
        if (state.ReadBoolean() != (expert is not null))
            throw new InvalidDataException($"Found {(expert is null ? "the" : "no")} state of an expert; expected otherwise.");
        expert?.RestoreState(state);
    }

    /// <summary>Episodes that begin from now on have numbers that none of these has.</summary>
    private void NumberLater()
    {
        foreach (var episode in _episodes)
            for (var last = Interlocked.Read(ref _lastEpisode); last < episode; last = Interlocked.Read(ref _lastEpisode))
                Interlocked.CompareExchange(ref _lastEpisode, episode, last);
    }
}
