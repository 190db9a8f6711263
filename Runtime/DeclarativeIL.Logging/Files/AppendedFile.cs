using DeclarativeIL.Files;

namespace DeclarativeIL.Logging.Files;

/// <summary>
/// A file of lines that is appended to, one write a report: whatever ends the process, whole lines are there, and at most one torn line
/// behind them, which is taken away when the file is opened again.
/// </summary>
internal sealed class AppendedFile : IDisposable
{
    /// <summary>The longest torn line that is taken for one; what is longer is no file of ours.</summary>
    public const int LongestLine = 1 << 20;

    private readonly FileStream _file;
    private readonly SoleWriter _writer;
    private long _end; // of the last whole line

    private AppendedFile(FileStream file, SoleWriter writer) => (_file, _writer) = (file, writer);

    /// <summary>Opens a file, or makes one.</summary>
    /// <param name="path">Where; the folder is there.</param>
    /// <param name="header">The first line, without its end; empty where there is none. A file without any bytes gets it.</param>
    /// <param name="isWhole">Tells whether a last line without an end is whole all the same: then it gets one.</param>
    /// <param name="isTorn">Tells whether an end without a line's end may be the beginning of a line that was being written, which is taken
    /// away; any is unless given.</param>
    /// <exception cref="IOException">
    /// It cannot be opened, another one writes it, it begins with another line, or its end is no line.
    /// </exception>
    public static AppendedFile Open(
        string path,
        ReadOnlySpan<byte> header,
        Func<ReadOnlyMemory<byte>, bool> isWhole,
        Func<ReadOnlyMemory<byte>, bool>? isTorn = null
    )
    {
        if (FileKinds.Fault(Path.GetFullPath(path)) is { } fault)
            throw new IOException($"{path} cannot be appended to: found {fault}; expected a file, or nothing.");
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be appended to: {e.Message}", e);
        }
        var file = new AppendedFile(stream, Claim(path, stream));
        try
        {
            file.Check(path, header);
            file.Mend(path, isWhole, isTorn ?? (static _ => true));
            if (file._end == 0 && header.Length > 0)
                file.Append([.. header, (byte)'\n']);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends whole lines in one write, behind the last whole line.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        if (_file.Length != _end) // a write before failed half-way
            _file.SetLength(_end);
        _file.Position = _end;
        _file.Write(lines);
        _file.Flush();
        _end += lines.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _writer.Dispose();
    }

    private static SoleWriter Claim(string path, FileStream file)
    {
        try
        {
            return SoleWriter.Claim(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The file begins with the header, or with a beginning of it if there is nothing else.</summary>
    private void Check(string path, ReadOnlySpan<byte> header)
    {
        if (header.Length == 0 || _file.Length == 0)
            return;
        var found = new byte[Math.Min(header.Length + 1, _file.Length)];
        _file.ReadExactly(found);
        var isOurs =
            found.Length > header.Length
                ? found.AsSpan(0, header.Length).SequenceEqual(header) && found[^1] == '\n'
                : header.StartsWith(found);
        if (!isOurs)
            throw new IOException(
                $"{path} cannot be appended to: found '{Printed(found)}' as its first line; expected '{Printed(header)}'."
            );
    }

    private void Mend(string path, Func<ReadOnlyMemory<byte>, bool> isWhole, Func<ReadOnlyMemory<byte>, bool> isTorn)
    {
        var tail = new byte[(int)Math.Min(_file.Length, LongestLine + 1)];
        _file.Position = _file.Length - tail.Length;
        _file.ReadExactly(tail);
        var begin = tail.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (begin == 0 && tail.Length > LongestLine)
            throw new IOException(
                $"{path} cannot be appended to: found no end of a line in its last {tail.Length} bytes; expected lines of at most "
                    + $"{LongestLine} bytes."
            );
        _end = _file.Length - (tail.Length - begin);
        if (begin < tail.Length && isWhole(tail.AsMemory(begin)))
            Append([.. tail.AsSpan(begin), (byte)'\n']);
        else if (begin < tail.Length && isTorn(tail.AsMemory(begin)))
            _file.SetLength(_end);
        else if (begin < tail.Length)
            throw new IOException(
                $"{path} cannot be appended to: found '{Printed(tail.AsSpan(begin, Math.Min(80, tail.Length - begin)))}' as its end; "
                    + "expected whole lines, or the beginning of one as they are written here."
            );
    }

    private static string Printed(ReadOnlySpan<byte> bytes) =>
        string.Concat(System.Text.Encoding.UTF8.GetString(bytes).Select(static c => char.IsControl(c) ? '?' : c));
}
