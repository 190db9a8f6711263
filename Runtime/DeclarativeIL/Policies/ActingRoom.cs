using System.Collections.Concurrent;
using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>The scratch memory of one call that acts: not shared while the call lasts, and used again by later calls.</summary>
internal sealed class ActingRoom(HostActing? kernels)
{
    private double[] _outputs = [],
        _deviations = [],
        _mixed = [];
    private int _count;

    /// <summary>The kernels with weights and buffers of their own; none where the network needs tensors.</summary>
    public HostActing? Kernels => kernels;

    /// <summary>Deviations as they were written last.</summary>
    public ReadOnlySpan<double> WrittenDeviations => _deviations.AsSpan(0, _count);

    /// <summary>Room for outputs.</summary>
    public Span<double> Outputs(int count) => Of(ref _outputs, count);

    /// <summary>Room for standard deviations.</summary>
    public Span<double> Deviations(int count) => Of(ref _deviations, _count = count);

    /// <summary>Room for what is computed on the way.</summary>
    public Span<double> Mixed(int count) => Of(ref _mixed, count);

    private static Span<double> Of(ref double[] room, int count)
    {
        if (room.Length < count)
            room = new double[count];
        return room.AsSpan(0, count);
    }
}

/// <summary>Rooms that no call uses at present: as many as there were calls at once.</summary>
/// <param name="make">Makes one more.</param>
internal sealed class ActingRooms(Func<ActingRoom> make)
{
    private readonly ConcurrentBag<ActingRoom> _others = [];
    private ActingRoom? _first;

    /// <summary>One for the caller alone.</summary>
    public ActingRoom Take() => Interlocked.Exchange(ref _first, null) ?? (_others.TryTake(out var room) ? room : make());

    /// <summary>The caller is done with it.</summary>
    public void Return(ActingRoom room)
    {
        if (Interlocked.CompareExchange(ref _first, room, null) is not null)
            _others.Add(room);
    }
}
