using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>
/// The equations of a head with a network inside, for some rows in plain numbers: what the network is asked, and what is made of its
/// answers. Nothing is allocated from the second call of a size on.
/// </summary>
/// <param name="equations">The head.</param>
/// <param name="layout">Where its column is: what the network answers.</param>
internal sealed class FieldRows(FieldEquations equations, HeadLayout layout)
{
    private readonly HeadRows _rows = new(layout, new(equations, layout));
    private readonly int _width = layout.Act;
    private int _count;
    private double[] _points = [],
        _times = [],
        _answers = [],
        _answerGradients = [],
        _acts = [],
        _carried = [],
        _next = [];

    /// <summary>[rows, a], where the network is asked.</summary>
    public ReadOnlySpan<double> Points => _points.AsSpan(0, _count * _width);

    /// <summary>[rows], when.</summary>
    public ReadOnlySpan<double> Times => _times.AsSpan(0, _count);

    /// <summary>[rows, a], to be filled with what the network answers.</summary>
    public Span<double> Answers => _answers.AsSpan(0, _count * _width);

    /// <summary>[rows, a], the gradient with respect to that.</summary>
    public ReadOnlySpan<double> AnswerGradients => _answerGradients.AsSpan(0, _count * _width);

    /// <summary>[rows, a], the acts that a fit is of, in the head's units.</summary>
    public Span<double> Acts => _acts.AsSpan(0, _count * _width);

    /// <summary>So many rows from now on.</summary>
    public void Open(int count)
    {
        _count = count;
        if (_times.Length < count)
        {
            _times = new double[count];
            (_points, _answers, _answerGradients) = (new double[count * _width], new double[count * _width], new double[count * _width]);
            (_acts, _carried, _next) = (new double[count * _width], new double[count * _width], new double[count * _width]);
        }
        _rows.Open(count, (_answers, _answerGradients), 0, ([], []), 0);
        _rows.Act.Over(_acts, [], 0, _width, _width);
    }

    /// <summary>Draws of a member by place.</summary>
    public void Draw(HeadMember member, CpuColumn places) => _rows.Draw(equations.DrawsOf(member), places, 0);

    /// <summary>Draws of a member in order.</summary>
    public void Draw(HeadMember member, RandomStream random) => _rows.Draw(equations.DrawsOf(member), random);

    /// <summary>Says where a fit asks the network.</summary>
    public void AskForFit()
    {
        equations.FitPoint(AnswerTo(_points, _width));
        equations.FitTime(AnswerTo(_times, 1));
    }

    /// <summary>The fit, by what the network answered.</summary>
    /// <param name="into">[rows], filled.</param>
    public void Fit(Span<double> into)
    {
        equations.Fit(AnswerTo(_next, 1));
        _next.AsSpan(0, _count).CopyTo(into);
    }

    /// <summary>Fills <see cref="AnswerGradients"/>.</summary>
    /// <param name="gradients">[rows], with respect to the fits.</param>
    public void FitGradient(ReadOnlySpan<double> gradients)
    {
        gradients[.._count].CopyTo(_next);
        Array.Clear(_answerGradients);
        _rows.Answer.Over([], _next, 0, 1, 1);
        equations.FitGradient(_rows);
    }

    /// <summary>Begins a sample of what was drawn.</summary>
    public void Start() => equations.SampleStart(AnswerTo(_carried, _width));

    /// <summary>Says where a step asks the network.</summary>
    /// <param name="step">Its number, from 0.</param>
    public void AskForStep(int step)
    {
        _rows.StepNumber = step;
        Carry();
        equations.StepPoint(AnswerTo(_points, _width));
        equations.StepTime(AnswerTo(_times, 1));
    }

    /// <summary>A step, by what the network answered.</summary>
    public void Step()
    {
        equations.Step(AnswerTo(_next, _width));
        (_carried, _next) = (_next, _carried);
        Carry();
    }

    /// <summary>The acts, in the head's units, when all steps are done.</summary>
    /// <returns>[rows, a], until the next call.</returns>
    public Span<double> End()
    {
        equations.SampleEnd(AnswerTo(_next, _width));
        return _next.AsSpan(0, _count * _width);
    }

    private void Carry() => _rows.Carried.Over(_carried, [], 0, _width, _width);

    private HeadRows AnswerTo(double[] into, int width)
    {
        _rows.Answer.Over(into, [], 0, width, width);
        return _rows;
    }
}
