using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Arithmetic;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>
/// The draws of one training step. A draw is a pure function of seed, parameter, step and row, so the declared one-sample
/// method can be given the very draw that the batched code used: that is how equations with draws are tested.
/// </summary>
/// <remarks>They are numbers of equations: float64, whatever the networks compute in.</remarks>
/// <param name="seeds">Where the step's randomness starts.</param>
/// <param name="step">The step's number.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepDraws(SeedSequence seeds, long step)
{
    private const int RowBits = 32;

    /// <summary>One uniform number per row.</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="like">[..., width]: the numbers are [...], on its device.</param>
    public Tensor Uniform(string parameter, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return Uniform(parameter, like.shape.AsSpan(0, like.shape.Length - 1), like.device);
    }

    /// <summary>One uniform number per row of a batch.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="rows">The numbers are [n], or [L, n] for the members of an ensemble, on its device.</param>
    public Tensor Uniform<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string parameter, Batch<TRow> rows)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Uniform(parameter, [.. rows.Shape], rows.Device);
    }

    /// <summary>Standard normal numbers for each row.</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="like">[..., width]: the numbers are of its shape and on its device.</param>
    public Tensor Gaussian(string parameter, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(like);
        var (stream, width) = (Stream(parameter), (int)like.shape[^1]);
        var values = new double[Rows(like) * width];
        for (var i = 0; i < values.Length; i++)
            values[i] = stream.GaussianAt(At(i / width), (ulong)(i % width));
        return DeviceTransfer.Send(values, like.shape, TensorArithmetic.EquationType(like.device), like.device);
    }

    /// <summary>Standard normal numbers for each row of a batch, as wide as something that is the same for all rows.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="rows">The numbers are [n, width], or [L, n, width] for the members of an ensemble.</param>
    /// <param name="like">[..., width].</param>
    public Tensor Gaussian<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string parameter, Batch<TRow> rows, Tensor like)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(like);
        return Gaussian(parameter, like.select(-1, 0).flatten()[0].expand([.. rows.Shape, like.shape[^1]]));
    }

    /// <summary>Randomness for a question that samples.</summary>
    public DrawBatch Draw(string parameter) => new(Stream(parameter), At(0));

    /// <summary>The uniform draw of one row.</summary>
    public Uniform UniformOf(string parameter, int row) => new(Stream(parameter).UniformAt(At(row), 0));

    /// <summary>The normal draw of one row.</summary>
    public Gaussian GaussianOf(string parameter, int row, int width)
    {
        var (stream, values) = (Stream(parameter), new double[width]);
        for (var i = 0; i < width; i++)
            values[i] = stream.GaussianAt(At(row), (ulong)i);
        return new(new Vector(values.AsMemory()));
    }

    /// <summary>The randomness of one row.</summary>
    public Draw DrawOf(string parameter, int row) => new(Stream(parameter).Key, At(row));

    /// <summary>The normal draw of a rollout step.</summary>
    /// <param name="stream">The parameter's stream.</param>
    /// <param name="lane">The environment.</param>
    /// <param name="time">The step, or the episode.</param>
    /// <param name="width">How many numbers.</param>
    public static Gaussian Gaussian(RandomStream stream, ulong lane, ulong time, int width)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var values = new double[width];
        for (var i = 0; i < width; i++)
            values[i] = stream.GaussianAt(lane, time * (ulong)width + (ulong)i);
        return new(new Vector(values.AsMemory()));
    }

    private Tensor Uniform(string parameter, ReadOnlySpan<long> shape, TorchSharp.torch.Device device)
    {
        var count = 1L;
        foreach (var size in shape)
            count *= size;
        var (stream, values) = (Stream(parameter), new double[count]);
        for (var row = 0; row < values.Length; row++)
            values[row] = stream.UniformAt(At(row), 0);
        return DeviceTransfer.Send(values, shape, TensorArithmetic.EquationType(device), device);
    }

    private RandomStream Stream(string parameter) => seeds.Child(parameter).Stream();

    private ulong At(int row) => At(step, row);

    /// <summary>The place of a row of a step among a parameter's draws.</summary>
    internal static ulong At(long step, int row) => ((ulong)step << RowBits) + (ulong)row;

    private static int Rows(Tensor like) => (int)(like.numel() / like.shape[^1]);
}
