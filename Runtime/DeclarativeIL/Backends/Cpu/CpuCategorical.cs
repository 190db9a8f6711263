using System.Numerics.Tensors;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Outputs are logits z; p = softmax(z). With H the entropy: d log p_i / dz_j = [i = j] - p_j and dH/dz_j = -p_j (log p_j + H).
/// </summary>
/// <remarks>All is kept action by action, the rows of an action side by side, so that every loop runs along the rows.</remarks>
internal sealed class CpuCategorical : WrittenKernel
{
    private double[] _log = [],
        _probabilities = []; // [k, rows] of every block and member
    private double[] _possible = []; // log, and 0 for what cannot be; or log itself
    private double[] _slopes = []; // [k, rows], 0 between passes
    private double[] _row = [],
        _other = []; // [rows] for what is computed on the way
    private int _width,
        _rows;

    /// <inheritdoc/>
    public override bool TellsMembersApart => false;

    /// <inheritdoc/>
    public override bool Knows(HeadMember member) =>
        member is HeadMember.LogProb or HeadMember.LogProbs or HeadMember.Entropy or HeadMember.Sample;

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra)
    {
        (_width, _rows) = (width, outputs.Length / width);
        if (_log.Length < outputs.Length)
            (_log, _probabilities, _slopes) = (new double[outputs.Length], new double[outputs.Length], new double[outputs.Length]);
        if (_row.Length < _rows)
            (_row, _other) = (new double[_rows], new double[_rows]);
        LogSoftmax(outputs);
        _possible = _log;
        if (double.IsNegativeInfinity(TensorPrimitives.Min<double>(_log.AsSpan(0, outputs.Length))))
            _possible = [.. _log.Select(static log => double.IsNegativeInfinity(log) ? 0 : log)];
    }

    /// <inheritdoc/>
    public override void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs)
    {
        var values = answer.Values.Slice(part.FirstAnswer * answer.Width, part.Count * answer.Width);
        if (answer.Member == HeadMember.LogProbs)
            for (var action = 0; action < _width; action++)
                Scatter(Of(_log, action, part), values[action..], _width);
        else if (answer.Member == HeadMember.Entropy)
            Entropies(part, values);
        else if (answer.Member == HeadMember.Sample)
            Sample(answer, part, values);
        else
            Pick(answer, part, values);
    }

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        if (answer.Member == HeadMember.Sample)
            return; // a choice has no gradient
        var given = answer.Gradients.Slice(part.FirstAnswer * answer.Width, part.Count * answer.Width);
        if (answer.Member == HeadMember.Entropy)
        {
            OfEntropy(given, answer.Values.Slice(part.FirstAnswer, part.Count), part);
            return;
        }
        var totals = Totals(given, answer.Width, _row.AsSpan(0, part.Count));
        for (var action = 0; action < _width; action++) // slopes - totals p
            TensorPrimitives.MultiplyAdd<double>(
                Of(_probabilities, action, part),
                totals,
                Of(_slopes, action, part),
                Of(_slopes, action, part)
            );
        if (answer.Member == HeadMember.LogProbs)
            for (var action = 0; action < _width; action++)
                AddEach(given[action..], _width, Of(_slopes, action, part));
        else
        {
            var places = answer.Places.Slice(part.FirstAnswer * answer.Width, given.Length);
            for (var place = 0; place < given.Length; place++)
                _slopes[places[place]] += given[place];
        }
    }

    /// <inheritdoc/>
    public override void End(Span<double> gradients)
    {
        for (var action = 0; action < _width; action++)
        {
            var slopes = _slopes.AsSpan(action * _rows, _rows);
            for (int row = 0, place = action; row < slopes.Length; row++, place += _width)
                gradients[place] += slopes[row];
        }
        _slopes.AsSpan(0, _width * _rows).Clear();
    }

    /// <inheritdoc/>
    /// <remarks>log p of every act, of which alone an ensemble is asked together.</remarks>
    public override void Say(HeadMember member, CpuPart part, ReadOnlySpan<double> outputs, Span<double> into)
    {
        for (var action = 0; action < _width; action++)
            Scatter(Of(_log, action, part), into[action..], _width);
    }

    /// <summary>p of an action in a row of the pass.</summary>
    private double Probability(int row, int action) => _probabilities[(action * _rows) + row];

    /// <summary>The numbers of an action in some rows.</summary>
    private Span<double> Of(double[] all, int action, CpuPart part) => all.AsSpan((action * _rows) + part.FirstOutput, part.Count);

    private void LogSoftmax(ReadOnlySpan<double> logits)
    {
        Span<double> log = _log.AsSpan(0, logits.Length),
            probabilities = _probabilities.AsSpan(0, logits.Length);
        Span<double> highest = _row.AsSpan(0, _rows),
            norm = highest;
        for (var action = 0; action < _width; action++)
        {
            var ofAction = log.Slice(action * _rows, _rows);
            for (int row = 0, place = action; row < ofAction.Length; row++, place += _width)
                ofAction[row] = logits[place];
        }
        log[.._rows].CopyTo(highest);
        for (var action = 1; action < _width; action++)
            TensorPrimitives.Max<double>(highest, log.Slice(action * _rows, _rows), highest);
        for (var action = 0; action < _width; action++)
            TensorPrimitives.Subtract<double>(log.Slice(action * _rows, _rows), highest, log.Slice(action * _rows, _rows));
        TensorPrimitives.Exp<double>(log, probabilities);
        probabilities[.._rows].CopyTo(norm);
        for (var action = 1; action < _width; action++)
            TensorPrimitives.Add<double>(norm, probabilities.Slice(action * _rows, _rows), norm);
        var logNorm = _other.AsSpan(0, _rows);
        TensorPrimitives.Log<double>(norm, logNorm);
        for (var action = 0; action < _width; action++)
        {
            TensorPrimitives.Divide<double>(probabilities.Slice(action * _rows, _rows), norm, probabilities.Slice(action * _rows, _rows));
            TensorPrimitives.Subtract<double>(log.Slice(action * _rows, _rows), logNorm, log.Slice(action * _rows, _rows));
        }
    }

    private void Entropies(CpuPart part, Span<double> values)
    {
        values.Clear();
        for (var action = 0; action < _width; action++)
            TensorPrimitives.MultiplyAdd<double>(Of(_probabilities, action, part), Of(_possible, action, part), values, values);
        TensorPrimitives.Negate<double>(values, values);
    }

    private void OfEntropy(ReadOnlySpan<double> given, ReadOnlySpan<double> entropies, CpuPart part)
    {
        Span<double> minus = _row.AsSpan(0, part.Count),
            change = _other.AsSpan(0, part.Count);
        TensorPrimitives.Negate(given, minus);
        for (var action = 0; action < _width; action++)
        {
            TensorPrimitives.AddMultiply<double>(Of(_possible, action, part), entropies, Of(_probabilities, action, part), change);
            TensorPrimitives.MultiplyAdd<double>(change, minus, Of(_slopes, action, part), Of(_slopes, action, part));
        }
    }

    /// <summary>For each row the first action whose cumulated probability exceeds the draw: never an impossible one.</summary>
    private void Sample(RowOutputs answer, CpuPart part, Span<double> values)
    {
        for (var i = 0; i < part.Count; i++)
        {
            var row = part.FirstOutput + i;
            var total = 0.0;
            for (var action = 0; action < _width; action++)
                total += Probability(row, action);
            var reached = answer.Arguments[1].UniformAt(part.FirstAnswer + i, 0) * total;
            var (cumulated, chosen) = (Probability(row, 0), 0);
            while (cumulated <= reached && chosen < _width - 1)
                cumulated += Probability(row, ++chosen);
            values[i] = chosen;
        }
    }

    /// <summary>The log-probabilities of given actions; where they stand is noted for the way back.</summary>
    private void Pick(RowOutputs answer, CpuPart part, Span<double> values)
    {
        var actions = answer.Arguments[0];
        var places = answer.Places.Slice(part.FirstAnswer * answer.Width, values.Length);
        actions.CopyTo(part.FirstAnswer, values, answer.Width);
        for (int i = 0, place = 0; i < part.Count; i++)
        for (var k = 0; k < answer.Width; k++, place++)
        {
            var action = (int)values[place];
            if ((uint)action >= (uint)_width || action != values[place])
                throw new ArgumentException(
                    $"Column {actions.Name}, row {part.FirstAnswer + i}: found the action {values[place]}; "
                        + $"expected a whole number from 0 to "
                        + $"{_width - 1}."
                );
            values[place] = _log[places[place] = (action * _rows) + part.FirstOutput + i];
        }
    }

    /// <summary>Minus the sum of the numbers of each row.</summary>
    private static ReadOnlySpan<double> Totals(ReadOnlySpan<double> given, int width, Span<double> totals)
    {
        if (width == 1)
            TensorPrimitives.Negate(given, totals);
        else
            for (var row = 0; row < totals.Length; row++)
                totals[row] = -OrderedSum.Of(given.Slice(row * width, width));
        return totals;
    }

    private static void Scatter(ReadOnlySpan<double> from, Span<double> into, int stride)
    {
        for (var row = 0; row < from.Length; row++)
            into[row * stride] = from[row];
    }

    private static void AddEach(ReadOnlySpan<double> from, int stride, Span<double> into)
    {
        for (var row = 0; row < into.Length; row++)
            into[row] += from[row * stride];
    }
}
