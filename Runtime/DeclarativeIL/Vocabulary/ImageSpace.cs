using System.Numerics.Tensors;

namespace DeclarativeIL;

/// <summary>
/// Images of bytes: whole numbers 0 to 255, row after row, the channels of a pixel side by side ([height, width, channels]). Encoded, each
/// number is divided by 255.
/// </summary>
public sealed record ImageSpace : Space
{
    internal const string Kind = "image";
    private const float Brightest = byte.MaxValue;

    /// <summary>Images of one size.</summary>
    /// <param name="height">Rows of pixels, 1 or more.</param>
    /// <param name="width">Pixels of a row, 1 or more.</param>
    /// <param name="channels">Numbers of a pixel, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or an image has too many numbers for an array.</exception>
    public ImageSpace(int height, int width, int channels)
    {
        Height = Hyperparameter.Checked(height, 1, Array.MaxLength, nameof(height));
        Columns = Hyperparameter.Checked(width, 1, Array.MaxLength / height, nameof(width));
        Channels = Hyperparameter.Checked(channels, 1, Array.MaxLength / (height * width), nameof(channels));
    }

    /// <summary>Rows of pixels.</summary>
    public int Height { get; }

    /// <summary>Pixels of a row.</summary>
    public int Columns { get; }

    /// <summary>Numbers of a pixel.</summary>
    public int Channels { get; }

    /// <summary>Numbers of an image.</summary>
    public override int Width => Height * Columns * Channels;

    /// <inheritdoc/>
    public override string Text => Words(Kind, [Height, Columns, Channels]);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element)
    {
        if (element.Length != Width)
            return false;
        foreach (var value in element)
            if (!(value >= 0 && value <= Brightest && value == MathF.Floor(value)))
                return false;
        return true;
    }

    /// <summary>Each number divided by 255.</summary>
    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> element, Span<float> encoded)
    {
        CheckEncoding(element, encoded);
        TensorPrimitives.Divide(element, Brightest, encoded);
    }
}
