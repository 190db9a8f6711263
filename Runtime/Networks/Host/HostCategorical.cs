using System.Numerics.Tensors;
using DeclarativeIL.Data;

namespace DeclarativeIL.Networks;

/// <summary>
/// Outputs are logits z; p = softmax(z). With H the entropy: d log p_i / dz_j = [i = j] - p_j and dH/dz_j = -p_j (log p_j + H).
/// </summary>
internal sealed class HostCategorical : HostHead
{
    private double[] _log = [], _probabilities = [];                     // [rows, k] of every block and member
    private double[] _norms = [];                                        // [rows]
    private int _width;

    /// <inheritdoc/>
    public override ReadOnlySpan<HostColumn> InputsOf(RowAnswers answer) => answer.Arguments.Slice(FirstInput(answer), 1);

    /// <inheritdoc/>
    public override int FirstInput(RowAnswers answer) => answer.Question == typeof(SampleQuestion) ? 0 : answer.Arguments.Length - 1;

    /// <inheritdoc/>
    public override int WidthOf(RowAnswers answer, int outputs) => answer.Question switch
    {
        var question when question == typeof(LogProbQuestion) || question == typeof(EntropyQuestion) || question == typeof(SampleQuestion) => 1,
        var question when question == typeof(LogProbsQuestion) => outputs,
        var question when question == typeof(LogProbsOfQuestion) => answer.Arguments[0].Parts,
        _ => throw Unanswerable(answer),
    };

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<float> outputs, int width, ReadOnlySpan<float> extra)
    {
        _width = width;
        if (_log.Length < outputs.Length)
            (_log, _probabilities, _norms) = (new double[outputs.Length], new double[outputs.Length], new double[outputs.Length / width]);
        LogSoftmax(outputs, _log.AsSpan(0, outputs.Length), _probabilities.AsSpan(0, outputs.Length), _norms.AsSpan(0, outputs.Length / width));
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
        else if (answer.Question == typeof(SampleQuestion))
            Sample(answer, part, values);
        else
            Pick(answer, part, log, values);
    }

    /// <summary>For each row the first action whose cumulated probability exceeds the draw: never an impossible one.</summary>
    private void Sample(RowAnswers answer, HostPart part, Span<double> values)
    {
        for (var i = 0; i < part.Count; i++)
        {
            var probabilities = _probabilities.AsSpan((part.Outputs + i) * _width, _width);
            var total = 0.0;
            foreach (var probability in probabilities)
                total += probability;
            var reached = answer.Arguments[1].UniformAt(part.Answers + i, 0) * total;
            var (cumulated, chosen) = (probabilities[0], 0);
            while (cumulated <= reached && chosen < _width - 1)
                cumulated += probabilities[++chosen];
            values[i] = chosen;
        }
    }

    /// <summary>The log-probabilities of given actions; where they stand is noted for the way back.</summary>
    private void Pick(RowAnswers answer, HostPart part, ReadOnlySpan<double> log, Span<double> values)
    {
        var actions = answer.Arguments[0];
        var places = answer.Places.Slice(part.Answers * answer.Width, values.Length);
        for (int i = 0, place = 0; i < part.Count; i++)
            for (var k = 0; k < answer.Width; k++, place++)
                values[place] = log[places[place] = (i * _width) + Index(actions, part.Answers + i, k)];
    }

    /// <inheritdoc/>
    public override void HandBack(RowAnswers answer, HostPart part, ReadOnlySpan<float> outputs, Span<float> gradients, Span<float> extra)
    {
        if (answer.Question == typeof(SampleQuestion))
            return;                                                      // a choice has no gradient
        var given = answer.Gradients.Slice(part.Answers * answer.Width, part.Count * answer.Width);
        var slopes = gradients.Slice(part.Outputs * _width, part.Count * _width);
        var probabilities = _probabilities.AsSpan(part.Outputs * _width, slopes.Length);
        if (answer.Question == typeof(EntropyQuestion))
        {
            OfEntropy(given, answer.Values[part.Answers..], probabilities, _log.AsSpan(part.Outputs * _width, slopes.Length), slopes);
            return;
        }
        for (int i = 0, j = 0; i < part.Count; i++)
        {
            var total = 0.0;
            foreach (var gradient in given.Slice(i * answer.Width, answer.Width))
                total += gradient;
            for (; j < (i + 1) * _width; j++)
                slopes[j] -= (float)(total * probabilities[j]);
        }
        if (answer.Question == typeof(LogProbsQuestion))
            for (var place = 0; place < given.Length; place++)
                slopes[place] += (float)given[place];
        else
        {
            var places = answer.Places.Slice(part.Answers * answer.Width, given.Length);
            for (var place = 0; place < given.Length; place++)
                slopes[places[place]] += (float)given[place];
        }
    }

    private void OfEntropy(ReadOnlySpan<double> given, ReadOnlySpan<double> entropies, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> log, Span<float> slopes)
    {
        for (int i = 0, j = 0; i < given.Length; i++)
            for (; j < (i + 1) * _width; j++)
                slopes[j] -= (float)(probabilities[j] == 0 ? 0 : given[i] * probabilities[j] * (log[j] + entropies[i]));
    }

    /// <summary>[rows, k], log-probabilities of every row of the pass.</summary>
    public ReadOnlySpan<double> LogProbabilities => _log;

    /// <summary>[rows, k], probabilities of every row of the pass.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>Row by row what is sums and differences; over all rows at once what takes long.</summary>
    private void LogSoftmax(ReadOnlySpan<float> logits, Span<double> log, Span<double> probabilities, Span<double> norms)
    {
        for (var first = 0; first < logits.Length; first += _width)
        {
            var highest = float.NegativeInfinity;
            foreach (var logit in logits.Slice(first, _width))
                highest = Math.Max(highest, logit);
            for (var j = first; j < first + _width; j++)
                log[j] = (double)logits[j] - highest;
        }
        TensorPrimitives.Exp<double>(log, probabilities);
        for (int row = 0, j = 0; row < norms.Length; row++)
        {
            var sum = 0.0;
            foreach (var one in probabilities.Slice(j, _width))
                sum += one;
            (norms[row], sum) = (sum, 1 / sum);
            for (var end = j + _width; j < end; j++)
                probabilities[j] *= sum;
        }
        TensorPrimitives.Log<double>(norms, norms);
        for (int row = 0, j = 0; row < norms.Length; row++)
            for (var end = j + _width; j < end; j++)
                log[j] -= norms[row];
    }

    public static double Entropy(ReadOnlySpan<double> log, ReadOnlySpan<double> probabilities)
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
