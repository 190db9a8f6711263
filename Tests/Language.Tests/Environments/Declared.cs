using DeclarativeIL.Randomness;

namespace DeclarativeIL.Language.Tests.Environments;

/// <summary>A room that cools, and a heater to switch.</summary>
[Environment]
internal sealed partial class DeclaredRoom
{
    private double _room,
        _outside;
    private int _step;

    /// <summary>The room's temperature against 20 degrees (K).</summary>
    [Observation(-40, 40)]
    private double Room => _room - 20;

    [Observation(-40, 40)]
    private double Outside => _outside - 20;

    /// <summary>Whether the heater is on.</summary>
    [Action]
    private bool IsHeating { get; set; }

    [Reward]
    private double Comfort => -Math.Abs(Room);

    [Truncated]
    private bool IsOver => _step == 40;

    [Reset]
    private void Start(RandomStream random) =>
        (_room, _outside, _step) = (10 + 15 * random.NextUniform(), -10 + 20 * random.NextUniform(), 0);

    [Step]
    private void Pass(RandomStream random)
    {
        _room += 0.05 * (_outside - _room) + (IsHeating ? 2 : 0) + 0.1 * random.NextGaussian();
        _step++;
    }
}

internal enum Load
{
    None,
    Box,
    Barrel = 9,
}

internal enum Gait
{
    Walk = 3,
    Run = 1,
    Stand = 7,
}

/// <summary>Every kind of part, each readable and settable from outside.</summary>
[Environment]
internal sealed partial class Robot
{
    public int Reads { get; private set; }

    public int Moves { get; private set; }

    [Observation(-1, 1)]
    public float Speed;

    [Observation(double.NegativeInfinity, 5)]
    public double Height { get; set; }

    [Observation(0, 100)]
    public int Count { get; set; }

    [Observation]
    public bool IsTouching { get; set; }

    [Observation]
    public Load Carried() => Count == 40 ? Load.Barrel : Load.Box;

    [Observation(-2, 2, Length = 3)]
    public float[]? Distances { get; set; } = [0.5f, 1, 1.5f];

    [Observation(-2, 2, Length = 2)]
    public ReadOnlySpan<double> Angles => _angles;

    private readonly double[] _angles = [0.25, -0.25];

    [Action(-3, 3, Length = 2)]
    public double[] Torques { get; set; } = new double[2];

    [Action(0, 1)]
    public float Grip { get; set; }

    [Action(-1, 1)]
    public double Lean;

    [Reward]
    public float Paid { get; set; } = 1;

    [Terminal]
    public bool HasFallen { get; set; }

    [Success]
    public bool IsHome { get; set; } = true;

    [Reset]
    private void Start() => (Reads, Moves) = (0, 0);

    [Step]
    private void Move() => Moves++;
}

/// <summary>One choice of an enum whose values are no places.</summary>
[Environment]
internal sealed partial class Walker
{
    [Observation(0, 10)]
    public double Pace { get; private set; }

    [Action]
    public Gait Gait { get; set; }

    [Reward]
    private double Paid => Pace;

    [Reset]
    private void Start() => Pace = 0;

    [Step]
    private void Move() => Pace = (int)Gait;
}

/// <summary>The room of <see cref="DeclaredRoom"/>, moved by frames: four of them are a step.</summary>
[Environment(FrameDriven = true)]
internal sealed partial class FrameRoom
{
    private double _room,
        _outside,
        _noise;
    private int _step,
        _frame;
    private RandomStream? _random;

    /// <summary>Frames in which the world moved.</summary>
    public int Frames { get; private set; }

    public Exception? Failing { get; set; }

    [Observation(-40, 40)]
    private double Room => _room - 20;

    [Observation(-40, 40)]
    private double Outside => _outside - 20;

    [Action]
    private bool IsHeating { get; set; }

    [Reward]
    private double Comfort => Failing is null ? -Math.Abs(Room) : throw Failing;

    [Truncated]
    private bool IsOver => _step == 40;

    [Reset]
    private void Start(RandomStream random)
    {
        _random = random;
        (_room, _outside, _step, _frame) = (10 + 15 * random.NextUniform(), -10 + 20 * random.NextUniform(), 0, 0);
    }

    /// <summary>A frame of the game.</summary>
    public void Frame(TimeSpan wait)
    {
        if (!BeginFrame(wait))
            return;
        Frames++;
        if (++_frame % 4 == 1)
            _noise = 0.1 * _random!.NextGaussian();
        if (_frame % 4 != 0)
            return;
        _room += 0.05 * (_outside - _room) + (IsHeating ? 2 : 0) + _noise;
        _step++;
        EndStep();
    }
}
