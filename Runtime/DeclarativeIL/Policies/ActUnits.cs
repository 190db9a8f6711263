using DeclarativeIL.Arithmetic;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Acts in the environment's units and in those of a head: the same, or, for a head that lives on [-1, 1], those of a
/// <see cref="UnitBox"/>, or standardised ones. Densities are of acts in the environment's units.
/// </summary>
internal sealed class ActUnits : IDisposable
{
    private readonly HeadEquations _equations;
    private readonly ActComponent[] _components;
    private readonly Held _centers = new(),
        _halves = new(),
        _lowest = new(),
        _highest = new();
    private FlatParameters? _parameters;
    private volatile ActMap _map;

    public ActUnits(Space space, HeadEquations equations)
    {
        (Space, _equations) = (space, equations);
        Choices = space is DiscreteSpace discrete ? discrete.Count : null;
        _components = [.. ActComponent.Of(space, equations.IsUnitPart)];
        HasChoices = Array.Exists(_components, static component => component.Choices > 0);
        _map = new(_components, null);
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
    public double LogVolume => Current.LogVolume;

    /// <summary>Whether the environment's units are others than the head's.</summary>
    public bool AreMapped => Current.IsMapped;

    /// <summary>Whether acts can be standardised: all components are numbers of a box, and the head takes any number.</summary>
    public bool CanStandardize => Array.TrueForAll(_components, static component => component is { Box: not null, Unit: null });

    /// <summary>The map that is in force.</summary>
    public ActMap Current
    {
        get
        {
            var (map, by) = (_map, _parameters?.Acts);
            if (map.By != by)
                _map = map = new(_components, by);
            return map;
        }
    }

    /// <summary>A component of an act.</summary>
    public ActComponent this[int component] => _components[component % _components.Length];

    /// <summary>From now on acts are standardised as the parameters of the policy say.</summary>
    public void Follow(FlatParameters parameters) => _parameters = parameters;

    /// <summary>The same units for parameters of others, with tensors of its own.</summary>
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
        var map = Current;
        for (var i = 0; map.IsMapped && i < acts.Length; i++)
            if (this[i] is { Unit: { } unit } component)
                acts[i] = Math.Clamp(unit.FromBounds(component.Index, acts[i]), -1 + ActMap.Inside, 1 - ActMap.Inside);
            else
                acts[i] = (acts[i] - map.Center(i)) / map.Half(i);
    }

    /// <summary>Maps acts to the environment's units.</summary>
    public void ToEnvironment(Span<double> acts)
    {
        var map = Current;
        for (var i = 0; map.IsMapped && i < acts.Length; i++)
            if (this[i] is { Unit: { } unit } component)
                acts[i] = unit.ToBounds(component.Index, acts[i]);
            else
                acts[i] = (acts[i] * map.Half(i)) + map.Center(i);
    }

    /// <summary>Gradients with respect to acts of the environment, as such with respect to those of the head.</summary>
    public void GradientToHead(Span<double> gradients)
    {
        var map = Current;
        for (var i = 0; map.IsMapped && i < gradients.Length; i++)
            gradients[i] *= map.Half(i);
    }

    /// <summary>A component of a gradient with respect to acts of the head, as one with respect to those of the environment.</summary>
    public double GradientFromHead(int component, double gradient) =>
        Current is { IsMapped: true } map ? gradient / map.Half(component) : gradient;

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToHead(Tensor acts)
    {
        var map = Current;
        if (!map.IsMapped)
            return acts;
        var own = acts.sub(_centers.Like(acts, map.Centers)).div(_halves.Like(acts, map.Halves));
        return map.HasUnits ? own.clamp(_lowest.Like(acts, map.Lowest), _highest.Like(acts, map.Highest)) : own;
    }

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor ToEnvironment(Tensor acts) =>
        Current is { IsMapped: true } map
            ? acts.mul(_halves.Like(acts, map.Halves)).add(_centers.Like(acts, map.Centers), Alpha.One)
            : acts;

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientToHead(Tensor gradients) =>
        Current is { IsMapped: true } map ? gradients.mul(_halves.Like(gradients, map.Halves)) : gradients;

    /// <summary>The same by tensors, [..., a].</summary>
    public Tensor GradientFromHead(Tensor gradients) =>
        Current is { IsMapped: true } map ? gradients.div(_halves.Like(gradients, map.Halves)) : gradients;

    /// <summary>A log-density (sign -1) or an entropy (sign 1) in the environment's units.</summary>
    public Tensor Density(Tensor number, int sign)
    {
        var map = Current;
        if (!map.IsMapped)
            return number;
        using Scalar volume = sign * map.LogVolume;
        return number.add(volume, Alpha.One);
    }

    /// <summary>A number of each component, sent when it is first needed, and again where another type or device is.</summary>
    private sealed class Held // no IDisposable: a program without tensors would keep its Dispose, and TorchSharp with it
    {
        private Tensor? _tensor;
        private double[]? _numbers;

        public Tensor Like(Tensor like, double[] numbers)
        {
            if (
                _tensor is { } known
                && _numbers == numbers
                && known.dtype == like.dtype
                && known.device_type == like.device_type
                && known.device_index == like.device_index
            )
                return known;
            Free();
            _numbers = numbers;
            return _tensor = DeviceTransfer.Send(numbers, [numbers.Length], like.dtype, like.device).DetachFromDisposeScope();
        }

        public void Free()
        {
            _tensor?.Dispose();
            _tensor = null;
        }
    }
}
