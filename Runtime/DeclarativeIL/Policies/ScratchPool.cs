using System.Collections.Concurrent;

namespace DeclarativeIL.Policies;

/// <summary>Scratch memory that no call uses at present: as much as there were calls at once.</summary>
/// <param name="make">Makes one more.</param>
/// <typeparam name="T">The memory of a call.</typeparam>
internal sealed class ScratchPool<T>(Func<T> make)
    where T : class
{
    private readonly ConcurrentBag<T> _others = [];
    private T? _first;

    /// <summary>One for the caller alone.</summary>
    public T Rent() => Interlocked.Exchange(ref _first, null) ?? (_others.TryTake(out var scratch) ? scratch : make());

    /// <summary>The caller is done with it.</summary>
    public void Return(T scratch)
    {
        if (Interlocked.CompareExchange(ref _first, scratch, null) is not null)
            _others.Add(scratch);
    }
}
