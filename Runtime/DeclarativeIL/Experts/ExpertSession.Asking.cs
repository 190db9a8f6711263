using System.ComponentModel;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Experts;

[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class ExpertSession
{
    private static long _lastEpisode;

    private void NumberEpisode(int environment) => _episodes[environment] = Interlocked.Increment(ref _lastEpisode);

    private ExpertQuery Query(int environment, State state) =>
        new(state, environment, Round, Math.Max(Step, 0), Math.Max(Step - _episodeStart[environment], 0), _previous[environment])
        {
            Cancellation = ExpertCancellation.Current,
            Actions = _actions,
            Episode = _episodes[environment],
            Put = Put(environment),
        };

    private Act Ask(int environment, State state)
    {
        Act answer;
        try
        {
            answer = _expert is IDirectExpert direct ? Direct(direct, environment, state) : Query(environment, Kept(state)).Ask(_expert);
        }
        catch (Exception e) when (EndsAsking(e))
        {
            throw Failed(environment, e);
        }
        _queries++;
        if (answer.Size != _check.Length)
            throw new ExpertException(
                environment,
                Round,
                Step,
                $"the action {answer} of {answer.Size} numbers",
                $"{_check.Length} numbers"
            );
        Floats.Copy(answer.Span, _check);
        if (!Guard.IsElement(_actions, _check) || !Guard.IsExact(_actions, answer.Span, _check))
            throw new ExpertException(environment, Round, Step, $"the action {answer}", $"an element of {Guard.Describe(_actions)}");
        return answer;
    }

    /// <summary>The answer of an expert that keeps nothing, in memory of the environment's own: nothing is allocated.</summary>
    private Act Direct(IDirectExpert expert, int environment, State state)
    {
        var size = expert.ActionSize;
        if (_written[environment] is not { } values || values.Length != size)
            values = _written[environment] = new double[size];
        expert.Write(state, _actions, values);
        return new(values.AsMemory());
    }

    /// <summary>A state that the expert may keep.</summary>
    private static State Kept(State state) => new(state.Span.ToArray().AsMemory());

    /// <summary>An expert may end a run by this exception; it leaves as it is, unless the run's own token has to be named.</summary>
    private static bool IsFailure(Exception e) => e is not OperationCanceledException cancelled || Cancelled(cancelled);

    private static bool Cancelled(OperationCanceledException e) =>
        ExpertCancellation.Current is { IsCancellationRequested: true } current && e.CancellationToken != current;

    /// <summary>Whatever an expert throws while its run is cancelled, the run ends as one that was cancelled.</summary>
    private Exception Failed(int environment, Exception e) =>
        ExpertCancellation.Current is { IsCancellationRequested: true } current
            ? new OperationCanceledException("Cancelled while the expert was asked.", e, current)
            : new ExpertException(environment, Round, Step, $"{e.GetType().Name} ({e.Message})", "an answer", e);
}
