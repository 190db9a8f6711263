using DeclarativeIL.Samples.Views;
using Spectre.Console;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Picks how training is shown.</summary>
internal static class Training
{
    /// <summary>Bars on a terminal, plain lines elsewhere.</summary>
    public static Task<T> ShowAsync<T>(Func<ITrainingView, Task<T>> work) =>
        Console.IsOutputRedirected ? work(new PlainView(Console.Out)) : BarsView.RunAsync(AnsiConsole.Console, work);
}
