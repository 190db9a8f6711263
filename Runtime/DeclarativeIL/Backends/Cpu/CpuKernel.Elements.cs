using System.Runtime.CompilerServices;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>Operations on each number by itself.</summary>
internal sealed unsafe partial class CpuKernel<T, TVector, TLanes>
{
    /// <summary>An operation that follows a product, on its tile.</summary>
    private interface IFinish
    {
        static abstract void Finish<TRows, TColumns>(T* c, int cStride, T* kept, int keptStride)
            where TRows : ISize
            where TColumns : ISize;
    }

    /// <summary>The activation; its arguments are kept where its derivative needs them.</summary>
    private readonly struct Values<TActivation> : IFinish
        where TActivation : ICpuActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Finish<TRows, TColumns>(T* c, int cStride, T* kept, int keptStride)
            where TRows : ISize
            where TColumns : ISize
        {
            if (typeof(TActivation) == typeof(CpuLinear))
                return;
            var keeps = TActivation.KeepsArgument && kept is not null;
            for (var row = 0; row < TRows.Value; row++, c += cStride, kept += keptStride)
            for (var column = 0; column < TColumns.Value * TLanes.Count; column += TLanes.Count)
            {
                var z = TLanes.Load(c + column);
                if (keeps)
                    TLanes.Store(z, kept + column);
                TLanes.Store(TActivation.Value<T, TVector, TLanes>(z), c + column);
            }
        }
    }

    /// <summary>Times the derivative of the activation.</summary>
    private readonly struct Slopes<TActivation> : IFinish
        where TActivation : ICpuActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Finish<TRows, TColumns>(T* c, int cStride, T* kept, int keptStride)
            where TRows : ISize
            where TColumns : ISize
        {
            for (var row = 0; row < TRows.Value; row++, c += cStride, kept += keptStride)
            for (var column = 0; column < TColumns.Value * TLanes.Count; column += TLanes.Count)
                TLanes.Store(TActivation.Backward<T, TVector, TLanes>(TLanes.Load(c + column), TLanes.Load(kept + column)), c + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double SumOfSquares(T* values, int count)
    {
        var total = 0.0;
        for (var start = 0; start < count; start += 32 * TLanes.Count)
        {
            TVector even = TLanes.Constant(0),
                odd = even;
            var end = Math.Min(count, start + 32 * TLanes.Count);
            var i = start;
            for (; i + 2 * TLanes.Count <= end; i += 2 * TLanes.Count)
            {
                even = TLanes.MultiplyAdd(TLanes.Load(values + i), TLanes.Load(values + i), even);
                odd = TLanes.MultiplyAdd(TLanes.Load(values + i + TLanes.Count), TLanes.Load(values + i + TLanes.Count), odd);
            }
            if (i < end)
                even = TLanes.MultiplyAdd(TLanes.Load(values + i), TLanes.Load(values + i), even);
            total += TLanes.Sum(even) + TLanes.Sum(odd);
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(T* into, T* values, double scale, int count)
    {
        var factor = TLanes.Constant(scale);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(values + i), TLanes.Load(into + i)), into + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Adam(in AdamStep step, T* values, T* gradients, T* mean, T* variance, int count)
    {
        TVector kept = TLanes.Constant(step.Kept),
            size = TLanes.Constant(step.Size),
            beta1 = TLanes.Constant(step.Beta1);
        TVector rest1 = TLanes.Constant(step.Rest1),
            epsilon = TLanes.Constant(step.Epsilon);
        TVector beta2 = TLanes.Constant(step.Beta2),
            rest2 = TLanes.Constant(step.Rest2),
            zero = TLanes.Constant(0);
        var small = TLanes.Constant(AdamStep.MomentFloor);
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var g = TLanes.Load(gradients + i);
            var m = TLanes.MultiplyAdd(beta1, TLanes.Load(mean + i), TLanes.Multiply(rest1, g));
            m = TLanes.WhereLess(TLanes.Abs(m), small, zero, m);
            var v = TLanes.MultiplyAdd(beta2, TLanes.Load(variance + i), TLanes.Multiply(TLanes.Multiply(rest2, g), g));
            v = TLanes.Max(v, AdamStep.VarianceFloor);
            TLanes.Store(m, mean + i);
            TLanes.Store(v, variance + i);
            var change = TLanes.Divide(TLanes.Multiply(size, m), TLanes.Add(TLanes.Sqrt(v), epsilon));
            TLanes.Store(TLanes.MultiplyAdd(kept, TLanes.Load(values + i), change), values + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Sgd(in SgdStep step, T* values, T* gradients, T* velocity, int count)
    {
        TVector scale = TLanes.Constant(step.GradientScale),
            decay = TLanes.Constant(step.WeightDecay),
            size = TLanes.Constant(step.Size);
        TVector momentum = TLanes.Constant(step.Momentum),
            small = TLanes.Constant(AdamStep.MomentFloor),
            zero = TLanes.Constant(0);
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var p = TLanes.Load(values + i);
            var g = TLanes.MultiplyAdd(decay, p, TLanes.Multiply(scale, TLanes.Load(gradients + i)));
            if (velocity is not null)
            {
                g = TLanes.MultiplyAdd(momentum, TLanes.Load(velocity + i), g);
                g = TLanes.WhereLess(TLanes.Abs(g), small, zero, g);
                TLanes.Store(g, velocity + i);
            }
            TLanes.Store(TLanes.MultiplyAdd(size, g, p), values + i);
        }
    }
}
