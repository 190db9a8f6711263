namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>A line is longer than was allowed.</summary>
internal sealed class LineTooLongException : IOException;

/// <summary>Lines of bytes, of bounded length; memory grows with the longest line, not with the file.</summary>
/// <param name="stream">Read from where it stands.</param>
/// <param name="limit">The longest line, in bytes, its end not counted.</param>
internal sealed class LineReader(Stream stream, int limit)
{
    private byte[] _buffer = new byte[Math.Min(limit, 1 << 16) + 1];
    private int _start,
        _end;
    private bool _ended;

    /// <summary>The next line without its end; the last one need not have any. Valid until the next call.</summary>
    /// <returns>False behind the last line.</returns>
    /// <exception cref="LineTooLongException">The line is too long; found before more of it is in memory than the limit.</exception>
    public bool Next(out ReadOnlyMemory<byte> line)
    {
        for (var searched = 0; ; )
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0 || _ended)
            {
                var length = at >= 0 ? searched + at : _end - _start;
                if (length > limit)
                    throw new LineTooLongException();
                line = _buffer.AsMemory(_start, length);
                var isThere = at >= 0 || length > 0;
                _start += length + (at >= 0 ? 1 : 0);
                return isThere;
            }
            searched = _end - _start;
            if (searched > limit)
                throw new LineTooLongException();
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, limit + 1L));
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
