namespace DeclarativeIL.Backends.Cpu;

/// <summary>Room for vectors that an equation computes on the way; the same from step to step.</summary>
internal sealed class HostRooms
{
    private readonly List<double[]> _rooms = [];

    /// <param name="place">Which, from 0.</param>
    /// <param name="width">Its size.</param>
    public double[] Of(int place, int width)
    {
        while (_rooms.Count <= place)
            _rooms.Add([]);
        return _rooms[place].Length == width ? _rooms[place] : _rooms[place] = new double[width];
    }
}
