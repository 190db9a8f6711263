using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The numbers of a <see cref="DrawBatch"/>, drawn on the host: equal on every device.</summary>
internal static class DrawnTensors
{
    /// <summary>[rows, 1] from [0, 1).</summary>
    public static Tensor Uniform(DrawBatch draws, long rows, FlatParameters parameters) =>
        Fill(draws, rows, 1, parameters, static (draws, row, component) => draws.Stream.UniformAt(row, component));

    /// <summary>[rows, width] from the standard normal distribution.</summary>
    public static Tensor Gaussian(DrawBatch draws, long rows, long width, FlatParameters parameters) =>
        Fill(draws, rows, width, parameters, static (draws, row, component) => draws.Stream.GaussianAt(row, component));

    private static Tensor Fill(
        DrawBatch draws,
        long rows,
        long width,
        FlatParameters parameters,
        Func<DrawBatch, ulong, ulong, double> draw
    )
    {
        ArgumentNullException.ThrowIfNull(draws);
        var values = new double[rows * width];
        for (var i = 0; i < values.Length; i++)
            values[i] = draw(draws, draws.PlaceOf((int)(i / width)), (ulong)(i % width));
        return parameters.Type == ScalarType.Float64 // not every device knows float64
            ? DeviceTransfer.Send<double>(values, [rows, width], parameters.Device)
            : DeviceTransfer.Send<float>(Array.ConvertAll(values, Narrow), [rows, width], parameters.Device);
    }

    /// <summary>The nearest float, but below 1 what is below 1: a draw from [0, 1) stays one.</summary>
    private static float Narrow(double value) => value < 1 && (float)value >= 1 ? MathF.BitDecrement(1) : (float)value;
}
