using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Native;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <content>Acting in several steps.</content>
public abstract partial class GenerativePolicy
{
    private readonly ScratchPool<GenerativeActing> _pool;

    /// <inheritdoc/>
    /// <remarks>In evaluation samples, too: by the same draws each time, whoever asks.</remarks>
    internal override void Act(ReadOnlySpan<float> states, Span<float> actions, RandomStream? random, ActingOrder? memory = null)
    {
        var rows = Checked(states, actions);
        var acting = _pool.Rent();
        try
        {
            if (acting.Kernels is null)
                lock (Parameters.Gate)
                    Act(acting, states, rows, random);
            else
            {
                lock (Parameters.Gate)
                    acting.Kernels.Refresh();
                Act(acting, states, rows, random);
            }
            acting.Store(_parts.Units, actions, isClipped: random is null);
        }
        finally
        {
            _pool.Return(acting);
        }
    }

    private void Act(GenerativeActing acting, ReadOnlySpan<float> states, int rows, RandomStream? random)
    {
        acting.Begin(states, rows, random ?? new RandomStream(0));
        for (var step = 0; step < _equations.StepsOfSample; step++)
        {
            var input = acting.Ask(step);
            if (acting.Kernels is { } kernels)
                kernels.Act(input, rows, acting.Answers);
            else
                ByTensors(input, rows).CopyTo(acting.Answers);
            Check.Finite(acting.Answers, Body.Outputs, "The network's output", static message => new InvalidOperationException(message));
            acting.Step();
        }
    }

    private double[] ByTensors(ReadOnlySpan<float> input, int rows)
    {
        if (!Tensors.IsSupported)
            throw Tensors.Missing();
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var pass = Body.Forward(Parameters.Upload(input, rows), PassPurpose.Acting);
        return DeviceTransfer.Download(pass.Output);
    }
}
