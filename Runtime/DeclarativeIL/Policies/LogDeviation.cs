using DeclarativeIL.Arithmetic;
using DeclarativeIL.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>A part of a flat tensor in its own shape; said so that nothing names a tensor where none is made.</summary>
internal interface IFlatView
{
    /// <summary>The view, which the caller disposes.</summary>
    Tensor Of(Tensor flat);
}

/// <summary>
/// log s = c + h tanh(w), w a parameter per action component: between -5 and 2 whatever w is, and smooth, so that the gradient
/// is the bounded number's own (a clamp would have none outside, and could never come back).
/// </summary>
internal sealed class LogDeviation : IDisposable
{
    public const double Smallest = -5,
        Largest = 2;

    /// <summary>c and h.</summary>
    public const double Center = (Smallest + Largest) / 2,
        Reach = (Largest - Smallest) / 2;

    private static readonly Scalar CenterScalar = Center,
        ReachScalar = Reach,
        MinusReach = -Reach,
        One = 1.0;

    private readonly FlatParameters _parameters;
    private readonly IReadOnlyList<ParameterSlot> _slots;
    private readonly IFlatView _view;
    private readonly int _width;
    private Tensor? _raw,
        _gradient;

    /// <param name="parameters">Where w lies.</param>
    /// <param name="slots">w of every member.</param>
    /// <param name="view">[a], or [members, 1, a]: w of all members as a view of the flat tensor of values, or of gradients.</param>
    /// <param name="deviation">The s that every component starts with.</param>
    public LogDeviation(FlatParameters parameters, IReadOnlyList<ParameterSlot> slots, IFlatView view, double deviation)
    {
        (_parameters, _slots, _view, _width) = (parameters, slots, view, (int)slots[0].Count);
        var start = Math.Atanh((Math.Log(deviation) - Center) / Reach);
        foreach (var slot in slots)
            parameters.Write(slot, Enumerable.Repeat(start, (int)slot.Count).ToArray());
    }

    private Tensor Raw => _raw ??= _view.Of(_parameters.Values).DetachFromDisposeScope();

    private Tensor Gradient => _gradient ??= _view.Of(_parameters.Gradients).DetachFromDisposeScope();

    /// <summary>log s, of w's shape.</summary>
    public Tensor Log() => Raw.tanh().mul_(ReachScalar).add_(CenterScalar, Alpha.One);

    /// <summary>s of all members, written to the scratch of a call.</summary>
    public void ToCpu(ActingScratch scratch)
    {
        var deviations = scratch.Deviations(_slots.Count * _width);
        for (var member = 0; member < _slots.Count; member++)
            _parameters.Read(_slots[member], deviations.Slice(member * _width, _width));
        foreach (ref var value in deviations)
            value = Math.Exp(Center + Reach * Math.Tanh(value));
    }

    /// <summary>
    /// Adds to the gradient of w what <paramref name="gradient"/>, that of log s (of w's shape, or one number for all
    /// components), means for it.
    /// </summary>
    public void Backward(Tensor gradient)
    {
        using var bounded = Raw.tanh();
        using var slope = bounded.mul(bounded).mul_(MinusReach).add_(ReachScalar, Alpha.One);
        Gradient.addcmul_(slope, gradient, One);
    }

    /// <summary>Throws unless a policy can start with <paramref name="deviation"/>.</summary>
    public static double Checked(double deviation) =>
        Math.Log(deviation) is > Smallest and < Largest
            ? deviation
            : throw new ArgumentOutOfRangeException(
                nameof(deviation),
                deviation,
                "Expected a standard deviation between exp(-5) and exp(2)."
            );

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Tensors.IsSupported)
            return;
        _raw?.Dispose();
        _gradient?.Dispose();
    }
}
