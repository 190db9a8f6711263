using DeclarativeIL.Consoles;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Shows training.</summary>
internal static class Training
{
    /// <summary>Bars on a terminal, plain lines elsewhere; they are done before anything else is printed.</summary>
    public static async Task<T> ShowAsync<T>(Func<ConsoleProgress, Task<T>> work)
    {
        using var progress = new ConsoleProgress();
        return await work(progress);
    }
}
