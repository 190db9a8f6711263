using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Experts;

/// <summary>A question that was put: its answer, and the one way to stop waiting for it.</summary>
/// <param name="Answer">Completes when it is answered, or withdrawn.</param>
/// <param name="Withdraw">
/// Stops waiting; false where it was answered before. Answered or withdrawn: whichever comes first, and never both.
/// </param>
internal readonly record struct Asked<T>(Task<T> Answer, Func<bool> Withdraw);

/// <summary>Puts questions to those who answer by a task of their own.</summary>
internal static class Asked
{
    /// <summary>Asks on a thread of the pool.</summary>
    public static Asked<T> Later<T>(Func<ValueTask<T>> ask)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(async () =>
        {
            try
            {
                answer.TrySetResult(await ask().ConfigureAwait(false));
            }
            catch (Exception e)
            {
                answer.TrySetException(e); // a cancellation too: its message says who ended it
            }
        });
        return new(answer.Task, () => answer.TrySetCanceled());
    }
}

/// <summary>A question that was put to a person, until its answer was waited for or given up.</summary>
/// <param name="asked">The question.</param>
/// <param name="stop">Tells who was asked that nobody waits any more.</param>
/// <param name="time">Whose time is meant.</param>
internal sealed class PutQuestion<T>(Asked<T> asked, CancellationTokenSource stop, TimeProvider time) : IPutQuestion, IDisposable
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Waits for the answer, the longest until so long after it was put.</summary>
    /// <exception cref="TimeoutException">There was none.</exception>
    /// <exception cref="OperationCanceledException">Nobody is to wait any more.</exception>
    public T Answer(TimeSpan? timeOut) => asked.Answer.WaitAsync(Left(timeOut), time, stop.Token).GetAwaiter().GetResult();

    /// <summary>Tells whether there is an answer.</summary>
    public bool IsAnswered([MaybeNullWhen(false)] out T answer)
    {
        var isAnswered = asked.Answer.IsCompletedSuccessfully;
        answer = isAnswered ? asked.Answer.Result : default;
        return isAnswered;
    }

    /// <summary>Stops waiting, before who was asked is told.</summary>
    /// <returns>False where it was answered, or failed, before.</returns>
    public bool TryWithdraw()
    {
        var withdrawn = asked.Withdraw();
        if (!IsAnswered(out _))
            stop.Cancel();
        return withdrawn;
    }

    /// <inheritdoc/>
    public void Withdraw()
    {
        using (this)
            TryWithdraw();
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private TimeSpan Left(TimeSpan? timeOut)
    {
        if (timeOut is not { } limit)
            return Timeout.InfiniteTimeSpan;
        var left = limit - time.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
