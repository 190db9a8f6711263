using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>Acts of a declared head from outputs of its network, for one call at a time; nothing is allocated from the second call on.</summary>
internal sealed class DeclaredActing(HeadEquations equations, HeadLayout layout, ActUnits units)
{
    private readonly HeadRows _rows = new(layout);
    private readonly double[] _free = new double[layout.Free];
    private double[] _outputs = [],
        _acts = [];

    /// <summary>The free columns' numbers, to be written.</summary>
    public Span<double> Free => _free;

    /// <summary>Acts.</summary>
    /// <param name="outputs">[n, outputs].</param>
    /// <param name="actions">[n, a], filled.</param>
    /// <param name="random">Where draws come from; none asks for the mode.</param>
    public void Act(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random)
    {
        var rows = actions.Length / units.Width;
        if (_outputs.Length < outputs.Length)
            _outputs = new double[outputs.Length];
        if (_acts.Length < actions.Length)
            _acts = new double[actions.Length];
        outputs.CopyTo(_outputs);
        _rows.Open(rows, (_outputs, []), 0, (_free, []), 0);
        _rows.Answer.Over(_acts, [], 0, units.Width, units.Width);
        Write(random);
        var acts = _acts.AsSpan(0, actions.Length);
        units.ToEnvironment(acts);
        for (var i = 0; i < acts.Length; i++)
            actions[i] =
                random is null && units.Space is BoxSpace box ? BoxActions.Clip(box, i % units.Width, acts[i]) : (float)acts[i];
    }

    private void Write(RandomStream? random)
    {
        if (random is null)
        {
            if (equations.ModeDraws.Count > 0) // the same act each time, whoever asks
                _rows.Draw(equations.ModeDraws, new RandomStream(0));
            equations.Mode(_rows);
            return;
        }
        _rows.Draw(equations.SampleDraws, random);
        equations.Sample(_rows);
    }
}
