namespace DeclarativeIL.Player.Heads;

/// <summary>One of k acts.</summary>
internal sealed class CategoricalHead : Head
{
    public CategoricalHead(int choices)
        : base(1, choices) => Choices = choices;

    public override int Choices { get; }

    public override void Mode(in HeadRow row, Span<double> act) => act[0] = Choice.Largest(row.Outputs);

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws) =>
        act[0] = Choice.Drawn(row.Outputs, draws.NextUniform());

    public override void LogProbs(in HeadRow row, Span<double> logs) => Choice.LogSoftmax(row.Outputs, logs, isJoined: true);
}

/// <summary>One of the acts that the state allows.</summary>
internal sealed class MaskedCategoricalHead : Head
{
    private readonly int _first;
    private double[] _possible = Array.Empty<double>();

    /// <param name="choices">Number of acts.</param>
    /// <param name="first">Where in a state the mask begins.</param>
    public MaskedCategoricalHead(int choices, int first)
        : base(1, choices) => (Choices, _first) = (choices, first);

    public override int Choices { get; }

    public override long LeastState => (long)_first + Choices;

    public override void Open() => _possible = new double[Choices];

    public override void Mode(in HeadRow row, Span<double> act) => act[0] = Choice.Largest(Possible(row));

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws) =>
        act[0] = Choice.Drawn(Possible(row), draws.NextUniform());

    public override void LogProbs(in HeadRow row, Span<double> logs) => Choice.LogSoftmax(Possible(row), logs, isJoined: false);

    private double[] Possible(in HeadRow row)
    {
        var isAny = false;
        for (var i = 0; i < _possible.Length; i++)
        {
            var isAllowed = row.State[_first + i] != 0;
            _possible[i] = isAllowed ? row.Outputs[i] : double.NegativeInfinity;
            isAny |= isAllowed;
        }
        return isAny ? _possible : throw new ArgumentException($"Found {Choices} zeros; expected a mask that allows something.");
    }
}

/// <summary>Several choices, independent of each other.</summary>
internal sealed class MultiCategoricalHead : Head
{
    private readonly int[] _counts;

    public MultiCategoricalHead(int[] counts)
        : base(counts.Length, counts.Sum(static count => (long)count)) => _counts = counts;

    public override void Mode(in HeadRow row, Span<double> act)
    {
        for (int i = 0, first = 0; i < _counts.Length; first += _counts[i], i++)
            act[i] = Choice.Largest(row.Outputs.Slice(first, _counts[i]));
    }

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        for (int i = 0, first = 0; i < _counts.Length; first += _counts[i], i++)
            act[i] = Choice.Drawn(row.Outputs.Slice(first, _counts[i]), draws.NextUniform());
    }
}

/// <summary>A switch for each component.</summary>
internal sealed class BernoulliHead : Head
{
    public BernoulliHead(int size)
        : base(size, size) { }

    public override void Mode(in HeadRow row, Span<double> act)
    {
        for (var i = 0; i < act.Length; i++)
            act[i] = Math.Clamp(Math.Floor(Scalars.Sigmoid(row.Outputs[i]) + 0.5), 0, 1);
    }

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        var place = draws.Position++;
        for (var i = 0; i < act.Length; i++)
            act[i] = DrawStream.UniformOf(draws.Key, place, (ulong)i) < Scalars.Sigmoid(row.Outputs[i]) ? 1 : 0;
    }
}

/// <summary>Each component falls into one of equal bins between its bounds; it is the middle of its bin.</summary>
internal sealed class BinnedHead : Head
{
    private readonly int _bins;
    private double[] _logits = Array.Empty<double>();

    public BinnedHead(int width, int bins)
        : base(width, (long)width * bins) => _bins = bins;

    public override void Open() => _logits = new double[_bins];

    public override void Mode(in HeadRow row, Span<double> act)
    {
        for (var i = 0; i < act.Length; i++)
            act[i] = Middle(Choice.Largest(Logits(row, i)));
    }

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        var place = draws.Position++;
        for (var i = 0; i < act.Length; i++)
            act[i] = Middle(Choice.Drawn(Logits(row, i), DrawStream.UniformOf(draws.Key, place, (ulong)i)));
    }

    private double Middle(int bin) => 2.0 / _bins * (bin + 0.5) - 1.0;

    /// <summary>The sums of a component's scores, from the first on.</summary>
    private double[] Logits(in HeadRow row, int component)
    {
        var scores = row.Outputs.Slice(component * _bins, _bins);
        _logits[0] = scores[0];
        for (var i = 1; i < _bins; i++)
            _logits[i] = _logits[i - 1] + scores[i];
        return _logits;
    }
}
