using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>The way out for operations that declare no derivative: TorchSharp's autograd through their batched form.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Autograd
{
    /// <summary>The gradient of a function of one tensor.</summary>
    /// <param name="function">The function, its other arguments fixed.</param>
    /// <param name="given">Where the gradient is taken.</param>
    /// <param name="upstream">The gradient that arrives from above, of the result's shape or one that repeats to it.</param>
    /// <returns>Of the shape of <paramref name="given"/>.</returns>
    public static Tensor Gradient(Func<Tensor, Tensor> function, Tensor given, Tensor upstream)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(given);
        using (enable_grad())
        {
            using var leaf = given.detach().requires_grad_();
            using var result = function(leaf);
            if (!result.requires_grad)
                return zeros_like(given); // only the shape of the tensor counts, or a whole number
            result.backward([upstream.expand_as(result)]);
            return leaf.grad is { } gradient ? gradient.detach() : zeros_like(given);
        }
    }
}
