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

    private readonly HeadEquations _equations;
    private readonly ActComponent[] _components;
    private readonly bool _isMapped;
    private readonly Held _centers = new(),
        _halves = new(),
        _lowest = new(),
        _highest = new();

    public ActUnits(Space space, HeadEquations equations)
    {
        (Space, _equations) = (space, equations);
        Choices = space is DiscreteSpace discrete ? discrete.Count : null;
        _components = [.. ActComponent.Of(space, equations.IsUnitPart)];
        _isMapped = Array.Exists(_components, static component => component.Unit is not null);
        HasChoices = Array.Exists(_components, static component => component.Choices > 0);
        foreach (var unit in _components.Select(static component => component.Unit).OfType<UnitBox>().Distinct())
            LogVolume += unit.LogVolume;
    }

    /// <summary>The space of the acts.</summary>
    public Space Space { get; }

    /// <summary>Number of acts of a discrete space; none for any other.</summary>
    public int? Choices { get; }

    /// <summary>Whether a component is a choice.</summary>
    public bool HasChoices { get; }

    /// <summary>Whether acts are real numbers, with respect to which there is a gradient.</summary>
    public bool IsContinuous => Space is BoxSpace;

    /// <summary>Numbers of an act.</summary>
    public int Width => Space.Width;

    /// <summary>The logarithm of how much larger the environment's volume is than the head's.</summary>
    public double LogVolume { get; }

    /// <summary>A component of an act.</summary>
    public ActComponent this[int component] => _components[component % _components.Length];

    /// <summary>The same units, with tensors of its own.</summary>
    public ActUnits Copy() => new(Space, _equations);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Native.Tensors.IsSupported)
            return;
        foreach (var held in (Held[])[_centers, _halves, _lowest, _highest])
            held.Free();
    }

    /// <summary>Throws where a component that is a choice has no number of one.</summary>
    /// <param name="acts">Acts, one behind the other.</param>
    /// <param name="column">The name of their column.</param>
    /// <param name="row">Their row.</param>
    public void Check(ReadOnlySpan<double> acts, string column, int row)
    {
        for (var i = 0; HasChoices && i < acts.Length; i++)
            if (this[i].Choices is > 0 and var choices && !(acts[i] >= 0 && acts[i] < choices && acts[i] == Math.Floor(acts[i])))
                throw new ArgumentException(
                    $"Column {column}, row {row}: found the action {acts[i]}; expected a whole number from 0 to {choices - 1}."
                );
    }

    /// <summary>Maps acts to the head's units, and labels on a bound a little inside.</summary>
    public void ToHead(Span<double> acts)
    {
        for (var i = 0; _isMapped && i < acts.Length; i++)
            if (this[i] is { Unit: { } unit } component)
                acts[i] = Math.Clamp(unit.FromBounds(component.Index, acts[i]), -1 + Inside, 1 - Inside);
    }

    /// <summary>Maps acts to the environment's units.</summary>
    public void ToEnvironment(Span<double> acts)
    {
        for (var i = 0; _isMapped && i < acts.Length; i++)
            if (this[i] is { Unit: { } unit } component)
                acts[i] = unit.ToBounds(component.Index, acts[i]);
    }

    /// <summary>Gradients with respect to acts of the environment, as such with respect to those of the head.</summary>
    public void GradientToHead(Span<double> gradients)
    {
        for (var i = 0; _isMapped && i < gradients.Length; i++)
            gradients[i] *= HalfOf(this[i]);
    }

    /// <summary>A component of a gradient with respect to acts of the head, as one with respect to those of the environment.</summary>
    public double GradientFromHead(int component, double gradient) => _isMapped ? gradient / HalfOf(this[component]) : gradient;

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToHead(Tensor acts) =>
        _isMapped
            ? acts.sub(Sent(_centers, CenterOf, acts))
                .div(Sent(_halves, HalfOf, acts))
                .clamp(
                    Sent(_lowest, static component => component.Unit is null ? double.NegativeInfinity : -1 + Inside, acts),
                    Sent(_highest, static component => component.Unit is null ? double.PositiveInfinity : 1 - Inside, acts)
                )
            : acts;

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToEnvironment(Tensor acts) =>
        _isMapped ? acts.mul(Sent(_halves, HalfOf, acts)).add(Sent(_centers, CenterOf, acts), Alpha.One) : acts;

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientToHead(Tensor gradients) => _isMapped ? gradients.mul(Sent(_halves, HalfOf, gradients)) : gradients;

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientFromHead(Tensor gradients) => _isMapped ? gradients.div(Sent(_halves, HalfOf, gradients)) : gradients;

    /// <summary>A log-density (sign -1) or an entropy (sign 1) in the environment's units.</summary>
    public Tensor Density(Tensor number, int sign)
    {
        if (!_isMapped)
            return number;
        using Scalar volume = sign * LogVolume;
        return number.add(volume, Alpha.One);
    }

    private static double CenterOf(ActComponent component) => component.Unit is { } unit ? unit.Centers[component.Index] : 0;

    private static double HalfOf(ActComponent component) => component.Unit is { } unit ? unit.Halves[component.Index] : 1;

    private Tensor Sent(Held held, Func<ActComponent, double> number, Tensor like) =>
        held.Like(like, () => [.. _components.Select(number)]);

    /// <summary>A number of each component, sent when it is first needed, and again where another type or device is.</summary>
    private sealed class Held // no IDisposable: a program without tensors would keep its Dispose, and TorchSharp with it
    {
        private Tensor? _tensor;

        public Tensor Like(Tensor like, Func<double[]> numbers)
        {
            if (
                _tensor is { } known
                && known.dtype == like.dtype
                && known.device_type == like.device_type
                && known.device_index == like.device_index
            )
                return known;
            var sent = numbers();
            return _tensor = DeviceTransfer.Send(sent, [sent.Length], like.dtype, like.device).DetachFromDisposeScope();
        }

        public void Free()
        {
            _tensor?.Dispose();
            _tensor = null;
        }
    }
}
