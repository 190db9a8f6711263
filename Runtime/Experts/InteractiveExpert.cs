namespace DeclarativeIL.Experts;

/// <summary>A person as training sees one: asks, waits, and gives up when told to.</summary>
/// <remarks>
/// The question is put on a thread of the pool, away from any synchronisation context, so that an implementation that awaits
/// cannot deadlock with the thread that waits here. A person who answers on the very thread that trains would: use
/// <c>TrainAsync</c>; where that can be seen, it is refused.
/// </remarks>
public sealed class InteractiveExpert : SituatedExpert, ISituatedTakeoverExpert
{
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
    /// <exception cref="TimeoutException">The time was up, and nobody stands in.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public override Act Action(ExpertQuery query)
        => Wait(stop => _person.LabelAsync(query, stop), _options.Fallback is { } other ? () => query.Ask(other) : null);

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The time was up, and nobody stands in.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool TakesOver(ExpertQuery query)
        => Wait(stop => _person.TakesOverAsync(query, stop), _options.Fallback switch
        {
            ISituatedTakeoverExpert other => () => other.TakesOver(query),
            ITakeoverExpert other => () => other.TakesOver(Situation(query)),
            _ => null,
        });

    /// <inheritdoc/>
    public override bool TakesOver(Step step)
        => TakesOver(new ExpertQuery(step.State, 0, (int)step.Round, (long)step.Index, (long)step.Index, step.Previous));

    private static Step Situation(ExpertQuery query) => new(query.State, query.Round, query.Index, 0, query.Previous);

    private T Wait<T>(Func<CancellationToken, ValueTask<T>> ask, Func<T>? otherwise)
    {
        if (_person.AnswersOnThisThread)
            throw new InvalidOperationException("Asked on the thread that answers, which would wait for itself: train on another one (TrainAsync).");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_options.Cancellation);
        var asked = Task.Run(async () => await ask(stop.Token).ConfigureAwait(false), stop.Token);
        try
        {
            return asked.WaitAsync(_options.TimeOut ?? Timeout.InfiniteTimeSpan, _options.Time, _options.Cancellation).GetAwaiter().GetResult();
        }
        catch (TimeoutException) when (!asked.IsCompleted)
        {
            stop.Cancel();                                              // the question is withdrawn
            return otherwise is not null
                ? otherwise()
                : throw new TimeoutException($"No answer within {_options.TimeOut}, and nobody stands in.");
        }
    }
}
