using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Native;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <content>Acting by one pass.</content>
public abstract partial class HeadPolicy
{
    private ScratchPool<ActingScratch>? _pool;

    /// <summary>Actions from outputs, on the CPU.</summary>
    /// <param name="states">[n, s].</param>
    /// <param name="outputs">[n, out], or [members, n, out].</param>
    /// <param name="actions">[n, a], filled.</param>
    /// <param name="random">Where draws come from; none asks for the mode.</param>
    /// <param name="scratch">Memory of the call, with what <see cref="ReadBesides"/> wrote.</param>
    private protected abstract void Choose(
        ReadOnlySpan<float> states,
        ReadOnlySpan<double> outputs,
        Span<float> actions,
        RandomStream? random,
        ActingScratch scratch
    );

    /// <summary>Reads what acting needs beside the outputs, at the same moment.</summary>
    private protected virtual void ReadBesides(ActingScratch scratch) { }

    /// <summary>The states as the body takes them.</summary>
    private protected virtual Tensor Broadcast(Tensor states) => states;

    /// <summary>
    /// Outputs are taken in float64, so that choices do not depend on the network's number type more than they must. On the CPU
    /// nothing is allocated from the second call on.
    /// </summary>
    internal override void Act(ReadOnlySpan<float> states, Span<float> actions, RandomStream? random, ActingOrder? memory = null)
    {
        var rows = Checked(states, actions);
        var pool =
            _pool
            ?? Interlocked.CompareExchange(ref _pool, new(() => new(CpuBackend.TryCreateActing(Body, Parameters, CpuExtra))), null)
            ?? _pool;
        var scratch = pool.Rent();
        try
        {
            var outputs = Outputs(scratch, states, rows, memory);
            Check.Finite(outputs, Body.Outputs, "The network's output", static message => new InvalidOperationException(message));
            Choose(states, outputs, actions, random, scratch);
        }
        finally
        {
            pool.Return(scratch);
        }
    }

    /// <summary>All that is read of the parameters is read at one moment.</summary>
    private ReadOnlySpan<double> Outputs(ActingScratch scratch, ReadOnlySpan<float> states, int rows, ActingOrder? memory)
    {
        ReadOnlySpan<double> byTensors = default;
        lock (Parameters.Gate)
        {
            ReadBesides(scratch);
            if (scratch.Kernels is null)
                byTensors = ByTensors(states, rows, memory);
            else
                scratch.Kernels.Refresh();
        }
        if (scratch.Kernels is null)
            return byTensors;
        var outputs = scratch.Outputs(scratch.Kernels.Count(rows));
        scratch.Kernels.Act(states, rows, outputs);
        return outputs;
    }

    private double[] ByTensors(ReadOnlySpan<float> states, int rows, ActingOrder? memory)
    {
        if (!Tensors.IsSupported)
            throw Tensors.Missing();
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var input = Broadcast(Parameters.Upload(states, rows));
        if (memory is not null)
            RowOrder.Add(input, memory);
        using var pass = Body.Forward(input, PassPurpose.Acting);
        return DeviceTransfer.Download(pass.Output);
    }
}
