using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>
/// Acts of a declared head from outputs of its network, for one call at a time; nothing is allocated from the second call on.
/// </summary>
/// <param name="equations">The head.</param>
/// <param name="layout">Where its columns are.</param>
/// <param name="units">The units of its acts.</param>
/// <param name="members">Members of an ensemble; 1 for a single policy.</param>
internal sealed class DeclaredActing(HeadEquations equations, HeadLayout layout, ActUnits units, int members = 1)
{
    private readonly KeptValues _kept = new(equations, layout);
    private readonly double[] _free = new double[layout.Free * members];
    private HeadRows? _opened;
    private GivenStates _states;
    private double[] _outputs = [],
        _acts = [],
        _each = [];

    private HeadRows Rows => _opened ??= new(layout, _kept);

    /// <summary>The free columns' numbers of all members, to be written.</summary>
    public Span<double> Free => _free;

    /// <summary>Acts of a single policy.</summary>
    /// <param name="outputs">[n, outputs].</param>
    /// <param name="actions">[n, a], filled.</param>
    /// <param name="random">Where draws come from; none asks for the mode.</param>
    /// <param name="states">The states, for a head that reads columns from them.</param>
    public void Act(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, GivenStates states = default)
    {
        Take(outputs, actions.Length, states);
        var samples = random is not null && equations.SampleDraws.Count > 0;
        Write(0, 0, actions.Length / units.Width, 0, samples ? random : null);
        Store(_acts.AsSpan(0, actions.Length), actions, isClipped: !samples);
    }

    /// <summary>Acts of an ensemble as one.</summary>
    /// <param name="outputs">[members, n, outputs].</param>
    /// <param name="actions">[n, a], filled.</param>
    /// <param name="random">Where draws come from; none asks for the mode.</param>
    /// <param name="states">The states, for a head that reads columns from them.</param>
    public void ActTogether(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, GivenStates states = default)
    {
        Take(outputs, actions.Length, states);
        if (equations.Declares(HeadMember.LogProbs))
            Mix(actions, random);
        else if (random is not null && equations.SampleDraws.Count > 0)
            SampleMembers(actions, random);
        else
            Together(actions);
    }

    private void Take(ReadOnlySpan<double> outputs, int acts, GivenStates states)
    {
        _states = states;
        if (_outputs.Length < outputs.Length)
            _outputs = new double[outputs.Length];
        if (_acts.Length < acts)
            _acts = new double[acts];
        outputs.CopyTo(_outputs);
        _kept.Renew(_outputs, outputs.Length / layout.Outputs);
    }

    /// <summary>Writes acts of one member for some rows, in the environment's units.</summary>
    private void Write(int member, int first, int rows, int place, RandomStream? random)
    {
        Open(rows, first, member, place / units.Width);
        Rows.Answer.Over(_acts, [], place, units.Width, units.Width);
        if (random is not null)
        {
            Rows.Draw(equations.SampleDraws, random);
            equations.Write(HeadMember.Sample, Rows);
        }
        else
        {
            if (equations.ModeDraws.Count > 0) // the same act each time, whoever asks
                Rows.Draw(equations.ModeDraws, new RandomStream(0));
            equations.Write(HeadMember.Mode, Rows);
        }
        units.ToEnvironment(_acts.AsSpan(place, rows * units.Width));
    }

    private void Open(int rows, int first, int member, int row) =>
        Rows.Open(rows, (_outputs, []), first, (_free, []), member, _states with { First = row * _states.Size });

    private void SampleMembers(Span<float> actions, RandomStream random)
    {
        var rows = actions.Length / units.Width;
        for (var row = 0; row < rows; row++)
        {
            var member = random.NextInt(members);
            Write(member, (member * rows) + row, 1, row * units.Width, random);
        }
        Store(_acts.AsSpan(0, actions.Length), actions, isClipped: false);
    }

    /// <summary>The mean of the members' numbers; of their choices the one of most members, of equals the first.</summary>
    private void Together(Span<float> actions)
    {
        if (_each.Length < members * actions.Length)
            _each = new double[members * actions.Length];
        var rows = actions.Length / units.Width;
        for (var member = 0; member < members; member++)
        {
            Write(member, member * rows, rows, 0, null);
            _acts.AsSpan(0, actions.Length).CopyTo(_each.AsSpan(member * actions.Length));
        }
        for (var i = 0; i < actions.Length; i++)
            _acts[i] = units[i].Box is null ? MostChosen(i, actions.Length) : MeanOf(i, actions.Length);
        Store(_acts.AsSpan(0, actions.Length), actions, isClipped: true);
    }

    private double MeanOf(int place, int stride)
    {
        var sum = 0.0;
        for (var member = 0; member < members; member++)
            sum += _each[(member * stride) + place];
        return sum / members;
    }

    private double MostChosen(int place, int stride)
    {
        var (best, most) = (0.0, 0);
        for (var member = 0; member < members; member++)
        {
            var (choice, votes) = (_each[(member * stride) + place], 0);
            for (var other = 0; other < members; other++)
                votes += _each[(other * stride) + place] == choice ? 1 : 0;
            if (votes > most || (votes == most && choice < best))
                (best, most) = (choice, votes);
        }
        return best;
    }

    /// <summary>By the mean of the members' probabilities.</summary>
    private void Mix(Span<float> actions, RandomStream? random)
    {
        var (rows, choices) = (actions.Length, units.Choices!.Value);
        if (_each.Length < choices * 2)
            _each = new double[choices * 2];
        var mixed = _each.AsSpan(choices, choices);
        for (var row = 0; row < rows; row++)
        {
            mixed.Clear();
            for (var member = 0; member < members; member++)
            {
                Open(1, (member * rows) + row, member, row);
                Rows.Answer.Over(_each, [], 0, choices, choices);
                equations.Write(HeadMember.LogProbs, Rows);
                for (var i = 0; i < choices; i++)
                    mixed[i] += Math.Exp(_each[i]);
            }
            for (var i = 0; i < choices; i++)
                mixed[i] = Math.Log(mixed[i]); // up to a constant, which no choice sees
            actions[row] = Logits.Choose(mixed, random);
        }
    }

    private void Store(ReadOnlySpan<double> acts, Span<float> actions, bool isClipped)
    {
        for (var i = 0; i < acts.Length; i++)
            actions[i] = isClipped ? units[i].Clip(acts[i]) : (float)acts[i];
    }
}
