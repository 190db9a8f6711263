using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>Refuses batches that do not fit, saying what was found and what was expected. Nothing here waits for a device.</summary>
internal static class Check
{
    /// <summary>Throws unless <paramref name="found"/> is of those sizes, and of the parameters' number type and device.</summary>
    public static void Tensor(
        Question question,
        string name,
        Tensor found,
        FlatParameters parameters,
        params ReadOnlySpan<Dimension> expected
    )
    {
        if (!Fits(found, expected))
            throw new ArgumentException(
                $"{Describe(question)}: {name} is {(found is null ? "null" : Shape(found))}; "
                    + $"expected [{string.Join(", ", expected.ToArray())}]."
            );
        if (found.dtype != parameters.Type)
            throw new ArgumentException(
                $"{Describe(question)}: {name} is {found.dtype}; expected {parameters.Type}, as the network's parameters."
            );
        if (found.device_type != parameters.Device.type)
            throw new ArgumentException(
                $"{Describe(question)}: {name} is on {found.device}; expected {parameters.Device}, where the network is."
            );
    }

    /// <summary>Throws unless there is such a question with such an argument.</summary>
    public static void Argument(IReadOnlyList<Question> questions, int question, int argument, Func<int, int> count)
    {
        if (question < 0 || question >= questions.Count)
            throw new ArgumentOutOfRangeException(
                nameof(question),
                question,
                $"Found question {question}; expected one of 0 to {questions.Count - 1}."
            );
        var arguments = count(question);
        if (argument < 0 || argument >= arguments)
            throw new ArgumentOutOfRangeException(
                nameof(argument),
                argument,
                $"{Describe(questions[question])}: found argument {argument}; expected one of its {arguments}, counted from 0."
            );
    }

    /// <summary>Throws unless <paramref name="gradient"/> has the shape of the <paramref name="answer"/>.</summary>
    public static void Gradient(Question question, Tensor gradient, Tensor answer)
    {
        if (gradient.numel() != answer.numel() || gradient.dim() != answer.dim())
            throw new ArgumentException(
                $"{Describe(question)}: the gradient is {Shape(gradient)}; expected {Shape(answer)}, the answer's shape."
            );
    }

    /// <summary>
    /// Throws where a discrete action is not one of 0 to <paramref name="count"/> - 1. Only on the CPU: elsewhere a look
    /// would wait for the device.
    /// </summary>
    public static void Indices(Question question, string name, Tensor actions, int count)
    {
        if (actions.device_type != DeviceType.CPU)
            return;
        using var copy = actions.is_contiguous() ? null : actions.contiguous();
        var bytes = (copy ?? actions).bytes;
        if (actions.dtype == ScalarType.Float32)
            Indices<float>(question, name, MemoryMarshal.Cast<byte, float>(bytes), count);
        else if (actions.dtype == ScalarType.Float64)
            Indices<double>(question, name, MemoryMarshal.Cast<byte, double>(bytes), count);
    }

    /// <summary>Throws where a number on the host is NaN or infinite.</summary>
    public static void Finite<T>(ReadOnlySpan<T> values, int width, string name, Func<string, Exception> refuse)
        where T : System.Numerics.IFloatingPoint<T>
    {
        for (var i = 0; i < values.Length; i++)
            if (!T.IsFinite(values[i]))
                throw refuse($"{name} in row {i / width}, component {i % width}, is {values[i]}; expected a finite number.");
    }

    /// <summary>The question's name, as in declarations.</summary>
    public static string Describe(Question question) => question.GetType().Name.Replace("Question", "", StringComparison.Ordinal);

    /// <summary>A shape as read by people.</summary>
    public static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static bool Fits(Tensor? found, ReadOnlySpan<Dimension> expected)
    {
        if (found is null || found.dim() != expected.Length)
            return false;
        for (var i = 0; i < expected.Length; i++)
            if (expected[i].Size is { } size && found.size(i) != size)
                return false;
        return true;
    }

    private static void Indices<T>(Question question, string name, ReadOnlySpan<T> actions, int count)
        where T : System.Numerics.IFloatingPoint<T>
    {
        var bound = T.CreateChecked(count);
        for (var row = 0; row < actions.Length; row++)
            if (!(actions[row] >= T.Zero && actions[row] < bound && T.Floor(actions[row]) == actions[row]))
                throw new ArgumentException(
                    $"{Describe(question)}: {name} in row {row} is {actions[row]}; expected a whole number from 0 to {count - 1}."
                );
    }
}

/// <summary>The size of one dimension as it is expected; none where any size will do.</summary>
internal readonly record struct Dimension(long? Size)
{
    /// <summary>Any number of rows.</summary>
    public static Dimension Any => new(null);

    public static implicit operator Dimension(long size) => new(size);

    public static implicit operator Dimension(long? size) => new(size);

    /// <summary>The size, or n.</summary>
    public override string ToString() => Size is { } size ? $"{size}" : "n";
}
