using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>A declared head without tensors.</summary>
internal sealed class DeclaredCpuHead : PolicyCpuHead
{
    private readonly HeadEquations _equations;
    private readonly HeadLayout _layout;
    private readonly ActUnits _units;
    private readonly KeptValues _kept;
    private readonly HeadRows _rows;
    private readonly Action<HeadMember> _addGradient,
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
        _addGradient = member => _equations.AddGradient(member, _rows);
        _addActGradient = _ => _equations.LogProbActGradient(_rows);
    }

    /// <inheritdoc/>
    public override bool TellsMembersApart => _layout.Free > 0;

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs)
    {
        if (answer is not { Member: { } member, IsWhole: false })
            throw Unanswerable(answer);
        _equations.CheckDeclared(member);
        return member.AnswerOf() switch
        {
            HeadAnswer.Density when member == HeadMember.SampleLogProb => 1,
            HeadAnswer.Density => Checked(answer, _units.Width, answer.Arguments[0].Parts),
            HeadAnswer.Entropy => 1,
            HeadAnswer.Fit => Checked(answer, _units.Width, 1),
            HeadAnswer.Act => _units.Width,
            HeadAnswer.EveryAct => _units.Choices ?? throw Unanswerable(answer),
        };
    }

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
        var member = answer.Member!.Value;
        TakeArguments(answer, part);
        var several = Several(answer);
        for (var place = 0; place < several; place++)
        {
            AnswerTo(answer, part, place, several);
            if (member is HeadMember.LogProb or HeadMember.Fit)
                ActsAt(place, several);
            _equations.Write(member, _rows);
        }
        _units.ToEnvironment(_equations, member, _answers.AsSpan(0, part.Count * answer.Width));
        _answers.AsSpan(0, part.Count * answer.Width).CopyTo(answer.Values[(part.FirstAnswer * answer.Width)..]);
    }

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        if (!_equations.HasGradient(answer.Member!.Value))
        {
            if (answer.Gradients.Slice(part.FirstAnswer * answer.Width, part.Count * answer.Width).ContainsAnyExcept(0.0))
                throw _equations.WithoutGradient(answer.Member.Value);
            return;
        }
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
        if (argument != 0 || answer.Member != HeadMember.LogProb)
            base.BackwardToArguments(answer, argument, part, outputs, into);
        Open(answer, part);
        TakeArguments(answer, part);
        _actGradients.AsSpan(0, part.Count * into.Width).Clear();
        Propagate(answer, part, _addActGradient);
        for (var row = 0; row < part.Count; row++)
        for (var k = 0; k < into.Width; k++)
            into.Set(part.FirstAnswer + row, k, _units.GradientFromHead(k, _actGradients[(row * into.Width) + k]));
    }

    /// <inheritdoc/>
    public override void Say(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, double[] into, int first, int width)
    {
        Open(answer, part);
        _rows.Answer.Over(into, [], first, width, width);
        _equations.Write(answer.Member!.Value, _rows);
        _units.ToEnvironment(_equations, answer.Member.Value, into.AsSpan(first, part.Count * width));
    }

    private void Open(RowOutputs answer, CpuPart part) =>
        _rows.Open(
            part.Count,
            (_outputs, _outputGradients),
            part.FirstOutput,
            (_free, _freeGradients),
            part.Member,
            _layout.HasGiven ? States(answer.Arguments[answer.StatePlace], part) : default
        );

    private GivenStates States(CpuColumn states, CpuPart part)
    {
        var count = part.Count * states.Width;
        if (_states.Length < count)
            _states = new double[count];
        states.CopyTo(part.FirstAnswer, _states.AsSpan(0, count), states.Width);
        return new(_states, 0, states.Width);
    }

    private void Propagate(RowOutputs answer, CpuPart part, Action<HeadMember> add)
    {
        var member = answer.Member!.Value;
        TakeArguments(answer, part);
        var several = Several(answer);
        for (var place = 0; place < several; place++)
        {
            AnswerTo(answer, part, place, several);
            if (place == 0)
            {
                answer.Gradients.Slice(part.FirstAnswer * answer.Width, part.Count * answer.Width).CopyTo(_answerGradients);
                _units.GradientToHead(member, _answerGradients.AsSpan(0, part.Count * answer.Width));
            }
            if (member is HeadMember.LogProb or HeadMember.Fit)
                ActsAt(place, several);
            add(member);
        }
    }

    /// <summary>How many acts of a row are asked about, one after the other.</summary>
    private static int Several(RowOutputs answer) => answer.Member == HeadMember.LogProb ? answer.Width : 1;

    /// <summary>What a question is about beside the states.</summary>
    private void TakeArguments(RowOutputs answer, CpuPart part)
    {
        if (answer.Member is HeadMember.LogProb or HeadMember.Fit)
            TakeActs(answer, part);
        if (answer.Member is HeadMember.Sample or HeadMember.SampleLogProb or HeadMember.Fit)
            _rows.Draw(_equations.DrawsOf(answer.Member.Value), answer.Arguments[^1], part.FirstAnswer);
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
}
