using System.Text;

namespace DeclarativeIL.Formats.Columns;

/// <summary>Bytes as text.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text that bytes are.</summary>
    /// <exception cref="MalformedDataException">They are no UTF-8.</exception>
    public static string Of(ReadOnlySpan<byte> bytes, string position)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new MalformedDataException(position, "bytes that are no UTF-8", "text in UTF-8");
        }
    }
}
