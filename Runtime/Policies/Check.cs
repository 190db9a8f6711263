using System.Runtime.InteropServices;
using DeclarativeIL.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>Refuses batches that do not fit, saying what was found and what was expected. Nothing here waits for a device.</summary>
internal static class Check
{
    /// <summary>Throws unless <paramref name="found"/> is [rows, columns] of the parameters' number type and device.</summary>
    public static void Matrix(Question question, string name, Tensor found, long? rows, int columns, FlatParameters parameters)
    {
        if (found is null || found.dim() != 2 || found.size(1) != columns || (rows is { } expected && found.size(0) != expected))
            throw new ArgumentException(
                $"{Describe(question)}: {name} is {(found is null ? "null" : Shape(found))}; "
                + $"expected [{(rows is null ? "n" : $"{rows}")}, {columns}].");
        if (found.dtype != parameters.Type)
            throw new ArgumentException(
                $"{Describe(question)}: {name} is {found.dtype}; expected {parameters.Type}, as the network's parameters.");
        if (found.device_type != parameters.Device.type)
            throw new ArgumentException(
                $"{Describe(question)}: {name} is on {found.device}; expected {parameters.Device}, where the network is.");
    }

    /// <summary>Throws unless <paramref name="gradient"/> has the shape of the <paramref name="answer"/>.</summary>
    public static void Gradient(Question question, Tensor gradient, Tensor answer)
    {
        if (gradient.numel() != answer.numel() || gradient.dim() != answer.dim())
            throw new ArgumentException(
                $"{Describe(question)}: the gradient is {Shape(gradient)}; expected {Shape(answer)}, the answer's shape.");
    }

    /// <summary>
    /// Throws where a discrete action is not one of 0 to <paramref name="count"/> - 1. Only on the CPU: elsewhere a look
    /// would wait for the device.
    /// </summary>
    public static void Indices(Question question, Tensor actions, int count)
    {
        if (actions.device_type != DeviceType.CPU)
            return;
        using var copy = actions.is_contiguous() ? null : actions.contiguous();
        var bytes = (copy ?? actions).bytes;
        if (actions.dtype == ScalarType.Float32)
            Indices<float>(question, MemoryMarshal.Cast<byte, float>(bytes), count);
        else if (actions.dtype == ScalarType.Float64)
            Indices<double>(question, MemoryMarshal.Cast<byte, double>(bytes), count);
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

    private static void Indices<T>(Question question, ReadOnlySpan<T> actions, int count)
        where T : System.Numerics.IFloatingPoint<T>
    {
        var bound = T.CreateChecked(count);
        for (var row = 0; row < actions.Length; row++)
            if (!(actions[row] >= T.Zero && actions[row] < bound && T.Floor(actions[row]) == actions[row]))
                throw new ArgumentException(
                    $"{Describe(question)}: Action in row {row} is {actions[row]}; expected a whole number from 0 to {count - 1}.");
    }
}
