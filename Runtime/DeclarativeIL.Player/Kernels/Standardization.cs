namespace DeclarativeIL.Player.Kernels;

/// <summary>(x - mean) / deviation of each component.</summary>
internal sealed class Standardization
{
    public Standardization(double[] mean, double[] deviation) => (Mean, Deviation) = (mean, deviation);

    public double[] Mean { get; }

    public double[] Deviation { get; }
}
