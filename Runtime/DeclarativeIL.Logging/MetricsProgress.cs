using System.Diagnostics;
using System.Diagnostics.Metrics;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>
/// Measures a run by the meter <c>DeclarativeIL</c>, which OpenTelemetry and <c>dotnet-counters</c> read. Names and units follow
/// OpenTelemetry's conventions; every measurement bears the run's name (<c>declarativeil.run.name</c>).
/// </summary>
/// <remarks>
/// Counters: <c>declarativeil.training.steps</c>, <c>.samples</c>, <c>.epochs</c>, <c>.rounds</c>, <c>.warnings</c>, and
/// <c>declarativeil.expert.queries</c>, <c>.interventions</c>, <c>.takeovers</c>, <c>.switches</c>. Gauges:
/// <c>declarativeil.training.loss</c>, <c>.metric</c> and <c>.validation.loss</c> (each by <c>declarativeil.number.name</c>),
/// <c>.learning_rate</c>, <c>.gradient_norm</c>, <c>.rows</c>, and <c>declarativeil.evaluation.return</c>. A histogram:
/// <c>declarativeil.training.epoch.duration</c>, in seconds.
/// </remarks>
public sealed class MetricsProgress : IProgress<TrainingProgress>
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "DeclarativeIL";

    private const string NameOfNumber = "declarativeil.number.name";
    private static readonly Meter Shared = new(MeterName, typeof(MetricsProgress).Assembly.GetName().Version?.ToString());
    private readonly KeyValuePair<string, object?> _run;
    private readonly TimeProvider _time;
    private readonly Instruments _instruments;
    private long _since,
        _steps,
        _samples;

    /// <summary>Measures a run.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="meters">Makes the meter, where an application has its own; a meter of this process unless given.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    public MetricsProgress(string run = "training", IMeterFactory? meters = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = new("declarativeil.run.name", run);
        _time = time ?? TimeProvider.System;
        _since = _time.GetTimestamp();
        _instruments = new Instruments(meters?.Create(MeterName) ?? Shared);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _instruments.Steps.Add(value.Steps - _steps, _run);
        _instruments.Samples.Add(value.Samples - _samples, _run);
        (_steps, _samples) = (value.Steps, value.Samples);
        if (value.Warnings.Count > 0)
            _instruments.Warnings.Add(value.Warnings.Count, _run);
        if (value.LearningRate is { } rate)
            _instruments.LearningRate.Record(rate, _run);
        if (value.Step?.GradientNorm is { } norm)
            _instruments.GradientNorm.Record(norm, _run);
        if (value.Ended is { } ended)
            MeasureRound(ended);
        else if (value.Kind == ProgressKind.Epoch)
            MeasureEpoch(value);
        if (value.Kind is ProgressKind.Round or ProgressKind.Epoch)
            _since = _time.GetTimestamp();
    }

    private void MeasureEpoch(TrainingProgress value)
    {
        _instruments.Epochs.Add(1, _run);
        _instruments.EpochDuration.Record(_time.GetElapsedTime(_since).TotalSeconds, _run);
        Record(_instruments.Loss, value.Losses);
        Record(_instruments.Metric, value.Metrics);
        if (value.Validation is { } validation)
            Record(_instruments.ValidationLoss, validation.Losses);
    }

    private void MeasureRound(RoundSummary ended)
    {
        _instruments.Rounds.Add(1, _run);
        _instruments.Rows.Record(ended.Rows, _run);
        _instruments.Queries.Add(ended.ExpertInRound.Queries, _run);
        _instruments.Interventions.Add(ended.ExpertInRound.Interventions, _run);
        _instruments.Takeovers.Add(ended.ExpertInRound.Takeovers, _run);
        _instruments.Switches.Add(ended.ExpertInRound.Switches, _run);
        if (ended.Evaluation is { } evaluation)
            _instruments.Return.Record(evaluation.Mean, _run);
    }

    private void Record(Gauge<double> gauge, IReadOnlyDictionary<string, double> numbers)
    {
        foreach (var (name, number) in numbers)
            gauge.Record(number, new TagList { _run, new(NameOfNumber, name) });
    }

    /// <summary>A meter gives the same instrument for the same name again.</summary>
    private sealed class Instruments(Meter meter)
    {
        public Counter<long> Steps { get; } = meter.CreateCounter<long>("declarativeil.training.steps", "{step}", "Optimisation steps.");
        public Counter<long> Samples { get; } =
            meter.CreateCounter<long>("declarativeil.training.samples", "{sample}", "Rows trained on, each visit counted.");
        public Counter<long> Epochs { get; } = meter.CreateCounter<long>("declarativeil.training.epochs", "{epoch}", "Epochs.");
        public Counter<long> Rounds { get; } = meter.CreateCounter<long>("declarativeil.training.rounds", "{round}", "Rounds.");
        public Counter<long> Warnings { get; } = meter.CreateCounter<long>("declarativeil.training.warnings", "{warning}", "Warnings.");
        public Counter<long> Queries { get; } =
            meter.CreateCounter<long>("declarativeil.expert.queries", "{query}", "Labels that the expert gave.");
        public Counter<long> Interventions { get; } =
            meter.CreateCounter<long>("declarativeil.expert.interventions", "{step}", "Steps on which the expert acted.");
        public Counter<long> Takeovers { get; } =
            meter.CreateCounter<long>("declarativeil.expert.takeovers", "{takeover}", "How often the expert took over.");
        public Counter<long> Switches { get; } =
            meter.CreateCounter<long>("declarativeil.expert.switches", "{switch}", "Changes of the acting party.");
        public Gauge<double> Loss { get; } =
            meter.CreateGauge<double>("declarativeil.training.loss", "1", "Mean of a loss over the last epoch.");
        public Gauge<double> Metric { get; } =
            meter.CreateGauge<double>("declarativeil.training.metric", "1", "Mean of a metric over the last epoch.");
        public Gauge<double> ValidationLoss { get; } =
            meter.CreateGauge<double>("declarativeil.training.validation.loss", "1", "Mean of a loss over the rows held back.");
        public Gauge<double> LearningRate { get; } =
            meter.CreateGauge<double>("declarativeil.training.learning_rate", "1", "Learning rate of the last step.");
        public Gauge<double> GradientNorm { get; } =
            meter.CreateGauge<double>("declarativeil.training.gradient_norm", "1", "Norm of the last gradient before it is clipped.");
        public Gauge<long> Rows { get; } =
            meter.CreateGauge<long>("declarativeil.training.rows", "{row}", "Rows of the data set at the end of the last round.");
        public Gauge<double> Return { get; } =
            meter.CreateGauge<double>("declarativeil.evaluation.return", "1", "Mean return of the learner alone after the last round.");
        public Histogram<double> EpochDuration { get; } =
            meter.CreateHistogram<double>("declarativeil.training.epoch.duration", "s", "Duration of an epoch.");
    }
}
