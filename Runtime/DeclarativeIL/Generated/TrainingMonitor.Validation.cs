using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <content>Losses on rows that are held back, and what follows from them.</content>
public sealed partial class TrainingMonitor
{
    private EpochMeans? _heldLosses, // anew for each epoch: names are those of one phase
        _heldMetrics;
    private PhaseTraining? _validated; // in the present epoch
    private ValidationReport? _validation, // of the present phase
        _lastValidation;
    private bool _hasStopped;

    /// <summary>Takes in a batch of rows that are held back; nothing is read from the device.</summary>
    private void Validate(PhaseTraining training, int rows)
    {
        _validated = training;
        training.AddTo(_heldLosses ??= new(), _heldMetrics ??= new(), rows);
    }

    private void EndValidation(int epoch)
    {
        if (_validated is not { Best: { } best, Validation: { } split } training)
            return;
        _validated = null;
        _noise.Step(_steps); // whatever passes were made since draws nothing away from the next step
        var (losses, metrics) = (Means(ref _heldLosses), Means(ref _heldMetrics));
        var loss = Watched(split, losses, metrics);
        if (epoch == 0)
            best.Begin();
        best.Take(loss, epoch + 1, split.MinDelta, training.Moved);
        _hasStopped = epoch + 1 - best.Epoch >= split.Patience;
        if (split.RestoreBest && (_hasStopped || epoch + 1 == _ofPhase.Epochs))
        {
            best.Restore();
            SaveFinite(epoch);
        }
        if (_hasStopped)
            training.Stop();
        _validation = _lastValidation = new(loss, losses, best.Loss, best.Epoch)
        {
            Metrics = metrics,
            Rows = training.HeldCount,
            HasStopped = _hasStopped,
        };
    }

    private static Dictionary<string, double> Means(ref EpochMeans? gathered)
    {
        using var means = gathered;
        gathered = null;
        means?.Read();
        return new(means?.Last ?? new Dictionary<string, double>());
    }

    private static double Watched(ValidationSplit split, Dictionary<string, double> losses, Dictionary<string, double> metrics)
    {
        if (split.Watch is not { } name)
            return losses.Values.Sum();
        if (losses.TryGetValue(name, out var found) || metrics.TryGetValue(name, out found))
            return found;
        throw new ArgumentException(
            $"Validation watches '{name}'; found {string.Join(", ", losses.Keys.Concat(metrics.Keys))}. Expected one of these, or none for "
                + "the sum of the losses."
        );
    }

    private void SaveValidation(BinaryWriter state)
    {
        if (_options.Validation is null)
            return;
        state.Write(_hasStopped);
        foreach (var report in (ReadOnlySpan<ValidationReport?>)[_validation, _lastValidation])
        {
            state.Write(report is not null);
            if (report is null)
                continue;
            state.Write(report.Loss);
            state.WriteNamed(report.Losses);
            state.Write(report.BestLoss);
            state.Write(report.BestEpoch);
            state.WriteNamed(report.Metrics);
            state.Write(report.Rows);
            state.Write(report.HasStopped);
        }
    }

    private void RestoreValidation(BinaryReader state)
    {
        if (_options.Validation is null)
            return;
        _hasStopped = state.ReadBoolean();
        (_validation, _lastValidation) = (RestoredReport(state), RestoredReport(state));
    }

    private static ValidationReport? RestoredReport(BinaryReader state)
    {
        if (!state.ReadBoolean())
            return null;
        var (losses, metrics) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        var loss = state.ReadDouble();
        state.ReadNamed(losses, "losses on held rows");
        var (bestLoss, bestEpoch) = (state.ReadDouble(), state.ReadInt32());
        state.ReadNamed(metrics, "metrics on held rows");
        return new(loss, losses, bestLoss, bestEpoch)
        {
            Metrics = metrics,
            Rows = state.ReadInt32(),
            HasStopped = state.ReadBoolean(),
        };
    }
}
