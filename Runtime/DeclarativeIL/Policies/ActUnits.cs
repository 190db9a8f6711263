using TorchSharp;
using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Acts in the environment's units and in those of a head: the same, or, for a head that lives on [-1, 1], mapped by
/// a = center + half u to the bounds. Densities are of acts in the environment's units.
/// </summary>
internal sealed class ActUnits
{
    private const double Inside = 1e-6; // how far labels on the bound are moved in

    private readonly double[]? _center,
        _half;
    private readonly double _logVolume;
    private Tensor? _centers,
        _halves;

    public ActUnits(Space space, bool isUnit)
    {
        Space = space;
        Discrete = (space as DiscreteSpace)?.Count;
        if (!isUnit)
            return;
        var box = (BoxSpace)space;
        (_center, _half) = (new double[box.Width], new double[box.Width]);
        for (var i = 0; i < box.Width; i++)
        {
            if (!float.IsFinite(box.Low[i]) || !float.IsFinite(box.High[i]) || box.Low[i] == box.High[i])
                throw new ArgumentException(
                    $"Component {i} goes from {box.Low[i]} to {box.High[i]}; expected two finite bounds that differ, for a head that "
                        + "lives between them.",
                    nameof(space)
                );
            (_center[i], _half[i]) = (0.5 * ((double)box.Low[i] + box.High[i]), 0.5 * ((double)box.High[i] - box.Low[i]));
            _logVolume += Math.Log(_half[i]);
        }
    }

    /// <summary>The space of the acts.</summary>
    public Space Space { get; }

    /// <summary>Number of acts of a discrete space; none for any other.</summary>
    public int? Discrete { get; }

    /// <summary>Numbers of an act.</summary>
    public int Width => Space.Width;

    /// <summary>The logarithm of how much larger the environment's volume is than the head's.</summary>
    public double LogVolume => _logVolume;

    /// <summary>Maps an act to the head's units.</summary>
    public void ToHead(Span<double> act)
    {
        for (var i = 0; _half is not null && i < act.Length; i++)
            act[i] = Math.Clamp((act[i] - _center![i % Width]) / _half[i % Width], -1 + Inside, 1 - Inside);
    }

    /// <summary>Maps an act to the environment's units.</summary>
    public void ToEnvironment(Span<double> act)
    {
        for (var i = 0; _half is not null && i < act.Length; i++)
            act[i] = _center![i % Width] + (_half[i % Width] * act[i]);
    }

    /// <summary>A gradient with respect to acts of the environment, as one with respect to those of the head.</summary>
    public void GradientToHead(Span<double> gradient)
    {
        for (var i = 0; _half is not null && i < gradient.Length; i++)
            gradient[i] *= _half[i % Width];
    }

    /// <summary>A component of a gradient with respect to acts of the head, as one with respect to those of the environment.</summary>
    public double GradientFromHead(int component, double gradient) => _half is null ? gradient : gradient / _half[component % Width];

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToHead(Tensor act) =>
        _half is null ? act : act.sub(Centers(act)).div(Halves(act)).clamp(Limits.Low, Limits.High);

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToEnvironment(Tensor act) => _half is null ? act : act.mul(Halves(act)).add(Centers(act), Alpha.One);

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientToHead(Tensor gradient) => _half is null ? gradient : gradient.mul(Halves(gradient));

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientFromHead(Tensor gradient) => _half is null ? gradient : gradient.div(Halves(gradient));

    /// <summary>A log-density (sign -1) or an entropy (sign 1) in the environment's units.</summary>
    public Tensor Density(Tensor number, int sign)
    {
        if (_half is null)
            return number;
        using Scalar volume = sign * _logVolume;
        return number.add(volume, Alpha.One);
    }

    private Tensor Centers(Tensor like) => (_centers ??= Held(_center!)).to(like.dtype).to(like.device);

    private Tensor Halves(Tensor like) => (_halves ??= Held(_half!)).to(like.dtype).to(like.device);

    private static Tensor Held(double[] numbers) => tensor(numbers).DetachFromDisposeScope();

    private static class Limits
    {
        public static readonly Scalar Low = -1 + Inside,
            High = 1 - Inside;
    }
}
