using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <summary>
/// Monitors a run: sums losses and metrics on the device and reads them once an epoch, reports progress, and keeps a copy of the last
/// finite parameters, so that a run that fails leaves usable networks behind. While it is open, experts that are asked on this thread stop
/// waiting when the run is cancelled.
/// </summary>
public sealed partial class TrainingMonitor : IDisposable
{
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly FlatParameters[] _parameters;
    private readonly ParameterCopy[] _good;
    private readonly List<RoundSummary> _rounds = [];
    private readonly List<string> _warnings = [];
    private readonly EpochMeans _losses = new(),
        _metrics = new();
    private long _steps,
        _samples;
    private readonly TrainingOptions _options;
    private TrainingOptions _ofPhase;
    private readonly IDisposable _asking;
    private readonly LayerNoise _noise;
    private bool _isOpen; // steps were taken since the last copy of the parameters
    private readonly int _roundCount;
    private long _phaseSteps = 1,
        _phaseStep;
    private int _round,
        _epochs;
    private RunCheckpoints? _checkpoints;
    private Rollout? _rollout;

    /// <summary>Starts to monitor a run.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="progress">Who is told; may be null.</param>
    /// <param name="parameters">The parameters that are trained.</param>
    /// <param name="rounds">How many rounds there will be; 1 where there are none.</param>
    /// <param name="cancellation">What cancels the run.</param>
    public TrainingMonitor(
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        IReadOnlyList<FlatParameters> parameters,
        int rounds = 1,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parameters);
        _progress = progress;
        (_options, _ofPhase) = (options, options);
        _roundCount = rounds;
        _parameters = Claim(parameters);
        _noise = LayerNoise.Begin(new SeedSequence(options.Seed).Child("layers"));
        TakeObservations();
        _good = [.. parameters.Select(static flat => flat.Copy())];
        _asking = ExpertCancellation.Until(cancellation);
    }

    /// <summary>Optimisation steps taken since the start.</summary>
    public long Steps => _steps;

    /// <summary>The learning rate of the step that was taken in last, by the schedule.</summary>
    public double LearningRate =>
        _ofPhase.LearningRateAt(
            Math.Clamp(_phaseStep - 1, 0, _phaseSteps - 1),
            _phaseSteps,
            Math.Min(_round, _roundCount - 1),
            _roundCount
        );

    /// <summary>The position within the run, by whole epochs.</summary>
    public Clock Clock => new(_round, (_round + Math.Min(1, (double)_epochs / _ofPhase.Epochs)) / _roundCount);

    /// <summary>The epochs of a phase begin.</summary>
    /// <param name="rows">Rows of the data set that an epoch goes through.</param>
    /// <param name="leastRows">The fewest rows of a batch.</param>
    /// <param name="options">The options of the phase; those of the run unless given.</param>
    public void BeginPhase(int rows, int leastRows = 1, TrainingOptions? options = null)
    {
        _ofPhase = options ?? _options;
        _phaseSteps = Math.Max(1, _ofPhase.Steps(rows, leastRows));
        if (_checkpoints?.HasDone(0) == true)
            return; // a resumed run is in the midst of it
        (_phaseStep, _hasStopped, _validation) = (0, false, null);
    }

    /// <summary>
    /// Tells whether an epoch of the present phase is to be passed over: the run that this one resumes has done it, or the phase has ended
    /// before it.
    /// </summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    public bool HasDone(int epoch) => _hasStopped || _checkpoints?.HasDone(epoch) == true;

    /// <summary>Takes in one step.</summary>
    /// <param name="training">What computed it; nothing is read from the device.</param>
    /// <param name="rows">Rows of the batch.</param>
    public void Add(PhaseTraining training, int rows)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.IsValidating)
        {
            Validate(training, rows);
            return;
        }
        Warn(training.TakeWarnings());
        Count(rows);
        training.AddTo(_losses, _metrics, rows);
        if (_progress is not null && _options.ReportEverySteps > 0 && _steps % _options.ReportEverySteps == 0)
            ReportStep(training, rows);
    }

    /// <summary>Reads the epoch's losses and metrics, reports progress, and copies the parameters as the last finite ones.</summary>
    /// <exception cref="NonFiniteLossException">
    /// A loss or a parameter is not finite; the last good parameters are back in place.
    /// </exception>
    public void EndEpoch(int epoch)
    {
        _epochs = epoch + 1;
        _losses.Read();
        _metrics.Read();
        foreach (var (name, loss) in _losses.Last)
            if (!double.IsFinite(loss))
                throw Failed($"Loss '{name}' is {loss} in epoch {epoch} of round {_round}, step {_steps}; expected a finite number.");
        SaveFinite(epoch);
        EndValidation(epoch);
        Report(null);
        _checkpoints?.EndEpoch(epoch);
    }

    /// <summary>Ends a round and reports progress.</summary>
    /// <param name="round">The round, counted from 0.</param>
    /// <param name="rows">Rows in the data set now.</param>
    /// <param name="expert">What the expert was needed for, since the start.</param>
    /// <param name="evaluation">Returns of the learner alone; null where no evaluation was asked for.</param>
    public void EndRound(int round, int rows, ExpertCounts expert, EvaluationResult? evaluation)
    {
        _checkpoints?.Added();
        _round = round;
        _rounds.Add(
            new(round, rows, expert, evaluation)
            {
                ExpertInRound = expert - (_rounds.Count == 0 ? default : _rounds[^1].Expert),
                Acted = _rollout?.Acted ?? [],
            }
        );
        Report(_rounds[^1]);
        (_round, _epochs) = (round + 1, 0);
        if (_round < _roundCount)
            TakeObservations(); // not after the last one: nothing is trained by other numbers any more
        _checkpoints?.EndRound(round);
    }

    /// <summary>Statistics of observations that were gathered take effect.</summary>
    private void TakeObservations()
    {
        foreach (var parameters in _parameters)
            parameters.Scaler?.Update();
    }

    /// <summary>The result of the run so far.</summary>
    public TrainingResult Result() =>
        new(_steps, _samples, new Dictionary<string, double>(_losses.Last), [.. _rounds])
        {
            Metrics = new Dictionary<string, double>(_metrics.Last),
            Warnings = [.. _warnings],
            Validation = _lastValidation,
        };

    /// <summary>Checks, at the end of a run, that a data set that rounds should have filled holds anything.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <exception cref="NothingCollectedException">It is empty.</exception>
    public void CheckCollected<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count > 0)
            return;
        var result = Result();
        throw new NothingCollectedException(
            $"In {_rounds.Count} rounds no {typeof(TRow).Name} row was kept: the rule let the expert act on {result.Expert.Interventions} "
                + $"steps, and gave it {result.Expert.Queries} questions. "
                + (_steps == 0 ? "Nothing was trained. " : "No loss over such rows was trained. ")
                + "Expected one row or more: let the expert act at least once, or give rows to begin with.",
            result
        );
    }

    private void Count(int rows)
    {
        _isOpen = true;
        _steps++;
        _phaseStep++;
        _samples += rows;
        _noise.Step(_steps);
    }

    /// <summary>Reports what makes the run slow or poor; each once, also where a resumed run finds it again.</summary>
    internal void Warn(IReadOnlyList<string> found)
    {
        if (found.Count == 0)
            return; // every step comes here
        found = [.. found.Except(_warnings)];
        if (found.Count == 0)
            return;
        _warnings.AddRange(found);
        Report(null, found); // now: an epoch can take long
    }

    /// <summary>Warns once of what the declared rewards of a round teach by their sign; not of the first, when little is learned.</summary>
    internal void Watch(Dataset<Transition> rows)
    {
        if (
            _round >= LearnedRewards.FirstRound
            && !_warnings.Exists(static one => one.StartsWith(LearnedRewards.Beginning, StringComparison.Ordinal))
        )
            Warn(LearnedRewards.Warning(rows) is { } warning ? [warning] : []);
    }

    private void ReportStep(PhaseTraining training, int rows)
    {
        using EpochMeans losses = new(),
            metrics = new();
        training.AddTo(losses, metrics, rows);
        losses.Read();
        var norm = training.GradientNorm();
        Report(null, step: new(new Dictionary<string, double>(losses.Last), double.IsNaN(norm) ? null : norm));
    }

    private void Report(RoundSummary? ended, IReadOnlyList<string>? warnings = null, TrainingStep? step = null) =>
        _progress?.Report(
            new(_round, _epochs, _steps, _samples, new Dictionary<string, double>(_losses.Last), ended)
            {
                Metrics = new Dictionary<string, double>(_metrics.Last),
                Warnings = warnings ?? [],
                Validation = _validation,
                Step = step,
                LearningRate = _steps > 0 ? LearningRate : null,
            }
        );
}
