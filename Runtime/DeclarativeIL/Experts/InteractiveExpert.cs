namespace DeclarativeIL.Experts;

/// <summary>A person as training sees one: asks, waits, and gives up when told to.</summary>
/// <remarks>
/// The question is put on a thread of the pool, away from any synchronisation context, so that an implementation that awaits
/// cannot deadlock with the thread that waits here. A person who answers on the very thread that trains would: use
/// <c>TrainAsync</c>; where that can be seen, it is refused. When the run is cancelled, or the time is up, the question is withdrawn
/// before the waiting ends, whatever else happens.
/// </remarks>
internal sealed class InteractiveExpert : TakeoverExpert, ISituatedTakeoverExpert, IFitted
{
    private readonly PlacelessQuestions _placeless = new();
    private readonly IInteractiveExpert _person;
    private readonly InteractiveOptions _options;

    /// <summary>Asks a person.</summary>
    /// <param name="person">Who is asked.</param>
    /// <param name="options">How long to wait, and what then; no limit if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is not positive.</exception>
    public InteractiveExpert(IInteractiveExpert person, InteractiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        (_person, _options) = (person, options ?? new InteractiveOptions());
        if (_options.TimeOut <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), _options.TimeOut, "Expected a time-out above 0, or none.");
    }

    /// <inheritdoc/>
    public override Act Action(State state) => Action(_placeless.Next(state));

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The time was up, and there is no fallback.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the run that asks, or the options' token.</exception>
    public Act Action(ExpertQuery query)
    {
        Func<Act>? otherwise = _options.Fallback is { } other ? () => query.Ask(other) : null;
        return _person is FrameExpert frame
            ? Wait(query, _ => Put(frame.Put(query)), otherwise)
            : Wait(query, stop => Asked.Later(() => _person.LabelAsync(query, stop)), otherwise);
    }

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The time was up, and there is no fallback.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the run that asks, or the options' token.</exception>
    public bool TakesOver(ExpertQuery query)
    {
        Func<bool>? otherwise = _options.Fallback switch
        {
            ISituatedTakeoverExpert other => () => other.TakesOver(query),
            ITakeoverExpert other => () => other.TakesOver(Situation(query)),
            _ => null,
        };
        if (_person is not FrameExpert frame)
            return Wait(query, stop => Asked.Later(() => _person.TakesOverAsync(query, stop)), otherwise);
        RefuseThisThread();
        ThrowIfCancelled(query);
        return frame.TakesOver(query);
    }

    /// <inheritdoc/>
    public override bool TakesOver(Step step) =>
        TakesOver(new ExpertQuery(step.State, 0, (int)step.Round, (long)step.Index, (long)step.Index, step.Previous));

    string? IFitted.Fault(Space observations, Space actions) =>
        _options.Fallback is { } other ? SpaceFit.Fault(other, observations, actions) : null;

    private static Step Situation(ExpertQuery query) => new(query.State, query.Round, query.Index, 0, query.Previous);

    private static Asked<Act> Put(FrameQuestion question) => new(question.Task, question.Withdraw);

    private T Wait<T>(ExpertQuery query, Func<CancellationToken, Asked<T>> ask, Func<T>? otherwise)
    {
        RefuseThisThread();
        ThrowIfCancelled(query);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            ExpertCancellation.Current,
            query.Cancellation,
            _options.Cancellation
        );
        var asked = ask(stop.Token);
        try
        {
            return asked.Answer.WaitAsync(_options.TimeOut ?? Timeout.InfiniteTimeSpan, _options.Time, stop.Token).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            var withdrawn = asked.Withdraw();
            if (asked.Answer.IsCompletedSuccessfully) // answered in the last moment, which counts
                return asked.Answer.Result;
            stop.Cancel(); // who was asked is told before the waiting ends
            ThrowIfCancelled(query);
            if (!withdrawn) // whoever was asked failed
                throw;
        }
        return otherwise is not null
            ? otherwise()
            : throw new TimeoutException($"No answer within {_options.TimeOut}, and there is no fallback.");
    }

    private void RefuseThisThread()
    {
        if (_person.AnswersOnThisThread)
            throw new InvalidOperationException(
                "Asked on the thread that answers, which would wait for itself: train on another one (TrainAsync)."
            );
    }

    /// <summary>Names the run's own token first, so that its task counts as cancelled.</summary>
    private void ThrowIfCancelled(ExpertQuery query)
    {
        ExpertCancellation.Current.ThrowIfCancellationRequested();
        query.Cancellation.ThrowIfCancellationRequested();
        _options.Cancellation.ThrowIfCancellationRequested();
    }
}

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
