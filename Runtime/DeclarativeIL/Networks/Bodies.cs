using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>A layer of square filters.</summary>
/// <param name="Filters">How many, 1 or more.</param>
/// <param name="Kernel">Pixels of a side, 1 or more.</param>
/// <param name="Stride">Pixels from one place of a filter to the next, 1 or more.</param>
public readonly record struct Convolution(int Filters, int Kernel, int Stride = 1);

/// <summary>Makes modules for images and for windows of observations. Policies and critics are made <c>Over</c> them.</summary>
public static class Bodies
{
    private static readonly Convolution[] Usual = [new(16, 5, 2), new(32, 3, 2)];

    /// <summary>Layers of filters over an image, then a hidden layer and a linear one; rectifiers between them.</summary>
    /// <remarks>
    /// It takes images as <see cref="ImageSpace"/> encodes them, row after row of pixels, and refuses rows of another size.
    /// </remarks>
    /// <param name="images">The images.</param>
    /// <param name="outputs">Numbers that the network needs: for a <c>CategoricalPolicy</c> one a choice.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="layers">The layers of filters; 16 of 5 x 5 and 32 of 3 x 3, both with a stride of 2, unless given.</param>
    /// <param name="hidden">Width of the hidden layer.</param>
    /// <param name="frames">Images of a row, one below the other (<c>ObservationView.Frames</c>); their channels are joined.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <exception cref="ArgumentException">An image is smaller than a filter.</exception>
    public static nn.Module<Tensor, Tensor> Convolutional(
        ImageSpace images,
        int outputs,
        SeedSequence seeds,
        IReadOnlyList<Convolution>? layers = null,
        int hidden = 64,
        int frames = 1,
        ScalarType type = ScalarType.Float32
    )
    {
        ArgumentNullException.ThrowIfNull(images);
        Hyperparameter.Checked(outputs, 1, int.MaxValue, nameof(outputs));
        Hyperparameter.Checked(hidden, 1, int.MaxValue, nameof(hidden));
        Hyperparameter.Checked(frames, 1, int.MaxValue, nameof(frames));
        return new ConvolutionalModule(images, frames, layers ?? Usual, hidden, outputs, Weights(seeds, type));
    }

    /// <summary>
    /// A transformer over the last observations (<c>ObservationView.Frames</c>): each is a token, with a learned place; the outputs are
    /// those of the newest, after attention to all (Vaswani et al. 2017, with layer norms before each part).
    /// </summary>
    /// <param name="frames">Observations of a row, 1 or more.</param>
    /// <param name="observation">Numbers of an observation.</param>
    /// <param name="outputs">Numbers that the network needs: for a <c>CategoricalPolicy</c> one a choice.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="width">Numbers of a token within, a multiple of the heads.</param>
    /// <param name="heads">Heads of attention in each block.</param>
    /// <param name="blocks">Blocks of attention, 1 or more.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <exception cref="ArgumentException">The width is no multiple of the heads.</exception>
    public static nn.Module<Tensor, Tensor> Transformer(
        int frames,
        int observation,
        int outputs,
        SeedSequence seeds,
        int width = 32,
        int heads = 2,
        int blocks = 1,
        ScalarType type = ScalarType.Float32
    )
    {
        Hyperparameter.Checked(frames, 1, int.MaxValue, nameof(frames));
        Hyperparameter.Checked(observation, 1, int.MaxValue, nameof(observation));
        Hyperparameter.Checked(outputs, 1, int.MaxValue, nameof(outputs));
        Hyperparameter.Checked(heads, 1, int.MaxValue, nameof(heads));
        Hyperparameter.Checked(blocks, 1, int.MaxValue, nameof(blocks));
        if (width < 1 || width % heads != 0)
            throw new ArgumentException($"Found a width of {width}; expected a multiple of {heads}, the heads.", nameof(width));
        return new TransformerModule(frames, observation, outputs, (width, heads, blocks), Weights(seeds, type));
    }

    private static StartingWeights Weights(SeedSequence seeds, ScalarType type)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        return new(seeds, Placement.Of(type, null).Type);
    }
}
