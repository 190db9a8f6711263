namespace DeclarativeIL.LanguageModels;

/// <summary>Chooses the next token on the host, in float64: equal draws and logits give equal tokens, whatever the device.</summary>
internal sealed class TokenChoice(Generation generation)
{
    private int[] _order = [];
    private double[] _weights = [];

    /// <summary>The most likely token; of equals, the lowest. Minus infinity is a token that cannot come.</summary>
    /// <exception cref="InvalidOperationException">A logit is NaN or plus infinity, or none is finite.</exception>
    public static int Largest(ReadOnlySpan<double> logits)
    {
        var best = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            if (double.IsNaN(logits[i]))
                throw NotFinite(double.NaN);
            if (logits[i] > logits[best])
                best = i;
        }
        return double.IsFinite(logits[best]) ? best : throw NotFinite(logits[best]);
    }

    /// <summary>A token drawn as <see cref="Generation"/> says.</summary>
    /// <param name="logits">[vocabulary].</param>
    /// <param name="uniform">From [0, 1).</param>
    public int Draw(ReadOnlySpan<double> logits, double uniform)
    {
        var largest = logits[Largest(logits)];
        if (_weights.Length < logits.Length)
            (_weights, _order) = (new double[logits.Length], new int[logits.Length]);
        for (var i = 0; i < logits.Length; i++)
            (_weights[i], _order[i]) = (Math.Exp((logits[i] - largest) / generation.Temperature), i);
        var tokens = Kept(logits);
        var total = 0.0;
        foreach (var token in tokens)
            total += _weights[token];
        var remaining = uniform * total;
        foreach (var token in tokens)
        {
            remaining -= _weights[token];
            if (remaining < 0)
                return token;
        }
        for (var i = tokens.Length - 1; i > 0; i--) // rounding must not end on an impossible token
            if (_weights[tokens[i]] > 0)
                return tokens[i];
        return tokens[0];
    }

    /// <summary>The tokens that may be drawn.</summary>
    private ReadOnlySpan<int> Kept(ReadOnlySpan<double> logits)
    {
        var tokens = _order.AsSpan(0, logits.Length);
        var count = Math.Min(generation.TopK ?? tokens.Length, tokens.Length);
        if (count == tokens.Length && generation.TopP >= 1)
            return tokens;
        tokens.Sort((x, y) => _weights[x] == _weights[y] ? x.CompareTo(y) : _weights[y].CompareTo(_weights[x]));
        tokens = tokens[..count];
        var (total, reached) = (0.0, 0.0);
        foreach (var token in tokens)
            total += _weights[token];
        for (var i = 0; i < tokens.Length; i++)
        {
            reached += _weights[tokens[i]];
            if (reached >= generation.TopP * total)
                return tokens[..(i + 1)];
        }
        return tokens;
    }

    private static InvalidOperationException NotFinite(double found) =>
        new($"The model's largest logit is {found}; expected a finite number.");
}
