namespace DeclarativeIL.Player.Heads;

/// <summary>A mixture of normal distributions.</summary>
internal sealed class GaussianMixtureHead : Head
{
    private readonly int _components;
    private readonly double _smallest;
    private double[] _peaks = Array.Empty<double>();

    public GaussianMixtureHead(int width, int components, double smallest)
        : base(width, components + (2L * width * components)) => (_components, _smallest) = (components, smallest);

    public override void Open() => _peaks = new double[_components];

    /// <summary>The mean of the component with the highest peak.</summary>
    public override void Mode(in HeadRow row, Span<double> act)
    {
        Array.Clear(_peaks, 0, _components);
        for (var i = 0; i < act.Length; i++)
        for (var k = 0; k < _components; k++)
            _peaks[k] += Math.Log(Deviation(row, act.Length, i, k));
        for (var k = 0; k < _components; k++)
            _peaks[k] = row.Outputs[k] - _peaks[k];
        var chosen = Choice.Largest(_peaks);
        for (var i = 0; i < act.Length; i++)
            act[i] = Mean(row, i, chosen);
    }

    public override void Sample(in HeadRow row, Span<double> act, DrawStream draws)
    {
        var chosen = Choice.Drawn(row.Outputs[.._components], draws.NextUniform());
        for (var i = 0; i < act.Length; i++)
            act[i] = Mean(row, i, chosen) + Deviation(row, act.Length, i, chosen) * draws.NextGaussian();
    }

    private double Mean(in HeadRow row, int i, int k) => row.Outputs[_components + (i * _components) + k];

    private double Deviation(in HeadRow row, int width, int i, int k) =>
        Scalars.Softplus(row.Outputs[_components + ((width + i) * _components) + k]) + _smallest;
}
