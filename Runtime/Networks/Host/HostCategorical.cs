using DeclarativeIL.Data;

namespace DeclarativeIL.Networks;

/// <summary>
/// Outputs are logits z; p = softmax(z). With H the entropy: d log p_i / dz_j = [i = j] - p_j and dH/dz_j = -p_j (log p_j + H).
/// </summary>
internal sealed class HostCategorical : HostHead
{
    private double[] _log = [], _probabilities = [];                     // [rows, k] of every block and member
    private int _width;

    /// <inheritdoc/>
    public override ReadOnlySpan<HostColumn> InputsOf(RowAnswers answer) => answer.Arguments[^1..];

    /// <inheritdoc/>
    public override int WidthOf(RowAnswers answer, int outputs) => answer.Question switch
    {
        var question when question == typeof(LogProbQuestion) || question == typeof(EntropyQuestion) => 1,
        var question when question == typeof(LogProbsQuestion) => outputs,
        var question when question == typeof(LogProbsOfQuestion) => answer.Arguments[0].Parts,
        _ => throw Unanswerable(answer),
    };

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<float> outputs, int width, ReadOnlySpan<float> extra)
    {
        _width = width;
        if (_log.Length < outputs.Length)
            (_log, _probabilities) = (new double[outputs.Length], new double[outputs.Length]);
        for (var row = 0; row < outputs.Length; row += width)
            LogSoftmax(outputs.Slice(row, width), _log.AsSpan(row, width), _probabilities.AsSpan(row, width));
    }

    /// <inheritdoc/>
    public override void Answer(RowAnswers answer, HostPart part, ReadOnlySpan<float> outputs)
    {
        var values = answer.Values.Slice(part.Answers * answer.Width, part.Count * answer.Width);
        var log = _log.AsSpan(part.Outputs * _width, part.Count * _width);
        if (answer.Question == typeof(LogProbsQuestion))
            log.CopyTo(values);
        else if (answer.Question == typeof(EntropyQuestion))
            for (var i = 0; i < values.Length; i++)
                values[i] = Entropy(log.Slice(i * _width, _width), _probabilities.AsSpan((part.Outputs + i) * _width, _width));
        else
            for (var i = 0; i < part.Count; i++)
                for (var k = 0; k < answer.Width; k++)
                    values[(i * answer.Width) + k] = log[(i * _width) + Index(answer.Arguments[0], part.Answers + i, k)];
    }

    /// <inheritdoc/>
    public override void HandBack(RowAnswers answer, HostPart part, ReadOnlySpan<float> outputs, Span<float> gradients, Span<float> extra)
    {
        var given = answer.Gradients.Slice(part.Answers * answer.Width, part.Count * answer.Width);
        var slopes = gradients.Slice(part.Outputs * _width, part.Count * _width);
        var probabilities = _probabilities.AsSpan(part.Outputs * _width, slopes.Length);
        if (answer.Question == typeof(EntropyQuestion))
        {
            OfEntropy(given, answer.Values[part.Answers..], probabilities, _log.AsSpan(part.Outputs * _width, slopes.Length), slopes);
            return;
        }
        for (var i = 0; i < part.Count; i++)
        {
            var mine = given.Slice(i * answer.Width, answer.Width);
            var total = 0.0;
            foreach (var gradient in mine)
                total += gradient;
            for (var j = i * _width; j < (i + 1) * _width; j++)
                slopes[j] -= (float)(total * probabilities[j]);
            for (var k = 0; k < mine.Length; k++)
                slopes[(i * _width) + (answer.Question == typeof(LogProbsQuestion) ? k : Index(answer.Arguments[0], part.Answers + i, k))] += (float)mine[k];
        }
    }

    private void OfEntropy(ReadOnlySpan<double> given, ReadOnlySpan<double> entropies, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> log, Span<float> slopes)
    {
        for (int i = 0, j = 0; i < given.Length; i++)
            for (; j < (i + 1) * _width; j++)
                slopes[j] -= (float)(probabilities[j] == 0 ? 0 : given[i] * probabilities[j] * (log[j] + entropies[i]));
    }

    private static void LogSoftmax(ReadOnlySpan<float> logits, Span<double> log, Span<double> probabilities)
    {
        var (highest, sum) = (float.NegativeInfinity, 0.0);
        foreach (var logit in logits)
            highest = Math.Max(highest, logit);
        for (var j = 0; j < logits.Length; j++)
            sum += probabilities[j] = Math.Exp(log[j] = (double)logits[j] - highest);
        var norm = Math.Log(sum);
        for (var j = 0; j < logits.Length; j++)
        {
            log[j] -= norm;
            probabilities[j] /= sum;
        }
    }

    private static double Entropy(ReadOnlySpan<double> log, ReadOnlySpan<double> probabilities)
    {
        var entropy = 0.0;
        for (var j = 0; j < log.Length; j++)
            entropy -= probabilities[j] == 0 ? 0 : probabilities[j] * log[j];
        return entropy;
    }

    private int Index(HostColumn actions, int row, int part)
    {
        var index = actions[row, part];
        return index >= 0 && index < _width && index == Math.Floor(index) ? (int)index
            : throw new ArgumentException($"Column {actions.Name}, row {row}: found the action {index}; expected a whole number from 0 to {_width - 1}.");
    }
}
