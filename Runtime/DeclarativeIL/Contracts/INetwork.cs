using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// Something with parameters that answers batched questions and takes back the gradient of its answers. This is all that
/// generated training code asks of a network, so the same code trains a built-in perceptron and any module.
/// </summary>
public interface INetwork : IDisposable
{
    /// <summary>All parameters and all gradients, each in one flat tensor.</summary>
    FlatParameters Parameters { get; }

    /// <summary>Answers all questions with one forward pass over the distinct states asked about.</summary>
    /// <param name="questions">
    /// Questions whose batches need not be of equal size; their numbers are rounded to the parameters' type.
    /// </param>
    /// <returns>The answers in the order of the questions, without autograd history.</returns>
    NetworkOutputs Forward(params ReadOnlySpan<Question> questions);

    /// <summary>Adds the gradient of a scalar with respect to the parameters to <see cref="FlatParameters.Gradients"/>.</summary>
    /// <param name="answers">What <see cref="Forward"/> returned.</param>
    /// <param name="gradients">
    /// The gradient of the scalar with respect to each answer, of that answer's shape, rounded to its type; null where it is zero.
    /// </param>
    void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients);
}

/// <summary>The answers to one <see cref="INetwork.Forward"/>, with what the backward pass needs.</summary>
public abstract class NetworkOutputs : IDisposable
{
    /// <summary>Number of questions answered.</summary>
    public abstract int Count { get; }

    /// <summary>The answer to question <paramref name="index"/>.</summary>
    public abstract Tensor this[int index] { get; }

    /// <summary>Frees what the backward pass would have needed.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees tensors.</summary>
    protected abstract void Dispose(bool disposing);
}
