using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>Choices among discrete actions, on the host.</summary>
internal static class Logits
{
    /// <summary>An action drawn with probabilities softmax(logits); without <paramref name="random"/> the most likely one.</summary>
    public static int Choose(ReadOnlySpan<double> logits, RandomStream? random) =>
        random is null ? Largest(logits) : Draw(logits, random.NextUniform());

    /// <exception cref="InvalidOperationException">A logit is NaN, or the largest is not finite: there is no action to choose.</exception>
    private static int Largest(ReadOnlySpan<double> logits)
    {
        var (best, isNumber) = (0, true);
        for (var i = 0; i < logits.Length; i++)
        {
            isNumber &= !double.IsNaN(logits[i]);
            if (logits[i] > logits[best])
                best = i;
        }
        return isNumber && double.IsFinite(logits[best])
            ? best
            : throw new InvalidOperationException(
                $"The policy's largest logit is {(isNumber ? logits[best] : double.NaN)}; expected a finite number."
            );
    }

    /// <summary>The first action whose cumulated probability exceeds <paramref name="uniform"/>.</summary>
    private static int Draw(ReadOnlySpan<double> logits, double uniform)
    {
        var largest = logits[Largest(logits)];
        var total = 0.0;
        foreach (var logit in logits)
            total += Math.Exp(logit - largest);
        var (remaining, chosen) = (uniform * total, 0);
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = Math.Exp(logits[i] - largest);
            if (weight == 0)
                continue; // rounding must not end on an impossible action
            chosen = i;
            remaining -= weight;
            if (remaining < 0)
                break;
        }
        return chosen;
    }
}
