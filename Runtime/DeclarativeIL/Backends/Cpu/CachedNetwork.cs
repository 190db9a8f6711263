namespace DeclarativeIL.Backends.Cpu;

/// <summary>A network that does not change while rows are visited again and again: each row is asked about once.</summary>
/// <param name="network">The network.</param>
/// <param name="rows">Rows of the data set.</param>
internal sealed class CachedNetwork(CpuNetwork network, int rows) : CpuNetwork
{
    private readonly List<(double[] Values, bool[] IsKnown)> _kept = [];

    /// <inheritdoc/>
    protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
    {
        if (IsKnown(answers))
        {
            for (var i = 0; i < answers.Count; i++)
                Recall(answers[i], _kept[i].Values);
            return;
        }
        Ask(network, answers);
        for (var i = 0; i < answers.Count; i++)
            Keep(answers[i], i);
    }

    /// <inheritdoc/>
    protected override void Backward(IReadOnlyList<RowOutputs> answers) =>
        throw new NotSupportedException("A network that does not change takes no gradient.");

    private bool IsKnown(IReadOnlyList<RowOutputs> answers)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            if (_kept.Count <= i)
                return false;
            foreach (var row in answers[i].Arguments[0].Numbers)
                if (!_kept[i].IsKnown[row])
                    return false;
        }
        return true;
    }

    private void Recall(RowOutputs answer, double[] kept)
    {
        var numbers = answer.Arguments[0].Numbers;
        var width = kept.Length / rows;
        answer.Resize(numbers.Length, width);
        for (var i = 0; i < numbers.Length; i++)
            kept.AsSpan(numbers[i] * width, width).CopyTo(answer.Values[(i * width)..]);
    }

    private void Keep(RowOutputs answer, int place)
    {
        if (_kept.Count == place)
            _kept.Add((new double[rows * answer.Width], new bool[rows]));
        var (values, isKnown) = _kept[place];
        var numbers = answer.Arguments[0].Numbers;
        for (var i = 0; i < numbers.Length; i++)
        {
            answer.Values.Slice(i * answer.Width, answer.Width).CopyTo(values.AsSpan(numbers[i] * answer.Width));
            isKnown[numbers[i]] = true;
        }
    }
}
