using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// The boundary between equations and networks: the arguments of a question are rounded to the network's number type, once, and so is
/// the gradient that comes back.
/// </summary>
internal sealed class Rounding(ScalarType type) : IDisposable
{
    private Dictionary<Tensor, Tensor>? _rounded; // equal objects stay equal objects: they are asked about once

    /// <summary>The questions about what the network takes.</summary>
    public Question[] Of(ReadOnlySpan<Question> questions)
    {
        var rounded = new Question[questions.Length];
        for (var i = 0; i < rounded.Length; i++)
            rounded[i] = questions[i]?.With(Of)!; // none is refused where it is answered
        return rounded;
    }

    /// <summary>The gradient of an answer, of the answer's type; the caller disposes it.</summary>
    public static Tensor Of(Tensor gradient, Tensor answer) => OfOther(gradient, answer) ?? gradient.alias();

    /// <summary>The gradient of an answer in the answer's type, which the caller disposes; none where it is of that type.</summary>
    public static Tensor? OfOther(Tensor gradient, Tensor answer) => IsOther(gradient, answer.dtype) ? gradient.to(answer.dtype) : null;

    /// <summary>Frees what was rounded.</summary>
    public void Dispose()
    {
        foreach (var tensor in _rounded?.Values ?? Enumerable.Empty<Tensor>())
            tensor.Dispose();
        _rounded = null;
    }

    private Tensor Of(Tensor given)
    {
        if (!IsOther(given, type))
            return given;
        _rounded ??= new(ReferenceEqualityComparer.Instance);
        return _rounded.TryGetValue(given, out var known)
            ? known
            : _rounded[given] = RowOrder.Carry(given, given.to(type), before => before.to(type));
    }

    private static bool IsOther(Tensor? given, ScalarType type) => given is not null && given.dtype != type && given.is_floating_point();
}
