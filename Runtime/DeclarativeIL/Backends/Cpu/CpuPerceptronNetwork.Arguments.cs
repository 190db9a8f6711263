namespace DeclarativeIL.Backends.Cpu;

/// <summary>Answers from outputs, and gradients with respect to what was asked about.</summary>
internal sealed partial class CpuPerceptronNetwork<T>
{
    private readonly CpuPerceptron<T>.Pass _pass = kernel.NewPass();
    private T[] _inputGradient = [];
    private double[] _noExtra = []; // takes what parameters behind the layers would get
    private bool[] _isDistributed = []; // of each block

    /// <inheritdoc/>
    protected override CpuNetwork Again() =>
        new CpuPerceptronNetwork<T>(kernel, another(), parameters, members, null, another) { _onlyAnswers = _onlyAnswers };

    /// <inheritdoc/>
    protected override void BackwardToArguments(IReadOnlyList<RowOutputs> answers)
    {
        kernel.Use(_pass);
        if (_noExtra.Length != kernel.Extra.Length)
            _noExtra = new double[kernel.Extra.Length];
        var gradients = ZeroGradients(_rows);
        var isAboutInputs = false;
        for (var i = 0; i < answers.Count; i++)
            if (answers[i].WantsArgumentGradients)
                isAboutInputs |= BackwardToArguments(answers[i], _blockOf[i], gradients);
        if (!isAboutInputs)
            return;
        head.End(gradients);
        GiveGradients();
        var count = members * _rows * kernel.Shape.Inputs;
        if (_inputGradient.Length < count)
            _inputGradient = new T[count];
        kernel.InputGradient(_rows, _inputGradient.AsSpan(0, count));
        _scaling?.ApplyToGradients(_inputGradient.AsSpan(0, count));
        if (_isDistributed.Length < _blocks.Count)
            _isDistributed = new bool[_blocks.Count];
        Array.Clear(_isDistributed);
        for (var i = 0; i < answers.Count; i++)
            if (answers[i].WantsArgumentGradients)
                Distribute(answers[i], _blockOf[i]);
    }

    /// <summary>Arguments that the head itself knows about; whether others are inputs of the layers.</summary>
    private bool BackwardToArguments(RowOutputs answer, int block, Span<double> gradients)
    {
        var isAboutInputs = false;
        for (var argument = 0; argument < answer.Arguments.Length; argument++)
        {
            if (answer.Given(argument) is not { } column)
                continue;
            column.Resize(answer.Arguments[argument].Width);
            if (IsInput(answer, argument))
                isAboutInputs = true;
            else
                for (var member = 0; member < members; member++)
                    head.BackwardToArguments(answer, argument, MemberPart(answer, block, member), Outputs, column);
        }
        for (var part = 0; part < Parts && isAboutInputs; part++)
            head.Backward(answer, Part(answer, block, part), Outputs, gradients, _noExtra);
        return isAboutInputs;
    }

    private bool IsInput(RowOutputs answer, int argument)
    {
        var place = argument - head.FirstInput(answer);
        if (place < 0 || place >= head.InputsOf(answer).Length)
            return false;
        return head.FormOf(place) == InputForm.Vector && head.HasInputGradients ? true : throw CpuHead.WithoutGradient(answer, argument);
    }

    /// <summary>The gradient of a block's inputs is that of all answers about them together: the first one has it.</summary>
    private void Distribute(RowOutputs answer, int block)
    {
        var inputs = head.InputsOf(answer);
        for (int place = 0, offset = 0; place < inputs.Length; place++)
        {
            if (answer.Given(head.FirstInput(answer) + place) is { } column)
                for (var member = 0; member < members; member++)
                    Distribute(column, MemberPart(answer, block, member), offset, _isDistributed[block]);
            offset += WidthOf(inputs, place);
        }
        _isDistributed[block] = true;
    }

    private void Distribute(CpuColumn column, CpuPart part, int offset, bool isDone)
    {
        for (var row = 0; row < part.Count; row++)
        {
            var from = _inputGradient.AsSpan(((part.FirstOutput + row) * kernel.Shape.Inputs) + offset, column.Width);
            for (var k = 0; k < from.Length; k++)
                column.Set(part.FirstAnswer + row, k, isDone ? 0 : double.CreateTruncating(from[k]));
        }
    }

    private void Answer(RowOutputs answer, int block)
    {
        if (block < 0)
        {
            if (answer.Question != typeof(SquaredWeightsQuestion))
                throw new NotSupportedException($"A perceptron does not answer {answer.Question.Name}.");
            answer.Resize(members, 1);
            for (var member = 0; member < members; member++)
                answer.Values[member] = kernel.SumOfSquares(member);
            return;
        }
        if (answer.IsWhole)
        {
            AnswerWhole(answer, block);
            return;
        }
        answer.Resize(members * answer.Arguments[0].Count, head.WidthOf(answer, kernel.Shape.Outputs));
        for (var part = 0; part < Parts; part++)
            head.Answer(answer, Part(answer, block, part), Outputs);
    }

    /// <summary>Parts of each block: one for each member, or one for all where that makes no difference.</summary>
    private int Parts => head.TellsMembersApart || _blocks.Count > 1 ? members : 1;

    private CpuPart Part(RowOutputs answer, int block, int part) =>
        Parts < members ? new(0, 0, 0, members * answer.Arguments[0].Count) : MemberPart(answer, block, part);

    private CpuPart MemberPart(RowOutputs answer, int block, int member)
    {
        var count = answer.Arguments[0].Count;
        return new(member, member * count, (member * _rows) + _blocks[block].First, count);
    }

    private void AnswerWhole(RowOutputs answer, int block)
    {
        var count = answer.Arguments[0].Count;
        answer.Resize(count, head.WidthOf(answer, kernel.Shape.Outputs));
        head.AnswerWhole(answer, new(members, _rows, _blocks[block].First, count), Outputs);
    }
}
