using DeclarativeIL.Arithmetic;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Acts in the environment's units and in those of a head: the same, or, for a head that lives on [-1, 1], those of a
/// <see cref="UnitBox"/>. Densities are of acts in the environment's units.
/// </summary>
internal sealed class ActUnits : IDisposable
{
    private const double Inside = 1e-6; // how far labels on the bound are moved in

    private readonly UnitBox? _unit;
    private Tensor? _centers,
        _halves;

    public ActUnits(Space space, bool isUnit)
    {
        Space = space;
        Choices = space is DiscreteSpace discrete ? discrete.Count : null;
        if (isUnit)
            _unit = space is BoxSpace box
                ? new(box)
                : throw new ArgumentException($"Found {space.GetType().Name}; expected a box with finite bounds.", nameof(space));
    }

    /// <summary>The space of the acts.</summary>
    public Space Space { get; }

    /// <summary>Number of acts of a discrete space; none for any other.</summary>
    public int? Choices { get; }

    /// <summary>Whether acts are real numbers, with respect to which there is a gradient.</summary>
    public bool IsContinuous => Space is BoxSpace;

    /// <summary>Numbers of an act.</summary>
    public int Width => Space.Width;

    /// <summary>The logarithm of how much larger the environment's volume is than the head's.</summary>
    public double LogVolume => _unit?.LogVolume ?? 0;

    /// <summary>The same units, with tensors of its own.</summary>
    public ActUnits Copy() => new(Space, _unit is not null);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Native.Tensors.IsSupported)
            return;
        _centers?.Dispose();
        _halves?.Dispose();
        (_centers, _halves) = (null, null);
    }

    /// <summary>Maps acts to the head's units, and labels on a bound a little inside.</summary>
    public void ToHead(Span<double> acts)
    {
        for (var i = 0; _unit is not null && i < acts.Length; i++)
            acts[i] = Math.Clamp(_unit.FromBounds(i % Width, acts[i]), -1 + Inside, 1 - Inside);
    }

    /// <summary>Maps acts to the environment's units.</summary>
    public void ToEnvironment(Span<double> acts)
    {
        for (var i = 0; _unit is not null && i < acts.Length; i++)
            acts[i] = _unit.ToBounds(i % Width, acts[i]);
    }

    /// <summary>Gradients with respect to acts of the environment, as such with respect to those of the head.</summary>
    public void GradientToHead(Span<double> gradients)
    {
        for (var i = 0; _unit is not null && i < gradients.Length; i++)
            gradients[i] *= _unit.Halves[i % Width];
    }

    /// <summary>A component of a gradient with respect to acts of the head, as one with respect to those of the environment.</summary>
    public double GradientFromHead(int component, double gradient) => _unit is null ? gradient : gradient / _unit.Halves[component % Width];

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToHead(Tensor acts) => _unit is null ? acts : acts.sub(Centers(acts)).div(Halves(acts)).clamp(Limits.Low, Limits.High);

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToEnvironment(Tensor acts) => _unit is null ? acts : acts.mul(Halves(acts)).add(Centers(acts), Alpha.One);

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientToHead(Tensor gradients) => _unit is null ? gradients : gradients.mul(Halves(gradients));

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientFromHead(Tensor gradients) => _unit is null ? gradients : gradients.div(Halves(gradients));

    /// <summary>A log-density (sign -1) or an entropy (sign 1) in the environment's units.</summary>
    public Tensor Density(Tensor number, int sign)
    {
        if (_unit is null)
            return number;
        using Scalar volume = sign * _unit.LogVolume;
        return number.add(volume, Alpha.One);
    }

    private Tensor Centers(Tensor like) => Held(ref _centers, _unit!.Centers, like);

    private Tensor Halves(Tensor like) => Held(ref _halves, _unit!.Halves, like);

    /// <summary>Sent when it is first needed, and again where another type or device is.</summary>
    private static Tensor Held(ref Tensor? held, ReadOnlySpan<double> numbers, Tensor like)
    {
        if (
            held is { } known
            && known.dtype == like.dtype
            && known.device_type == like.device_type
            && known.device_index == like.device_index
        )
            return known;
        return held = DeviceTransfer.Send(numbers, [numbers.Length], like.dtype, like.device).DetachFromDisposeScope();
    }

    private static class Limits
    {
        public static readonly Scalar Low = -1 + Inside,
            High = 1 - Inside;
    }
}
