namespace DeclarativeIL.Experts;

/// <summary>Reads lines from a person, until the run that asks is cancelled.</summary>
/// <remarks>Not for use by several threads at once.</remarks>
internal sealed class LineWaiter(TextReader input)
{
    private Task<string?>? _reading; // a reading cannot be taken back: it goes on after a cancellation

    /// <summary>Drops a line that was typed before the question was asked.</summary>
    public void Forget()
    {
        if (_reading is { IsCompleted: true })
            _reading = null;
    }

    /// <summary>True while a line is waited for.</summary>
    public bool IsReading => _reading is { IsCompleted: false };

    /// <summary>The next line; null where the input has ended.</summary>
    /// <exception cref="OperationCanceledException">The run is cancelled.</exception>
    public string? Next()
    {
        var cancellation = ExpertCancellation.Current;
        if (!cancellation.CanBeCanceled && _reading is null)
            return input.ReadLine();
        cancellation.ThrowIfCancellationRequested();
        _reading ??= Task.Run(input.ReadLine);
        try
        {
            return _reading.WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        finally
        {
            Forget(); // read, or failed
        }
    }
}
