namespace DeclarativeIL.Backends.Cpu;

/// <summary>Room for vectors that an equation computes on the way; the same from step to step.</summary>
internal sealed class ScratchBuffers
{
    private readonly List<double[]> _scratch = [];

    /// <param name="place">Which, from 0.</param>
    /// <param name="width">Its size.</param>
    public double[] Of(int place, int width)
    {
        while (_scratch.Count <= place)
            _scratch.Add([]);
        return _scratch[place].Length == width ? _scratch[place] : _scratch[place] = new double[width];
    }
}
