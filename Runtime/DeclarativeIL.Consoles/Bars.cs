using System.Collections.Concurrent;
using DeclarativeIL.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeclarativeIL.Consoles;

/// <summary>Runs as progress bars, for terminals.</summary>
internal sealed class Bars : IDisposable
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FiguresColumn _figures = new();
    private readonly ProgressContext _bars;
    private readonly Task _shown;

    /// <summary>Shows bars until this is disposed.</summary>
    public Bars(IAnsiConsole console)
    {
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        _shown = Task.Run(() =>
            console
                .Progress()
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn { Width = 24 },
                    new PercentageColumn(),
                    _figures
                )
                .StartAsync(bars =>
                {
                    started.SetResult(bars);
                    return _finished.Task;
                })
        );
        _ = _shown.ContinueWith(
            shown => started.TrySetException(shown.Exception!.GetBaseException()),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        ); // another display has the terminal, say
        _bars = started.Task.GetAwaiter().GetResult();
    }

    /// <summary>A run starts to train.</summary>
    public RunProgress Begin(string name, long epochs) => new Bar(_bars.AddTask(Markup.Escape(name)), _figures, epochs);

    /// <inheritdoc/>
    public void Dispose()
    {
        _finished.TrySetResult();
        _shown.GetAwaiter().GetResult();
    }

    private sealed class Bar(ProgressTask task, FiguresColumn figures, long epochs) : RunProgress(epochs)
    {
        public override void Dispose() => task.StopTask();

        private protected override void Show(TrainingProgress value, string text)
        {
            figures.Show(task, text);
            task.Value = task.MaxValue * Pace.Share;
        }
    }

    /// <summary>The figures of a run, beside its bar; written by the training thread, read by the one that draws.</summary>
    private sealed class FiguresColumn : ProgressColumn
    {
        private readonly ConcurrentDictionary<int, string> _texts = [];

        protected override bool NoWrap => true;

        public void Show(ProgressTask task, string text) => _texts[task.Id] = text;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(_texts.GetValueOrDefault(task.Id, ""));
    }
}
