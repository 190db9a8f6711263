namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Outputs are means m; w, a parameter per component, gives log s = c + h tanh(w). With z = (x - m) / s:
/// log p = -sum(z^2 / 2 + log s) - a/2 log(2 pi), d/dm = z / s, d/d log s = z^2 - 1; entropy = sum(log s) + a/2 log(2 pi e).
/// </summary>
/// <param name="center">c.</param>
/// <param name="reach">h.</param>
internal sealed class CpuGaussian(double center, double reach) : WrittenKernel
{
    private double[] _log = [],
        _inverse = [],
        _slope = []; // [members, a]: log s, 1 / s, d log s / dw
    private int _width;

    /// <inheritdoc/>
    public override bool Knows(HeadMember member) =>
        member is HeadMember.LogProb or HeadMember.Entropy or HeadMember.Mean or HeadMember.Sample;

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra)
    {
        _width = width;
        if (_log.Length != extra.Length)
            (_log, _inverse, _slope) = (new double[extra.Length], new double[extra.Length], new double[extra.Length]);
        for (var i = 0; i < extra.Length; i++)
        {
            var bounded = Math.Tanh(extra[i]);
            _log[i] = center + (reach * bounded);
            _inverse[i] = Math.Exp(-_log[i]);
            _slope[i] = reach * (1 - (bounded * bounded));
        }
    }

    /// <inheritdoc/>
    public override void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs)
    {
        var values = answer.Values;
        var log = Of(_log, part);
        var inverse = Of(_inverse, part);
        var sum = 0.0;
        foreach (var one in log)
            sum += one;
        for (var i = 0; i < part.Count; i++)
        {
            var means = outputs.Slice((part.FirstOutput + i) * _width, _width);
            var row = part.FirstAnswer + i;
            if (answer.Member == HeadMember.Mean)
                for (var j = 0; j < _width; j++)
                    values[(row * _width) + j] = means[j];
            else if (answer.Member == HeadMember.Sample)
                for (var j = 0; j < _width; j++)
                    values[(row * _width) + j] = means[j] + (Math.Exp(log[j]) * answer.Arguments[1].GaussianAt(row, j));
            else if (answer.Member == HeadMember.Entropy)
                values[row] = sum + (_width / 2.0 * Math.Log(2 * Math.PI * Math.E));
            else
                for (var k = 0; k < answer.Width; k++)
                    values[(row * answer.Width) + k] =
                        (-0.5 * Distance(answer.Arguments[0], row, k, means, inverse)) - sum - (_width / 2.0 * Math.Log(2 * Math.PI));
        }
    }

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        var inverse = Of(_inverse, part);
        var slope = Of(_slope, part);
        var mine = extra.Slice(part.Member * _width, _width);
        for (var i = 0; i < part.Count; i++)
        {
            var (first, row) = ((part.FirstOutput + i) * _width, part.FirstAnswer + i);
            var means = outputs.Slice(first, _width);
            var slopes = gradients.Slice(first, _width);
            var given = answer.Gradients.Slice(row * answer.Width, answer.Width);
            if (answer.Member == HeadMember.Mean)
                for (var j = 0; j < _width; j++)
                    slopes[j] += given[j];
            else if (answer.Member == HeadMember.Sample) // mean + s e, whose slope along log s is s e
                for (var j = 0; j < _width; j++)
                {
                    slopes[j] += given[j];
                    mine[j] += given[j] * (answer.Values[(row * _width) + j] - means[j]) * slope[j];
                }
            else if (answer.Member == HeadMember.Entropy)
                for (var j = 0; j < _width; j++)
                    mine[j] += given[0] * slope[j];
            else
                for (var k = 0; k < given.Length; k++)
                for (var j = 0; j < _width; j++)
                {
                    var z = (answer.Arguments[0][row, (k * _width) + j] - means[j]) * inverse[j];
                    slopes[j] += given[k] * z * inverse[j];
                    mine[j] += given[k] * ((z * z) - 1) * slope[j];
                }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Of a log-probability with respect to its action: d/dx = -z / s.</remarks>
    public override void BackwardToArguments(RowOutputs answer, int argument, CpuPart part, ReadOnlySpan<double> outputs, CpuColumn into)
    {
        if (argument != 0 || answer.Member != HeadMember.LogProb)
            base.BackwardToArguments(answer, argument, part, outputs, into);
        var inverse = Of(_inverse, part);
        for (var i = 0; i < part.Count; i++)
        {
            var row = part.FirstAnswer + i;
            var means = outputs.Slice((part.FirstOutput + i) * _width, _width);
            for (var place = 0; place < into.Width; place++)
            {
                var j = place % _width;
                var z = (answer.Arguments[0][row, place] - means[j]) * inverse[j];
                into.Set(row, place, -answer.Gradients[(row * answer.Width) + (place / _width)] * z * inverse[j]);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The mean, of which alone an ensemble is asked together.</remarks>
    public override void Say(HeadMember member, CpuPart part, ReadOnlySpan<double> outputs, Span<double> into) =>
        outputs.Slice(part.FirstOutput * _width, part.Count * _width).CopyTo(into);

    private ReadOnlySpan<double> Of(double[] all, CpuPart part) => all.AsSpan(part.Member * _width, _width);

    /// <summary>sum(z^2).</summary>
    private double Distance(CpuColumn acts, int row, int part, ReadOnlySpan<double> means, ReadOnlySpan<double> inverse)
    {
        var distance = 0.0;
        for (var j = 0; j < _width; j++)
        {
            var z = (acts[row, (part * _width) + j] - means[j]) * inverse[j];
            distance += z * z;
        }
        return distance;
    }
}
