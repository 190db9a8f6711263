using DeclarativeIL.Logging.Tests.Sweeps;

namespace DeclarativeIL.Logging.Tests;

/// <summary>This assembly run by itself: a second process, which may be killed.</summary>
internal static class Child
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [SweepChild.Verb, var folder])
            return 2;
        await SweepChild.GoAsync(folder);
        return 0;
    }
}
