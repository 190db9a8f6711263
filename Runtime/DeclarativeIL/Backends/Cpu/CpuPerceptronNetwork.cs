using System.Numerics;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>A perceptron, or the stacked ones of an ensemble, under a head: everything asked in a step is one pass.</summary>
/// <param name="kernel">The layers.</param>
/// <param name="head">What their outputs mean.</param>
/// <param name="parameters">Of the network that this stands for.</param>
/// <param name="members">L; 1 for a single network.</param>
/// <param name="optimizer">Moves the parameters; none where they are only asked.</param>
/// <param name="another">Makes another such head, for another pass.</param>
/// <typeparam name="T">The number: float32 or float64. Heads compute in float64.</typeparam>
internal sealed partial class CpuPerceptronNetwork<T>(
    CpuPerceptron<T> kernel,
    CpuHead head,
    FlatParameters parameters,
    int members,
    CpuOptimizer<T>? optimizer,
    Func<CpuHead> another
) : CpuNetwork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(RowOutputs Asked, int First)> _blocks = []; // rows of one member: each block's first answer and row
    private readonly List<int> _blockOf = []; // of each answer; -1 for one about the whole network
    private InputScaling? _scaling; // of the present pass
    private int _rows;
    private bool _onlyAnswers;

    /// <inheritdoc/>
    internal override void OnlyAnswer() => _onlyAnswers = true;

    /// <inheritdoc/>
    public override void Load()
    {
        lock (parameters.Gate)
            kernel.Load(parameters.CpuValues<T>());
    }

    /// <inheritdoc/>
    public override void Store()
    {
        lock (parameters.Gate)
            kernel.Store(parameters.CpuValues<T>());
    }

    /// <inheritdoc/>
    public override void ZeroGradients() => kernel.ZeroGradients();

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        if (optimizer is null)
            base.Step(learningRate);
        else
            kernel.Update(optimizer, learningRate);
    }

    /// <inheritdoc/>
    internal override double GradientSquares() => kernel.GradientSquares();

    /// <inheritdoc/>
    internal override void SaveOptimizer(BinaryWriter state) => optimizer?.Save(state);

    /// <inheritdoc/>
    internal override void RestoreOptimizer(BinaryReader state) => optimizer?.Restore(state);

    /// <inheritdoc/>
    public override void PolyakUpdate(CpuNetwork source, double tau)
    {
        ArgumentNullException.ThrowIfNull(source);
        kernel.PolyakUpdate(
            source is CpuPerceptronNetwork<T> other
                ? other.Kernel
                : throw new ArgumentException($"Found {source.GetType().Name}; expected a perceptron.", nameof(source)),
            tau
        );
    }

    private CpuPerceptron<T> Kernel => kernel;

    /// <inheritdoc/>
    protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
    {
        kernel.Use(_pass);
        Arrange(answers);
        if (_rows > 0)
        {
            Fill();
            head.Begin(TakeOutputs(_onlyAnswers ? ActOn(_rows) : kernel.Forward(_rows)), kernel.Shape.Outputs, TakeExtra());
        }
        for (var i = 0; i < answers.Count; i++)
            Answer(answers[i], _blockOf[i]);
    }

    /// <inheritdoc/>
    protected override void Backward(IReadOnlyList<RowOutputs> answers)
    {
        kernel.Use(_pass);
        var gradients = ZeroGradients(_rows);
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].IsDetached)
                continue;
            if (_blockOf[i] < 0)
                for (var member = 0; member < members; member++)
                    kernel.AddSquaresGradient(member, answers[i].Gradients[member]);
            else
                for (var part = 0; part < Parts; part++)
                    head.Backward(answers[i], Part(answers[i], _blockOf[i], part), Outputs, gradients, _extraGradient);
        }
        GiveExtraGradient();
        if (_rows == 0)
            return;
        head.End(gradients);
        GiveGradients();
        kernel.Backward(_rows);
    }

    /// <summary>Distinct inputs stand behind each other in the rows of one pass.</summary>
    private void Arrange(IReadOnlyList<RowOutputs> answers)
    {
        _blocks.Clear();
        _blockOf.Clear();
        _rows = 0;
        for (var i = 0; i < answers.Count; i++)
        {
            var answer = answers[i];
            if (answer.Arguments.Length == 0)
            {
                _blockOf.Add(-1);
                continue;
            }
            var block = Find(answer);
            if (block == _blocks.Count)
            {
                _blocks.Add((answer, _rows));
                _rows += answer.Arguments[0].Count;
            }
            _blockOf.Add(block);
        }
    }

    private int Find(RowOutputs answer)
    {
        var inputs = head.InputsOf(answer);
        for (var block = 0; block < _blocks.Count; block++)
            if (head.InputsOf(_blocks[block].Asked).SequenceEqual(inputs))
                return block;
        return _blocks.Count;
    }

    private void Fill()
    {
        var input = kernel.Input(_rows);
        var stride = kernel.Shape.Inputs;
        foreach (var (asked, first) in _blocks)
        {
            var inputs = head.InputsOf(asked);
            var offset = 0;
            for (var i = 0; i < inputs.Length; i++)
            {
                var width = WidthOf(inputs, i);
                if (offset + width > kernel.Shape.Inputs)
                    throw new ArgumentException(
                        $"Column {inputs[i].Name}: found {width} numbers; the network takes {kernel.Shape.Inputs} in all."
                    );
                for (var member = 0; member < members; member++)
                    Enter(
                        inputs[i],
                        inputs[i].Rows == inputs[i].Count ? 0 : member,
                        input[((((member * _rows) + first) * stride) + offset)..],
                        stride,
                        head.FormOf(i),
                        width,
                        head.Code
                    );
                offset += width;
            }
            if (offset != kernel.Shape.Inputs)
                throw new ArgumentException($"Found {offset} numbers to ask about; the network takes {kernel.Shape.Inputs}.");
        }
        _scaling = parameters.Scaler?.Current;
        _scaling?.Apply(input);
    }

    /// <summary>Columns of the input that an argument fills.</summary>
    private int WidthOf(ReadOnlySpan<CpuColumn> inputs, int place) =>
        head.FormOf(place) switch
        {
            InputForm.OneHot => kernel.Shape.Inputs - Others(inputs, place),
            InputForm.Parts => head.Code!.Encoded,
            _ => inputs[place].Width,
        };

    private static int Others(ReadOnlySpan<CpuColumn> inputs, int but)
    {
        var sum = 0;
        for (var i = 0; i < inputs.Length; i++)
            sum += i == but ? 0 : inputs[i].Width;
        return sum;
    }

    private static void Enter(CpuColumn column, int member, Span<T> target, int stride, InputForm form, int width, ActCode? code)
    {
        if (form == InputForm.Parts)
            EnterParts(column, member, target, stride, code!);
        else if (form == InputForm.OneHot)
            for (var i = 0; i < column.Count; i++)
                EnterChoice(column, i, column[(member * column.Count) + i], target.Slice(i * stride, width));
        else
            column.CopyTo(member, target, stride);
    }

    private static void EnterParts(CpuColumn column, int member, Span<T> target, int stride, ActCode code)
    {
        if (column.Width != code.Width)
            throw new ArgumentException($"Column {column.Name}: found acts of {column.Width} numbers; expected {code.Width}.");
        for (var i = 0; i < column.Count; i++)
        {
            var row = (member * column.Count) + i;
            var rest = target.Slice(i * stride, code.Encoded);
            foreach (var piece in code.Pieces)
            {
                if (piece.Choices > 0)
                    EnterChoice(column, i, column[row, piece.Offset], rest[..piece.Choices]);
                else
                    for (var k = 0; k < piece.Count; k++)
                        rest[k] = T.CreateTruncating(column[row, piece.Offset + k]);
                rest = rest[piece.Encoded..];
            }
        }
    }

    private static void EnterChoice(CpuColumn column, int row, double index, Span<T> target)
    {
        if (!(index >= 0 && index < target.Length && index == Math.Floor(index)))
            throw new ArgumentException(
                $"Column {column.Name}, row {row}: found the act {index}; expected a whole number from 0 to {target.Length - 1}."
            );
        target.Clear();
        target[(int)index] = T.One;
    }
}
