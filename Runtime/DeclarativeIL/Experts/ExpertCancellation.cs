namespace DeclarativeIL.Experts;

/// <summary>The cancellation of the run that is asking its expert on this thread; set by <c>Train</c>, evaluations and recorders.</summary>
/// <remarks>
/// It belongs to the thread and is not handed from call to call, so that it also reaches an expert behind wrappers and functions that know
/// nothing of it: whatever waits at last waits for this too. A function of your own that waits should do so.
/// </remarks>
public static class ExpertCancellation
{
    [ThreadStatic]
    private static CancellationToken _current;

    /// <summary>The token that cancels the run that is asking; never requested where there is none.</summary>
    public static CancellationToken Current => _current;

    /// <summary>From now on experts that are asked on this thread stop waiting when this token is requested, too.</summary>
    /// <param name="cancellation">The run's.</param>
    /// <returns>Ends that, when it is disposed; on the same thread.</returns>
    public static IDisposable Until(CancellationToken cancellation) => new Scope(cancellation);

    private sealed class Scope : IDisposable
    {
        private readonly CancellationToken _before = _current;
        private readonly CancellationTokenSource? _both;

        public Scope(CancellationToken cancellation)
        {
            if (!cancellation.CanBeCanceled || cancellation == _before)
                return;
            _both = _before.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_before, cancellation) : null;
            _current = _both?.Token ?? cancellation;
        }

        public void Dispose()
        {
            _current = _before;
            _both?.Dispose();
        }
    }
}
