namespace DeclarativeIL.Experts;

/// <summary>A person as training sees one: asks, waits, and gives up when told to.</summary>
/// <remarks>
/// The question is put on a thread of the pool, away from any synchronisation context, so that an implementation that awaits
/// cannot deadlock with the thread that waits here. A person who answers on the very thread that trains would: use
/// <c>TrainAsync</c>; where that can be seen, it is refused. When the run is cancelled, or the time is up, the question is withdrawn
/// before the waiting ends, whatever else happens.
/// </remarks>
internal sealed class InteractiveExpert : TakeoverExpert, ISituatedTakeoverExpert, IFitted, IAskedAhead
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
        var put = query.Put as PutQuestion<Act> ?? PutLabel(query);
        var place = query with { Put = null };
        return Wait(place, put, _options.Fallback is { } other ? () => place.Ask(other) : null);
    }

    bool IAskedAhead.IsAskedAhead => _options.AsksAtOnce;

    IPutQuestion IAskedAhead.Put(ExpertQuery query) => PutLabel(query);

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
            return Wait(query, Put(query, stop => Asked.Later(() => _person.TakesOverAsync(query, stop))), otherwise);
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

    private PutQuestion<Act> PutLabel(ExpertQuery query) =>
        _person is FrameExpert frame
            ? Put(query, _ => Framed(frame.Put(query)))
            : Put(query, stop => Asked.Later(() => _person.LabelAsync(query, stop)));

    private static Asked<Act> Framed(FrameQuestion question) => new(question.Task, question.Withdraw);

    private PutQuestion<T> Put<T>(ExpertQuery query, Func<CancellationToken, Asked<T>> ask)
    {
        RefuseThisThread();
        ThrowIfCancelled(query);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(ExpertCancellation.Current, query.Cancellation, _options.Cancellation);
        return new(ask(stop.Token), stop, _options.Time);
    }

    private T Wait<T>(ExpertQuery query, PutQuestion<T> put, Func<T>? otherwise)
    {
        using (put)
        {
            try
            {
                return put.Answer(_options.TimeOut);
            }
            catch (Exception)
            {
                var withdrawn = put.TryWithdraw();
                if (put.IsAnswered(out var late)) // in the last moment, which counts
                    return late;
                ThrowIfCancelled(query);
                if (!withdrawn) // whoever was asked failed
                    throw;
            }
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
