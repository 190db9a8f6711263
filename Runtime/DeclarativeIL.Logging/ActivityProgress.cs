using System.Diagnostics;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>
/// Traces a run by the activity source <c>DeclarativeIL</c>, which OpenTelemetry exports: a span of the run, in it one of each round (a run
/// without rounds has one), in that one of each epoch. Warnings are events of the run.
/// </summary>
/// <remarks>
/// The run's span begins with this observer and is the current activity, so that what the application traces meanwhile (an expert's
/// answers, say) lies in it; it ends when the observer is disposed. Spans of rounds and epochs are known when they end: they are never the
/// current activity. Without a listener nothing is recorded.
/// </remarks>
public sealed class ActivityProgress : IProgress<TrainingProgress>, IDisposable
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "DeclarativeIL";

    private static readonly ActivitySource Source = new(SourceName, typeof(ActivityProgress).Assembly.GetName().Version?.ToString());
    private readonly TimeProvider _time;
    private readonly Activity? _run;
    private Activity? _round;
    private DateTimeOffset _since;
    private TrainingProgress? _last;

    /// <summary>Begins the run's span.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    public ActivityProgress(string run = "training", TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        _time = time ?? TimeProvider.System;
        _since = _time.GetUtcNow();
        _run = Source.StartActivity("train", ActivityKind.Internal, default(ActivityContext), startTime: _since);
        _run?.SetTag("declarativeil.run.name", run);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _last = value;
        foreach (var warning in value.Warnings)
            _run?.AddEvent(new ActivityEvent("warning", _time.GetUtcNow(), new() { ["message"] = warning }));
        switch (value.Kind)
        {
            case ProgressKind.Epoch:
                _round ??= Begin("round", _run, _since);
                _round?.SetTag("declarativeil.round", value.Round);
                using (var epoch = Begin("epoch", _round, _since))
                    End(epoch, value);
                break;
            case ProgressKind.Round:
                _round ??= Begin("round", _run, _since); // a round without an epoch
                EndRound(value.Ended!);
                break;
        }
    }

    /// <summary>The run ended by an exception: its span says so.</summary>
    /// <param name="error">What ended it.</param>
    public void Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _run?.AddException(error);
        _run?.SetStatus(ActivityStatusCode.Error, error.Message);
    }

    /// <summary>Ends the spans that are open.</summary>
    public void Dispose()
    {
        Stop(_round);
        _round = null;
        if (_last is { } last)
            _run?.SetTag("declarativeil.steps", last.Steps).SetTag("declarativeil.samples", last.Samples);
        Stop(_run);
    }

    private void End(Activity? epoch, TrainingProgress value)
    {
        if (epoch is not null)
        {
            epoch.SetTag("declarativeil.round", value.Round).SetTag("declarativeil.epoch", value.Epoch);
            foreach (var (name, loss) in value.Losses)
                epoch.SetTag($"declarativeil.loss.{name}", loss);
        }
        Stop(epoch);
        _since = _time.GetUtcNow();
    }

    private void EndRound(RoundSummary ended)
    {
        _round
            ?.SetTag("declarativeil.round", ended.Round)
            .SetTag("declarativeil.rows", ended.Rows)
            .SetTag("declarativeil.expert.queries", ended.ExpertInRound.Queries)
            .SetTag("declarativeil.expert.interventions", ended.ExpertInRound.Interventions);
        if (ended.Evaluation is { } evaluation)
            _round?.SetTag("declarativeil.evaluation.return", evaluation.Mean);
        Stop(_round);
        (_round, _since) = (null, _time.GetUtcNow());
    }

    /// <summary>A span that began earlier; the current activity stays what it was.</summary>
    private static Activity? Begin(string name, Activity? parent, DateTimeOffset since)
    {
        if (parent is null)
            return null;
        var current = Activity.Current;
        var begun = Source.StartActivity(name, ActivityKind.Internal, parent.Context, startTime: since);
        Activity.Current = current;
        return begun;
    }

    private void Stop(Activity? activity)
    {
        if (activity is null || activity.IsStopped)
            return;
        var current = Activity.Current;
        activity.SetEndTime(_time.GetUtcNow().UtcDateTime);
        activity.Stop();
        if (current != activity)
            Activity.Current = current;
    }
}
