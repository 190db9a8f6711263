using System.Text;
using DeclarativeIL.Files;

namespace DeclarativeIL.Checkpoints;

/// <summary>Small files of text that are read at once, from strangers.</summary>
internal static class SmallFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All bytes of a file, a byte order mark left out.</summary>
    /// <exception cref="CheckpointException">It is too large, or no file.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int most)
    {
        if (FileKinds.Fault(path) is { } fault)
            throw new CheckpointException(path, fault, "a file");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > most)
            throw new CheckpointException(path, $"{file.Length} bytes", $"at most {most}");
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length..read : ..read);
    }

    /// <summary>All of a file in UTF-8.</summary>
    /// <exception cref="CheckpointException">It is too large, no file, or not in UTF-8.</exception>
    public static string Text(string path, int most)
    {
        try
        {
            return Strict.GetString(Read(path, most).Span);
        }
        catch (DecoderFallbackException e)
        {
            throw new CheckpointException(path, "bytes that are no UTF-8", "text in UTF-8", e);
        }
    }
}
