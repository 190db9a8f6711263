namespace DeclarativeIL.Player.Heads;

/// <summary>A component of an act: a choice as it is, or a number that is mapped from the head's units and kept within bounds.</summary>
internal readonly struct ActComponent
{
    private readonly float _low,
        _high;
    private readonly double _center,
        _half;
    private readonly bool _isUnit,
        _isMapped;

    private ActComponent(float low, float high, double center, double half, bool isUnit, bool isMapped)
    {
        (IsNumber, _low, _high, _center, _half) = (true, low, high, center, half);
        (_isUnit, _isMapped) = (isUnit, isMapped);
    }

    /// <summary>Whether it is a number within bounds; else it is a choice.</summary>
    public bool IsNumber { get; }

    /// <summary>A number of a head that lives on [-1, 1].</summary>
    public static ActComponent OfUnit(float low, float high) =>
        new(low, high, ((double)low + high) / 2, ((double)high - low) / 2, isUnit: true, isMapped: true);

    /// <summary>A number that the head gives as it is, or standardised.</summary>
    public static ActComponent Of(float low, float high, double? mean, double? deviation) =>
        new(low, high, mean ?? 0, deviation ?? 1, isUnit: false, isMapped: mean is not null);

    /// <summary>In the environment's units.</summary>
    public double Mapped(double act) =>
        !_isMapped ? act
        : _isUnit && act == 1 ? _high
        : _isUnit && act == -1 ? _low
        : (act * _half) + _center;

    /// <summary>As it is executed.</summary>
    public float Clipped(double act) => IsNumber ? Math.Clamp((float)act, _low, _high) : (float)act;
}
