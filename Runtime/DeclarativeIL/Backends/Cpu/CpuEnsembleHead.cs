namespace DeclarativeIL.Backends.Cpu;

/// <summary>The head of an ensemble: answers some questions as a whole, without a gradient; the members answer the others.</summary>
internal abstract class CpuEnsembleHead(CpuHead members) : CpuHead
{
    /// <inheritdoc/>
    public override ReadOnlySpan<CpuColumn> InputsOf(RowOutputs answer) => members.InputsOf(answer);

    /// <inheritdoc/>
    public override int FirstInput(RowOutputs answer) => members.FirstInput(answer);

    /// <inheritdoc/>
    public override bool TellsMembersApart => members.TellsMembersApart;

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs) => members.WidthOf(answer, outputs);

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra) => members.Begin(outputs, width, extra);

    /// <inheritdoc/>
    public override void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs) => members.Answer(answer, part, outputs);

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        if (!IsWhole(answer))
            members.Backward(answer, part, outputs, gradients, extra);
    }

    /// <inheritdoc/>
    public override void End(Span<double> gradients) => members.End(gradients);
}

/// <summary>Outputs are the members' mean acts m_l: the mean m of the m_l, and 1/L sum_l (m_l - m)(m_l - m)^T.</summary>
internal sealed class CpuMeanEnsemble(CpuHead members) : CpuEnsembleHead(members)
{
    private double[] _mean = [];

    /// <inheritdoc/>
    public override bool IsWhole(RowOutputs answer) =>
        answer.Question == typeof(EnsembleMeanQuestion) || answer.Question == typeof(EnsembleCovarianceQuestion);

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs) =>
        answer.Question == typeof(EnsembleMeanQuestion) ? outputs
        : answer.Question == typeof(EnsembleCovarianceQuestion) ? outputs * outputs
        : base.WidthOf(answer, outputs);

    /// <inheritdoc/>
    public override void AnswerWhole(RowOutputs answer, CpuWhole rows, ReadOnlySpan<double> outputs)
    {
        var width = outputs.Length / (rows.Members * rows.Stride);
        if (_mean.Length != width)
            _mean = new double[width];
        for (var row = 0; row < rows.Count; row++)
        {
            var values = answer.Values.Slice(row * answer.Width, answer.Width);
            var mean = answer.Question == typeof(EnsembleMeanQuestion) ? values : _mean;
            values.Clear();
            mean.Clear();
            for (var member = 0; member < rows.Members; member++)
            for (var j = 0; j < width; j++)
                mean[j] += outputs[(((member * rows.Stride) + rows.First + row) * width) + j];
            foreach (ref var one in mean)
                one /= rows.Members;
            if (answer.Question == typeof(EnsembleCovarianceQuestion))
                for (var member = 0; member < rows.Members; member++)
                    AddOuter(outputs.Slice(((member * rows.Stride) + rows.First + row) * width, width), rows.Members, values);
        }
    }

    private void AddOuter(ReadOnlySpan<double> outputs, int members, Span<double> into)
    {
        for (var j = 0; j < outputs.Length; j++)
        for (var k = 0; k < outputs.Length; k++)
            into[(j * outputs.Length) + k] += (outputs[j] - _mean[j]) * (outputs[k] - _mean[k]) / members;
    }
}

/// <summary>Outputs are the members' logits: the mean distribution, and its entropy less the mean of the members' entropies.</summary>
internal sealed class CpuDiscreteEnsemble(CpuCategorical members) : CpuEnsembleHead(members)
{
    private readonly CpuCategorical _members = members;
    private double[] _mixed = [],
        _probabilities = [];

    /// <inheritdoc/>
    public override bool IsWhole(RowOutputs answer) =>
        answer.Question == typeof(EnsembleLogProbsQuestion) || answer.Question == typeof(EnsembleDisagreementQuestion);

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs) =>
        answer.Question == typeof(EnsembleLogProbsQuestion) ? outputs
        : answer.Question == typeof(EnsembleDisagreementQuestion) ? 1
        : base.WidthOf(answer, outputs);

    /// <inheritdoc/>
    public override void AnswerWhole(RowOutputs answer, CpuWhole rows, ReadOnlySpan<double> outputs)
    {
        var width = outputs.Length / (rows.Members * rows.Stride);
        if (_mixed.Length != width)
            (_mixed, _probabilities) = (new double[width], new double[width]);
        for (var row = 0; row < rows.Count; row++)
        {
            Mix(rows, row);
            if (answer.Question == typeof(EnsembleLogProbsQuestion))
                _mixed.CopyTo(answer.Values[(row * width)..]);
            else
                answer.Values[row] = Math.Max(0, MixedEntropy() - MeanEntropy(rows, row, width));
        }
    }

    private void Mix(CpuWhole rows, int row)
    {
        for (var j = 0; j < _mixed.Length; j++)
        {
            var highest = double.NegativeInfinity;
            for (var member = 0; member < rows.Members; member++)
                highest = Math.Max(highest, _members.LogProbability(Place(rows, member, row), j));
            var sum = 0.0;
            for (var member = 0; member < rows.Members && !double.IsNegativeInfinity(highest); member++)
                sum += Math.Exp(_members.LogProbability(Place(rows, member, row), j) - highest);
            _mixed[j] = (sum == 0 ? highest : highest + Math.Log(sum)) - Math.Log(rows.Members);
            _probabilities[j] = Math.Exp(_mixed[j]);
        }
    }

    private double MixedEntropy()
    {
        var entropy = 0.0;
        for (var j = 0; j < _mixed.Length; j++)
            entropy -= _probabilities[j] == 0 ? 0 : _probabilities[j] * _mixed[j];
        return entropy;
    }

    private double MeanEntropy(CpuWhole rows, int row, int width)
    {
        var sum = 0.0;
        for (var member = 0; member < rows.Members; member++)
        for (var j = 0; j < width; j++)
            if (_members.Probability(Place(rows, member, row), j) is var p and not 0)
                sum -= p * _members.LogProbability(Place(rows, member, row), j);
        return sum / rows.Members;
    }

    private static int Place(CpuWhole rows, int member, int row) => (member * rows.Stride) + rows.First + row;
}
