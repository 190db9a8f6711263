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
    private static readonly float[] Encodings = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(static pixel => pixel / Brightest)];

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

    /// <summary>[256], each byte encoded, as <see cref="Encode"/> does it.</summary>
    internal static ReadOnlySpan<float> EncodedBytes => Encodings;

    /// <summary>A state of an encoded image, as networks take it.</summary>
    /// <param name="pixels">[<see cref="Width"/>], the image.</param>
    /// <exception cref="ArgumentException">It is of another size.</exception>
    public State ToState(ReadOnlySpan<byte> pixels)
    {
        CheckSize(pixels.Length, nameof(pixels));
        var numbers = new double[pixels.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Encodings[pixels[i]];
        return new State(numbers.AsMemory());
    }

    /// <summary>The image that a state is the code of.</summary>
    /// <param name="state">An encoded image.</param>
    /// <returns>[<see cref="Width"/>].</returns>
    /// <exception cref="ArgumentException">It is of another size, or a number is the code of no byte.</exception>
    public byte[] ToBytes(State state)
    {
        CheckSize(state.Size, nameof(state));
        var pixels = new byte[state.Size];
        for (var i = 0; i < pixels.Length; i++)
            if (!TryDecode(state[i], out pixels[i]))
                throw new ArgumentException($"Found {state[i]:R} at {i}; expected {Codes}.", nameof(state));
        return pixels;
    }

    /// <summary>What an encoded image is made of, in words.</summary>
    internal const string Codes = "a whole number from 0 to 255 divided by 255, as images are encoded (ObservationView.Encoded)";

    /// <summary>The byte that a number is the code of.</summary>
    internal static bool TryDecode(double code, out byte pixel)
    {
        var nearest = Math.Round(code * Brightest);
        pixel = nearest is >= 0 and <= byte.MaxValue ? (byte)nearest : default;
        return Encodings[pixel] == code;
    }

    private void CheckSize(int found, string name)
    {
        if (found != Width)
            throw new ArgumentException($"Found an image of {found} numbers; expected {Height} x {Columns} x {Channels} = {Width}.", name);
    }

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
