namespace DeclarativeIL.Runtime.Tests;

/// <summary>Counts bytes, not time.</summary>
internal static class Allocations
{
    /// <summary>
    /// The fewest bytes that one of five runs of the same allocates: the machinery below may allocate once (a method that is
    /// compiled anew), what the work itself allocates shows in every run.
    /// </summary>
    public static long Of(Action work) =>
        Enumerable
            .Range(0, 5)
            .Select(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                work();
                return GC.GetAllocatedBytesForCurrentThread() - before;
            })
            .Min();
}
