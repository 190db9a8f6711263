using System.Runtime.CompilerServices;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Networks;

/// <summary>What is done to each number by itself.</summary>
internal sealed unsafe partial class HostKernel<TVector, TLanes>
{
    /// <summary>What follows a product, on its tile.</summary>
    private interface IFinish
    {
        static abstract void Finish<TRows, TColumns>(float* c, int cStride, float* kept, int keptStride)
            where TRows : ISize
            where TColumns : ISize;
    }

    /// <summary>The activation; its arguments are kept where its derivative needs them.</summary>
    private readonly struct Values<TActivation> : IFinish
        where TActivation : IHostActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Finish<TRows, TColumns>(float* c, int cStride, float* kept, int keptStride)
            where TRows : ISize
            where TColumns : ISize
        {
            if (typeof(TActivation) == typeof(HostLinear))
                return;
            var keeps = TActivation.KeepsArgument && kept is not null;
            for (var row = 0; row < TRows.Value; row++, c += cStride, kept += keptStride)
                for (var column = 0; column < TColumns.Value * TLanes.Count; column += TLanes.Count)
                {
                    var z = TLanes.Load(c + column);
                    if (keeps)
                        TLanes.Store(z, kept + column);
                    TLanes.Store(TActivation.Value<TVector, TLanes>(z), c + column);
                }
        }
    }

    /// <summary>Times the derivative of the activation.</summary>
    private readonly struct Slopes<TActivation> : IFinish
        where TActivation : IHostActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Finish<TRows, TColumns>(float* c, int cStride, float* kept, int keptStride)
            where TRows : ISize
            where TColumns : ISize
        {
            for (var row = 0; row < TRows.Value; row++, c += cStride, kept += keptStride)
                for (var column = 0; column < TColumns.Value * TLanes.Count; column += TLanes.Count)
                    TLanes.Store(TActivation.Backward<TVector, TLanes>(TLanes.Load(c + column), TLanes.Load(kept + column)), c + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double SumOfSquares(float* values, int count)
    {
        var total = 0.0;
        for (var start = 0; start < count; start += 32 * TLanes.Count)
        {
            TVector even = TLanes.Create(0), odd = even;
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
    public override void Add(float* into, float* values, float scale, int count)
    {
        var factor = TLanes.Create(scale);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(values + i), TLanes.Load(into + i)), into + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Adam(in AdamStep step, float* values, float* gradients, float* mean, float* variance, int count)
    {
        TVector kept = TLanes.Create(step.Kept), size = TLanes.Create(step.Size), beta1 = TLanes.Create(step.Beta1);
        TVector rest1 = TLanes.Create(step.Rest1), epsilon = TLanes.Create(step.Epsilon);
        TVector beta2 = TLanes.Create(step.Beta2), rest2 = TLanes.Create(step.Rest2), zero = TLanes.Create(0);
        var small = TLanes.Create(AdamStep.MomentFloor);
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
    public override void Sgd(in SgdStep step, float* values, float* gradients, float* velocity, int count)
    {
        TVector scale = TLanes.Create(step.GradientScale), decay = TLanes.Create(step.WeightDecay), size = TLanes.Create(step.Size);
        TVector momentum = TLanes.Create(step.Momentum), small = TLanes.Create(AdamStep.MomentFloor), zero = TLanes.Create(0);
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
