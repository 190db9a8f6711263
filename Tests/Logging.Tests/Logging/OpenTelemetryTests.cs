using System.Diagnostics;
using DeclarativeIL.Training;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>What OpenTelemetry's own exporters get.</summary>
public sealed class OpenTelemetryTests
{
    [Fact]
    public void Meters_count_steps_labels_and_rounds()
    {
        var (exported, kept) = (new List<Metric>(), new Kept());
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter(MetricsProgress.MeterName).AddInMemoryExporter(exported).Build();
        TrainingResult result;
        using (var all = new TrainingObservers(new MetricsProgress(nameof(Meters_count_steps_labels_and_rounds)), kept))
            result = Runs.DAgger(all);
        meters.ForceFlush();

        Assert.Equal(result.Steps, Sum("declarativeil.training.steps", "{step}"));
        Assert.Equal(result.Samples, Sum("declarativeil.training.samples", "{sample}"));
        Assert.Equal(Runs.Rounds * Runs.Epochs, Sum("declarativeil.training.epochs", "{epoch}"));
        Assert.Equal(Runs.Rounds, Sum("declarativeil.training.rounds", "{round}"));
        Assert.Equal(result.Expert.Queries, Sum("declarativeil.expert.queries", "{query}"));
        Assert.Equal(result.Expert.Interventions, Sum("declarativeil.expert.interventions", "{step}"));
        Assert.Equal(result.Rounds[^1].Rows, Points("declarativeil.training.rows").Single().GetGaugeLastValueLong());
        Assert.Equal(result.Rounds[^1].Evaluation!.Mean, Points("declarativeil.evaluation.return").Single().GetGaugeLastValueDouble());
        var loss = Points("declarativeil.training.loss")
            .Single(static point => Tag(point, "declarativeil.number.name") == "NegativeLogLikelihood");
        Assert.Equal(result.Losses["NegativeLogLikelihood"], loss.GetGaugeLastValueDouble());
        Assert.Equal(Runs.Rounds * Runs.Epochs, Points("declarativeil.training.epoch.duration").Single().GetHistogramCount());

        long Sum(string name, string unit)
        {
            Assert.Equal(unit, exported.Single(metric => metric.Name == name).Unit);
            return Points(name).Single().GetSumLong();
        }

        List<MetricPoint> Points(string name)
        {
            var found = new List<MetricPoint>();
            foreach (ref readonly var point in exported.Single(metric => metric.Name == name).GetMetricPoints())
                if (Tag(point, "declarativeil.run.name") == nameof(Meters_count_steps_labels_and_rounds))
                    found.Add(point);
            return found;
        }
    }

    [Fact]
    public void Spans_of_epochs_lie_in_rounds_and_these_in_the_run()
    {
        var spans = new List<Activity>();
        TrainingResult result;
        using (Sdk.CreateTracerProviderBuilder().AddSource(ActivityProgress.SourceName).AddInMemoryExporter(spans).Build())
        using (var trace = new ActivityProgress("traced"))
        {
            var current = Activity.Current;
            result = Runs.DAgger(trace);
            Assert.Same(current, Activity.Current);
            Assert.Equal("train", current!.OperationName);
        }

        var run = spans.Single(static span => Equals(span.GetTagItem("declarativeil.run.name"), "traced"));
        Assert.Equal(result.Steps, run.GetTagItem("declarativeil.steps"));
        var rounds = spans.Where(span => span.ParentSpanId == run.SpanId).ToList();
        Assert.Equal(["round", "round"], rounds.Select(static span => span.OperationName));
        Assert.Equal(
            result.Rounds.Select(static round => (object?)round.ExpertInRound.Queries),
            rounds.Select(static span => span.GetTagItem("declarativeil.expert.queries"))
        );
        foreach (var (round, number) in rounds.Select(static (round, number) => (round, number)))
        {
            var epochs = spans.Where(span => span.ParentSpanId == round.SpanId).ToList();
            Assert.Equal(
                Enumerable.Range(1, Runs.Epochs).Select(epoch => ("epoch", (object?)number, (object?)epoch)),
                epochs.Select(static span =>
                    (span.OperationName, span.GetTagItem("declarativeil.round"), span.GetTagItem("declarativeil.epoch"))
                )
            );
            Assert.All(epochs, epoch => Assert.InRange(epoch.StartTimeUtc, round.StartTimeUtc, round.StartTimeUtc + round.Duration));
            Assert.All(epochs, static epoch => Assert.IsType<double>(epoch.GetTagItem("declarativeil.loss.NegativeLogLikelihood")));
        }
        Assert.All(rounds, round => Assert.InRange(round.StartTimeUtc, run.StartTimeUtc, run.StartTimeUtc + run.Duration));
    }

    [Fact]
    public void A_run_that_failed_says_so_and_a_warning_is_an_event()
    {
        var spans = new List<Activity>();
        using (Sdk.CreateTracerProviderBuilder().AddSource(ActivityProgress.SourceName).AddInMemoryExporter(spans).Build())
        using (var trace = new ActivityProgress("failed"))
        {
            trace.Report(Runs.Epoch() with { Warnings = ["wide"] });
            trace.Fail(new NonFiniteLossException("Loss is NaN."));
        }

        var run = spans.Single(static span => Equals(span.GetTagItem("declarativeil.run.name"), "failed"));
        Assert.Equal((ActivityStatusCode.Error, "Loss is NaN."), (run.Status, run.StatusDescription));
        Assert.Equal(["warning", "exception"], run.Events.Select(static one => one.Name));
    }

    private static string? Tag(in MetricPoint point, string name)
    {
        foreach (var tag in point.Tags)
            if (tag.Key == name)
                return tag.Value as string;
        return null;
    }
}
