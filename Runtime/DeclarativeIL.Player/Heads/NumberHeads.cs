namespace DeclarativeIL.Player.Heads;

/// <summary>The act is the output.</summary>
internal sealed class DeterministicHead : Head
{
    public DeterministicHead(int width)
        : base(width, width) { }

    public override bool Draws => false;

    public override void Mode(in HeadRow row, Span<double> act) => row.Outputs.CopyTo(act);

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws) => Mode(row, act);
}

/// <summary>Normal distributions whose deviations are parameters of their own, bounded or not.</summary>
internal sealed class GaussianHead : Head
{
    private readonly bool _isBounded;

    public GaussianHead(int width, bool isBounded)
        : base(width, width) => _isBounded = isBounded;

    public override string Free => "log_deviation";

    public override void Mode(in HeadRow row, Span<double> act) => row.Outputs.CopyTo(act);

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        for (var i = 0; i < act.Length; i++)
        {
            var deviation = Math.Exp(_isBounded ? -1.5 + 3.5 * Math.Tanh(row.Free[i]) : row.Free[i]);
            act[i] = row.Outputs[i] + deviation * draws.NextGaussian();
        }
    }
}

/// <summary>Normal distributions whose deviations depend on the state.</summary>
internal sealed class StateGaussianHead : Head
{
    private readonly double _smallest,
        _largest;

    public StateGaussianHead(int width, double smallest, double largest)
        : base(width, 2L * width) => (_smallest, _largest) = (smallest, largest);

    public override void Mode(in HeadRow row, Span<double> act) => row.Outputs[..act.Length].CopyTo(act);

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        var half = 0.5 * (_largest - _smallest);
        for (var i = 0; i < act.Length; i++)
        {
            var deviation = Math.Exp(_smallest + half * (1.0 + Math.Tanh(row.Outputs[act.Length + i])));
            act[i] = row.Outputs[i] + deviation * draws.NextGaussian();
        }
    }
}

/// <summary>The hyperbolic tangent of a normal distribution.</summary>
internal sealed class SquashedGaussianHead : Head
{
    private readonly double _smallest,
        _largest;

    public SquashedGaussianHead(int width, double smallest, double largest)
        : base(width, 2L * width) => (_smallest, _largest) = (smallest, largest);

    public override void Mode(in HeadRow row, Span<double> act)
    {
        for (var i = 0; i < act.Length; i++)
            act[i] = Math.Tanh(row.Outputs[i]);
    }

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        for (var i = 0; i < act.Length; i++)
        {
            var deviation = Math.Exp(Math.Clamp(row.Outputs[act.Length + i], _smallest, _largest));
            act[i] = Math.Tanh(row.Outputs[i] + deviation * draws.NextGaussian());
        }
    }
}

/// <summary>A beta distribution for each component.</summary>
internal sealed class BetaHead : Head
{
    public BetaHead(int width)
        : base(width, 2L * width) { }

    public override void Mode(in HeadRow row, Span<double> act)
    {
        for (var i = 0; i < act.Length; i++)
        {
            var (alpha, beta) = Shapes(row, act.Length, i);
            act[i] = (alpha - beta) / (alpha + beta);
        }
    }

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        var place = draws.Position++;
        for (var i = 0; i < act.Length; i++)
        {
            var (alpha, beta) = Shapes(row, act.Length, i);
            var log = LogGamma(alpha, draws.Key, place, (ulong)(2 * i) << 32) - LogGamma(beta, draws.Key, place, (ulong)(2 * i + 1) << 32);
            act[i] = 2.0 * Scalars.Sigmoid(log) - 1.0;
        }
    }

    private static (double Alpha, double Beta) Shapes(in HeadRow row, int width, int component) =>
        (1.0 + Scalars.Softplus(row.Outputs[component]), 1.0 + Scalars.Softplus(row.Outputs[width + component]));

    /// <summary>The logarithm of a draw of a gamma distribution of a shape of 1 or more (Marsaglia, Tsang 2000).</summary>
    private static double LogGamma(double shape, ulong key, ulong row, ulong place)
    {
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = DrawStream.GaussianOf(key, row, ++place);
            var uniform = 1 - DrawStream.UniformOf(key, row, ++place);
            var root = 1 + c * x;
            if (root <= 0)
                continue;
            var (v, logV) = (root * root * root, 3 * Math.Log(root));
            if (Math.Log(uniform) < 0.5 * x * x + d * (1 - v + logV))
                return Math.Log(d) + logV;
        }
    }
}
