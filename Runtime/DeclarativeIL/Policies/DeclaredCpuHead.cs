using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>A declared head without tensors.</summary>
internal sealed class DeclaredCpuHead : CpuHead
{
    private readonly HeadEquations _equations;
    private readonly HeadLayout _layout;
    private readonly ActUnits _units;
    private readonly KeptValues _kept;
    private readonly HeadRows _rows;
    private readonly Action<Type> _addGradient,
        _addActGradient; // made once: a step allocates nothing
    private double[] _outputs = [],
        _outputGradients = [],
        _free = [],
        _freeGradients = [],
        _acts = [],
        _actGradients = [],
        _answers = [],
        _answerGradients = [],
        _states = [];
    private int _count;

    public DeclaredCpuHead(HeadEquations equations, HeadLayout layout, ActUnits units)
    {
        (_equations, _layout, _units, _kept) = (equations, layout, units, new(equations, layout));
        _rows = new(layout, _kept);
        _addGradient = AddGradient;
        _addActGradient = _ => _equations.LogProbActGradient(_rows);
    }

    /// <inheritdoc/>
    public override bool TellsMembersApart => _layout.Free > 0;

    /// <inheritdoc/>
    public override ReadOnlySpan<CpuColumn> InputsOf(RowOutputs answer) => answer.Arguments.Slice(FirstInput(answer), 1);

    /// <inheritdoc/>
    public override int FirstInput(RowOutputs answer) => IsDrawn(answer.Question) ? 0 : answer.Arguments.Length - 1;

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs) =>
        answer.Question switch
        {
            var question when question == typeof(LogProbQuestion) => Checked(answer, _units.Width, 1),
            var question when question == typeof(LogProbsOfQuestion) => Checked(answer, _units.Width, answer.Arguments[0].Parts),
            var question when question == typeof(EntropyQuestion) || question == typeof(SampleLogProbQuestion) => 1,
            var question when question == typeof(MeanQuestion) || question == typeof(SampleQuestion) => _units.Width,
            var question when question == typeof(LogProbsQuestion) => _units.Choices ?? throw Unanswerable(answer),
            _ => throw Unanswerable(answer),
        };

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra)
    {
        _count = outputs.Length;
        if (_outputs.Length < outputs.Length)
            (_outputs, _outputGradients) = (new double[outputs.Length], new double[outputs.Length]);
        if (_free.Length != extra.Length)
            (_free, _freeGradients) = (new double[extra.Length], new double[extra.Length]);
        outputs.CopyTo(_outputs);
        extra.CopyTo(_free);
        Array.Clear(_outputGradients);
        _kept.Renew(_outputs, outputs.Length / width);
    }

    /// <inheritdoc/>
    public override void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs)
    {
        Open(answer, part);
        if (IsDrawn(answer.Question))
            Draw(answer, part);
        var isDensity = answer.Question == typeof(LogProbQuestion) || answer.Question == typeof(LogProbsOfQuestion);
        if (isDensity)
            TakeActs(answer, part);
        var several = isDensity ? answer.Width : 1;
        for (var place = 0; place < several; place++)
        {
            AnswerTo(answer, part, place, several);
            if (isDensity)
                ActsAt(place, several);
            _equations.Write(MemberOf(answer.Question), _rows);
        }
        ToUnits(answer.Question, _answers.AsSpan(0, part.Count * answer.Width));
        _answers.AsSpan(0, part.Count * answer.Width).CopyTo(answer.Values[(part.FirstAnswer * answer.Width)..]);
    }

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        if (IsDrawn(answer.Question) && !_equations.IsReparameterised)
            return; // a choice has no gradient
        Open(answer, part);
        Array.Clear(_freeGradients);
        Propagate(answer, part, _addGradient);
        for (var i = 0; i < extra.Length; i++)
            extra[i] += _freeGradients[i];
    }

    /// <inheritdoc/>
    public override void End(Span<double> gradients)
    {
        for (var i = 0; i < gradients.Length && i < _count; i++)
            gradients[i] += _outputGradients[i];
        Array.Clear(_outputGradients);
    }

    /// <inheritdoc/>
    /// <remarks>Of a log-probability with respect to its act.</remarks>
    public override void BackwardToArguments(RowOutputs answer, int argument, CpuPart part, ReadOnlySpan<double> outputs, CpuColumn into)
    {
        if (argument != 0 || (answer.Question != typeof(LogProbQuestion) && answer.Question != typeof(LogProbsOfQuestion)))
            base.BackwardToArguments(answer, argument, part, outputs, into);
        Open(answer, part);
        TakeActs(answer, part);
        _actGradients.AsSpan(0, part.Count * into.Width).Clear();
        Propagate(answer, part, _addActGradient);
        for (var row = 0; row < part.Count; row++)
        for (var k = 0; k < into.Width; k++)
            into.Set(part.FirstAnswer + row, k, _units.GradientFromHead(k, _actGradients[(row * into.Width) + k]));
    }

    /// <summary>What one member says about some rows, in the environment's units.</summary>
    /// <param name="answer">The answer to the question.</param>
    /// <param name="member">Mean or LogProbs.</param>
    /// <param name="part">The rows.</param>
    /// <param name="into">[rows, width], filled from <paramref name="first"/> on.</param>
    /// <param name="first">The place of the first number.</param>
    /// <param name="width">Numbers per row.</param>
    public void Say(RowOutputs answer, HeadEquations.Member member, CpuPart part, double[] into, int first, int width)
    {
        Open(answer, part);
        _rows.Answer.Over(into, [], first, width, width);
        _equations.Write(member, _rows);
        if (member == HeadEquations.Member.Mean)
            _units.ToEnvironment(into.AsSpan(first, part.Count * width));
    }

    private void Open(RowOutputs answer, CpuPart part) =>
        _rows.Open(
            part.Count,
            (_outputs, _outputGradients),
            part.FirstOutput,
            (_free, _freeGradients),
            part.Member,
            _layout.HasGiven ? States(answer.Arguments[FirstInput(answer)], part) : default
        );

    private GivenStates States(CpuColumn states, CpuPart part)
    {
        var count = part.Count * states.Width;
        if (_states.Length < count)
            _states = new double[count];
        states.CopyTo(part.FirstAnswer, _states.AsSpan(0, count), states.Width);
        return new(_states, 0, states.Width);
    }

    private void Propagate(RowOutputs answer, CpuPart part, Action<Type> add)
    {
        var isDensity = answer.Question == typeof(LogProbQuestion) || answer.Question == typeof(LogProbsOfQuestion);
        if (isDensity)
            TakeActs(answer, part);
        if (IsDrawn(answer.Question))
            Draw(answer, part);
        var several = isDensity ? answer.Width : 1;
        for (var place = 0; place < several; place++)
        {
            AnswerTo(answer, part, place, several);
            if (place == 0)
            {
                answer.Gradients.Slice(part.FirstAnswer * answer.Width, part.Count * answer.Width).CopyTo(_answerGradients);
                if (answer.Question == typeof(MeanQuestion) || answer.Question == typeof(SampleQuestion))
                    _units.GradientToHead(_answerGradients.AsSpan(0, part.Count * answer.Width));
            }
            if (isDensity)
                ActsAt(place, several);
            add(answer.Question);
        }
    }

    private void AddGradient(Type question) => _equations.AddGradient(MemberOf(question), _rows);

    private static bool IsDrawn(Type question) => question == typeof(SampleQuestion) || question == typeof(SampleLogProbQuestion);

    private static HeadEquations.Member MemberOf(Type question) =>
        question == typeof(EntropyQuestion) ? HeadEquations.Member.Entropy
        : question == typeof(MeanQuestion) ? HeadEquations.Member.Mean
        : question == typeof(LogProbsQuestion) ? HeadEquations.Member.LogProbs
        : question == typeof(SampleQuestion) ? HeadEquations.Member.Sample
        : question == typeof(SampleLogProbQuestion) ? HeadEquations.Member.SampleLogProb
        : HeadEquations.Member.LogProb;

    private void ToUnits(Type question, Span<double> values)
    {
        if (question == typeof(MeanQuestion) || question == typeof(SampleQuestion))
            _units.ToEnvironment(values);
        else if (_units.LogVolume != 0 && question != typeof(LogProbsQuestion))
            foreach (ref var value in values)
                value += question == typeof(EntropyQuestion) ? _units.LogVolume : -_units.LogVolume;
    }

    private void AnswerTo(RowOutputs answer, CpuPart part, int place, int several)
    {
        var (count, width) = (part.Count * answer.Width, answer.Width / several);
        if (_answers.Length < count)
            (_answers, _answerGradients) = (new double[count], new double[count]);
        _rows.Answer.Over(_answers, _answerGradients, place * width, answer.Width, width);
    }

    private void TakeActs(RowOutputs answer, CpuPart part)
    {
        var column = answer.Arguments[0];
        var count = part.Count * column.Width;
        if (_acts.Length < count)
            (_acts, _actGradients) = (new double[count], new double[count]);
        var acts = _acts.AsSpan(0, count);
        column.CopyTo(part.FirstAnswer, acts, column.Width);
        for (int row = 0, several = column.Width / _units.Width; row < part.Count; row++)
            _units.Check(acts.Slice(row * several * _units.Width, several * _units.Width), column.Name, part.FirstAnswer + row);
        _units.ToHead(acts);
    }

    private void ActsAt(int place, int several) =>
        _rows.Act.Over(_acts, _actGradients, place * _units.Width, several * _units.Width, _units.Width);

    private void Draw(RowOutputs answer, CpuPart part)
    {
        _rows.Draw(_equations.SampleDraws, answer.Arguments[1], part.FirstAnswer);
    }
}
