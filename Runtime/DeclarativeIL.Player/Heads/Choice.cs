namespace DeclarativeIL.Player.Heads;

/// <summary>Choices among logits.</summary>
internal static class Choice
{
    private const int Long = 20; // summands from which on the library adds four sums side by side

    /// <summary>The place of the largest, of equals the first.</summary>
    public static int Largest(ReadOnlySpan<double> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best])
                best = i;
        return best;
    }

    /// <summary>A draw with probabilities softmax(logits).</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="uniform">From [0, 1).</param>
    public static int Drawn(ReadOnlySpan<double> logits, double uniform)
    {
        var largest = logits[Largest(logits)];
        var total = 0.0;
        foreach (var logit in logits)
            total += Math.Exp(logit - largest);
        var (drawn, cumulated, below) = (uniform * total, 0.0, 0);
        foreach (var logit in logits)
            if ((cumulated += Math.Exp(logit - largest)) <= drawn)
                below++;
        return below;
    }

    /// <summary>log softmax, the largest taken off before (<paramref name="isJoined"/>: together with the logarithm of the sum).</summary>
    public static void LogSoftmax(ReadOnlySpan<double> logits, Span<double> logs, bool isJoined)
    {
        var largest = logits[Largest(logits)];
        for (var i = 0; i < logits.Length; i++)
            logs[i] = Math.Exp(logits[i] - largest);
        var log = Math.Log(Total(logs));
        var shift = largest + log;
        for (var i = 0; i < logits.Length; i++)
            logs[i] = isJoined ? logits[i] - shift : logits[i] - largest - log;
    }

    /// <summary>A choice by logarithms of probabilities up to a constant: the largest, or a draw.</summary>
    /// <exception cref="InvalidOperationException">The largest is not finite: there is nothing to choose.</exception>
    public static int Of(ReadOnlySpan<double> logits, DrawStream? draws)
    {
        var best = Largest(logits);
        if (double.IsNaN(logits[best]) || double.IsInfinity(logits[best]))
            throw new InvalidOperationException($"The policy's largest logit is {logits[best]}; expected a finite number.");
        if (draws is null)
            return best;
        var (largest, total) = (logits[best], 0.0);
        foreach (var logit in logits)
            total += Math.Exp(logit - largest);
        var (remaining, chosen) = (draws.NextUniform() * total, 0);
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = Math.Exp(logits[i] - largest);
            if (weight == 0)
                continue; // rounding must not end on an impossible act
            chosen = i;
            remaining -= weight;
            if (remaining < 0)
                break;
        }
        return chosen;
    }

    private static double Total(ReadOnlySpan<double> v)
    {
        var (i, sum) = (0, 0.0);
        if (v.Length >= Long)
        {
            var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0);
            for (; i <= v.Length - 4; i += 4)
            {
                first += v[i];
                second += v[i + 1];
                third += v[i + 2];
                fourth += v[i + 3];
            }
            sum = first + second + (third + fourth);
        }
        for (; i < v.Length; i++)
            sum += v[i];
        return sum;
    }
}
