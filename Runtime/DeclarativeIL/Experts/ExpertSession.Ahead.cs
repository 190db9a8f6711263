namespace DeclarativeIL.Experts;

/// <content>Questions of one step that are put for all environments before the first answer is waited for.</content>
public sealed partial class ExpertSession
{
    private readonly IAskedAhead? _ahead; // null: each question waits for its answer
    private readonly IPutQuestion?[] _put;
    private int _pass; // of the present step
    private bool _isPutting;

    /// <summary>
    /// Goes on to the next pass over the environments. There is one a step; for an expert who is asked of all environments at once
    /// there are two, the first of which only puts the questions.
    /// </summary>
    /// <returns>False after the last one.</returns>
    public bool NextPass()
    {
        _pass++;
        _isPutting = _ahead is not null && _pass == 1;
        if (_pass <= (_ahead is null ? 1 : 2))
            return true;
        WithdrawRest();
        return false;
    }

    /// <summary>In a pass that puts questions, puts the one about this environment.</summary>
    /// <param name="environment">The environment's number.</param>
    /// <param name="state">What is seen.</param>
    /// <param name="control">Who is to act; the learner's steps are not asked about.</param>
    /// <returns>True in such a pass: there is no answer, and nothing is to follow from the decision.</returns>
    /// <exception cref="ExpertException">The question could not be put.</exception>
    public bool Puts(int environment, State state, Control control = Control.Expert)
    {
        if (_isPutting && control != Control.Learner)
            PutAhead(environment, state);
        return _isPutting;
    }

    /// <returns>What a rule may reckon with until there is an answer; what it says then is not acted on.</returns>
    private Act PutAhead(int environment, State state)
    {
        if (_ahead is { } ahead && _put[environment] is null)
        {
            var query = Query(environment, Kept(state));
            try
            {
                _put[environment] = ahead.Put(query);
            }
            catch (Exception e) when (EndsAsking(e))
            {
                throw Failed(environment, e);
            }
        }
        return new(new double[_check.Length].AsMemory());
    }

    private IPutQuestion? Put(int environment)
    {
        var put = _put[environment];
        _put[environment] = null;
        return put;
    }

    /// <summary>Whatever was thrown, nobody waits for what was put.</summary>
    /// <returns>Whether it is the expert's failure.</returns>
    private bool EndsAsking(Exception e)
    {
        WithdrawRest();
        return IsFailure(e);
    }

    /// <summary>Nobody waits for what was put and not asked for.</summary>
    private void WithdrawRest()
    {
        for (var i = 0; i < _put.Length; i++)
            Put(i)?.Withdraw();
    }
}
