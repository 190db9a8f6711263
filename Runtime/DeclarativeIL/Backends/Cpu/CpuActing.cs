using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>A perceptron's answers while acting, by the CPU kernels.</summary>
/// <remarks>
/// The kernels keep weights in an order of their own. Anyone may write to the parameters at any time, so each call compares
/// them with the copy that was loaded, which costs less than the pass itself. For one call at a time.
/// </remarks>
internal abstract class CpuActing
{
    /// <summary>Takes the parameters as they are now, where they have changed; within <see cref="FlatParameters.Gate"/>.</summary>
    public abstract void Refresh();

    /// <summary>Numbers of an answer to so many rows.</summary>
    public abstract int Count(int rows);

    /// <summary>Answers in float64.</summary>
    /// <param name="states">[rows, in]; rounded to the network's number type.</param>
    /// <param name="rows">How many.</param>
    /// <param name="outputs">[rows, out], or [members, rows, out] where all members see the same states; filled.</param>
    public abstract void Act(ReadOnlySpan<float> states, int rows, Span<double> outputs);
}

/// <summary>The same for one number type.</summary>
/// <typeparam name="T">Float32 or float64.</typeparam>
internal sealed class CpuActing<T>(CpuPerceptron<T> kernel, FlatParameters parameters) : CpuActing
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _loaded = new T[parameters.Count];
    private T[] _states = [];
    private InputScaling? _scaling;
    private bool _isLoaded;

    /// <inheritdoc/>
    public override void Refresh()
    {
        _scaling = parameters.Scaler?.Current;
        ReadOnlySpan<T> present = parameters.CpuValues<T>();
        if (_isLoaded && MemoryMarshal.AsBytes(present).SequenceEqual(MemoryMarshal.AsBytes<T>(_loaded)))
            return;
        present.CopyTo(_loaded);
        kernel.Load(_loaded);
        _isLoaded = true;
    }

    /// <inheritdoc/>
    public override int Count(int rows) => kernel.Members * rows * kernel.Shape.Outputs;

    /// <inheritdoc/>
    public override void Act(ReadOnlySpan<float> states, int rows, Span<double> outputs) =>
        TensorPrimitives.ConvertTruncating(kernel.Act(Numbers(states), rows, shared: true), outputs);

    private ReadOnlySpan<T> Numbers(ReadOnlySpan<float> states)
    {
        if (typeof(T) == typeof(float) && _scaling is null)
            return MemoryMarshal.Cast<float, T>(states);
        if (_states.Length < states.Length)
            _states = new T[states.Length];
        var numbers = _states.AsSpan(0, states.Length);
        TensorPrimitives.ConvertTruncating(states, numbers);
        _scaling?.Apply(numbers);
        return numbers;
    }
}
