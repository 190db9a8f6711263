using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>The head of an ensemble without tensors: as <see cref="EnsembleHead"/>.</summary>
internal sealed class CpuEnsembleHead(PolicyCpuHead members, ActUnits units) : CpuHead
{
    private double[] _each = [], // [members, n, width]
        _mixed = [];

    /// <inheritdoc/>
    public override ReadOnlySpan<CpuColumn> InputsOf(RowOutputs answer) => members.InputsOf(answer);

    /// <inheritdoc/>
    public override int FirstInput(RowOutputs answer) => members.FirstInput(answer);

    /// <inheritdoc/>
    public override bool TellsMembersApart => members.TellsMembersApart;

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs) =>
        !answer.IsWhole ? members.WidthOf(answer, outputs)
        : answer.Question == typeof(EnsembleMeanQuestion) ? units.Width
        : answer.Question == typeof(EnsembleCovarianceQuestion) ? units.Width * units.Width
        : answer.Question == typeof(EnsembleLogProbsQuestion) ? units.Choices ?? throw Unanswerable(answer)
        : answer.Question == typeof(EnsembleDisagreementQuestion) ? 1
        : throw Unanswerable(answer);

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra) => members.Begin(outputs, width, extra);

    /// <inheritdoc/>
    public override void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs) => members.Answer(answer, part, outputs);

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        if (!answer.IsWhole)
            members.Backward(answer, part, outputs, gradients, extra);
    }

    /// <inheritdoc/>
    public override void End(Span<double> gradients) => members.End(gradients);

    /// <inheritdoc/>
    public override void AnswerWhole(RowOutputs answer, CpuWhole rows, ReadOnlySpan<double> outputs)
    {
        var width = answer.Member!.Value.AnswerOf() == HeadAnswer.Act ? units.Width : units.Choices ?? throw Unanswerable(answer);
        if (_each.Length < rows.Members * rows.Count * width)
            _each = new double[rows.Members * rows.Count * width];
        if (_mixed.Length != width)
            _mixed = new double[width];
        for (var member = 0; member < rows.Members; member++)
            members.Say(
                answer,
                new(member, 0, (member * rows.Stride) + rows.First, rows.Count),
                outputs,
                _each,
                member * rows.Count * width,
                width
            );
        for (var row = 0; row < rows.Count; row++)
            Answer(
                answer.Question,
                new Members(_each, rows.Members, rows.Count, row, width),
                answer.Values.Slice(row * answer.Width, answer.Width)
            );
    }

    private void Answer(Type question, Members of, Span<double> values)
    {
        if (question == typeof(EnsembleMeanQuestion))
            of.Mean(values);
        else if (question == typeof(EnsembleCovarianceQuestion))
            of.Covariance(_mixed, values);
        else if (question == typeof(EnsembleLogProbsQuestion))
            of.Mix(values);
        else
            values[0] = of.Disagreement(_mixed);
    }

    /// <summary>What all members say about one row.</summary>
    private readonly ref struct Members(double[] each, int count, int rows, int row, int width)
    {
        private ReadOnlySpan<double> this[int member] => each.AsSpan(((member * rows) + row) * width, width);

        public void Mean(Span<double> mean)
        {
            mean.Clear();
            for (var member = 0; member < count; member++)
            for (var j = 0; j < width; j++)
                mean[j] += this[member][j];
            foreach (ref var one in mean)
                one /= count;
        }

        public void Covariance(Span<double> mean, Span<double> covariance)
        {
            Mean(mean);
            covariance.Clear();
            for (var member = 0; member < count; member++)
            for (var j = 0; j < width; j++)
            for (var k = 0; k < width; k++)
                covariance[(j * width) + k] += (this[member][j] - mean[j]) * (this[member][k] - mean[k]) / count;
        }

        /// <summary>The logarithm of the mean of the members' probabilities.</summary>
        public void Mix(Span<double> mixed)
        {
            for (var j = 0; j < width; j++)
            {
                var highest = double.NegativeInfinity;
                for (var member = 0; member < count; member++)
                    highest = Math.Max(highest, this[member][j]);
                var sum = 0.0;
                for (var member = 0; member < count && !double.IsNegativeInfinity(highest); member++)
                    sum += Math.Exp(this[member][j] - highest);
                mixed[j] = (sum == 0 ? highest : highest + Math.Log(sum)) - Math.Log(count);
            }
        }

        public double Disagreement(Span<double> mixed)
        {
            Mix(mixed);
            var mean = 0.0;
            for (var member = 0; member < count; member++)
                mean += Entropy(this[member]);
            return Math.Max(0, Entropy(mixed) - (mean / count));
        }

        private static double Entropy(ReadOnlySpan<double> logProbabilities)
        {
            var entropy = 0.0;
            foreach (var log in logProbabilities)
                if (Math.Exp(log) is var p and not 0)
                    entropy -= p * log;
            return entropy;
        }
    }
}
