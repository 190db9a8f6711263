using DeclarativeIL.Experts;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <content>Counts and log of a run, in a checkpoint.</content>
public sealed partial class TrainingMonitor : IRestorable
{
    /// <summary>The round that the run is in.</summary>
    internal int Round => _round;

    /// <summary>Where checkpoints are told of epochs and rounds.</summary>
    internal void Tell(RunCheckpoints checkpoints) => _checkpoints = checkpoints;

    /// <summary>The rollout of the run, which knows who acted.</summary>
    internal void Tell(Rollout rollout) => _rollout = rollout;

    /// <summary>After everything was restored: the parameters are the last good ones.</summary>
    internal void Resumed()
    {
        for (var i = 0; i < _parameters.Length; i++)
            _good[i] = _parameters[i].Copy(_good[i]);
        _isOpen = false;
    }

    void IRestorable.SaveState(BinaryWriter state)
    {
        state.WriteNumbers<long>([_steps, _samples, _phaseStep]);
        state.Write(_round);
        state.Write(_epochs);
        var (step, pass) = _noise.Place;
        state.WriteNumbers<ulong>([step, pass]);
        _losses.Save(state);
        _metrics.Save(state);
        state.Write(_warnings.Count);
        foreach (var warning in _warnings)
            state.Write(warning);
        state.Write(_rounds.Count);
        foreach (var round in _rounds)
            Save(state, round);
        SaveValidation(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        var (counts, place) = (new long[3], new ulong[2]);
        state.ReadNumbers<long>(counts, "counts");
        (_steps, _samples, _phaseStep) = (counts[0], counts[1], counts[2]);
        (_round, _epochs) = (state.ReadInt32(), state.ReadInt32());
        state.ReadNumbers<ulong>(place, "the place of layers that draw");
        _noise.Place = (place[0], place[1]);
        _losses.Restore(state);
        _metrics.Restore(state);
        _warnings.Clear();
        for (var left = state.ReadCount(1, "warnings"); left > 0; left--)
            _warnings.Add(state.ReadString());
        _rounds.Clear();
        for (var left = state.ReadCount(sizeof(int), "rounds"); left > 0; left--)
            _rounds.Add(Restored(state));
        RestoreValidation(state);
    }

    private static void Save(BinaryWriter state, RoundSummary round)
    {
        state.Write(round.Round);
        state.Write(round.Rows);
        foreach (var counts in (ReadOnlySpan<ExpertCounts>)[round.Expert, round.ExpertInRound])
            state.WriteNumbers<long>([counts.Queries, counts.Interventions, counts.Takeovers, counts.Switches]);
        ActedLog.Save(state, round.Acted);
        state.Write(round.Evaluation is not null);
        if (round.Evaluation is not { } evaluation)
            return;
        state.Write(evaluation.CutOff);
        state.WriteNumbers<double>([
            evaluation.Mean,
            evaluation.StandardDeviation,
            evaluation.Interval.Low,
            evaluation.Interval.High,
            evaluation.Interval.Confidence,
        ]);
        state.WriteNumbers<double>([.. evaluation.Returns]);
    }

    private static RoundSummary Restored(BinaryReader state)
    {
        var (round, rows) = (state.ReadInt32(), state.ReadInt32());
        var (all, own) = (Counts(state), Counts(state));
        var acted = ActedLog.Restored(state);
        return new(round, rows, all, state.ReadBoolean() ? Evaluation(state) : null) { ExpertInRound = own, Acted = acted };
    }

    private static ExpertCounts Counts(BinaryReader state)
    {
        var counts = new long[4];
        state.ReadNumbers<long>(counts, "what the expert was needed for");
        return new(counts[0], counts[1], counts[2], counts[3]);
    }

    private static EvaluationResult Evaluation(BinaryReader state)
    {
        var (cutOff, numbers) = (state.ReadInt32(), new double[5]);
        state.ReadNumbers<double>(numbers, "what an evaluation found");
        var returns = new double[state.ReadCount(sizeof(double), "returns")];
        for (var i = 0; i < returns.Length; i++)
            returns[i] = state.ReadDouble();
        return new(returns, numbers[0], numbers[1], new(numbers[2], numbers[3], numbers[4])) { CutOff = cutOff };
    }
}
