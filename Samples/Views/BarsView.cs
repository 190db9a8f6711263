using System.Collections.Concurrent;
using DeclarativeIL.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeclarativeIL.Samples.Views;

/// <summary>Training as progress bars, for terminals.</summary>
internal sealed class BarsView : ITrainingView
{
    private readonly ProgressContext _bars;
    private readonly FiguresColumn _figures;

    private BarsView(ProgressContext bars, FiguresColumn figures) => (_bars, _figures) = (bars, figures);

    /// <summary>Shows bars while <paramref name="work"/> runs.</summary>
    public static Task<T> RunAsync<T>(IAnsiConsole console, Func<ITrainingView, Task<T>> work)
    {
        var figures = new FiguresColumn();
        return console
            .Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 24 },
                new PercentageColumn(),
                figures
            )
            .StartAsync(bars => work(new BarsView(bars, figures)));
    }

    /// <inheritdoc/>
    public ITrainingStage Begin(string name, int epochs) => new Stage(_bars.AddTask(Markup.Escape(name)), _figures, new Pace(epochs));

    private sealed class Stage(ProgressTask task, FiguresColumn figures, Pace pace) : ITrainingStage
    {
        public void Report(TrainingProgress value)
        {
            figures.Show(task, pace.Describe(value));
            task.Value = task.MaxValue * pace.Share;
        }

        public void Dispose() => task.StopTask();
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
