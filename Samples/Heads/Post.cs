using DeclarativeIL.Randomness;

namespace DeclarativeIL.Samples.Heads;

/// <summary>A post stands in the way, and one has to pass it on the left or on the right; whoever does not begin at once hits it.</summary>
[Environment]
internal sealed partial class Post
{
    /// <summary>Where the post begins and ends along the way, and where the way ends, in steps.</summary>
    public const int Begin = 4,
        End = 7,
        Length = 10;

    /// <summary>How far the post reaches to either side.</summary>
    public const double Half = 0.75;

    /// <summary>How far one gets aside in a step.</summary>
    public const double Stride = 0.25;

    private int _along;
    private double _aside;

    /// <summary>Steps along the way, as a part of it.</summary>
    [Observation(0, 1)]
    public double Along => (double)_along / Length;

    /// <summary>The place to the right of the middle.</summary>
    [Observation(-4, 4)]
    public double Aside => _aside;

    /// <summary>Steering, -1 left to 1 right.</summary>
    [Action(-1, 1)]
    public float Steering { get; set; }

    /// <summary>Whoever gets past is paid.</summary>
    [Reward]
    private double Paid => IsPast ? 1 : 0;

    [Terminal]
    private bool IsOver => IsPast || (_along >= Begin && _along <= End && Math.Abs(_aside) < Half);

    [Success]
    private bool IsPast => _along == Length;

    [Reset]
    private void Start(RandomStream random) => (_along, _aside) = (0, 0.05 * (2 * random.NextUniform() - 1));

    [Step]
    private void Pass() => (_along, _aside) = (_along + 1, _aside + Stride * Steering);
}
