namespace DeclarativeIL.Experts;

/// <summary>Reads lines from somebody who takes their time, until the run that asks is cancelled.</summary>
/// <remarks>Not for use by several threads at once.</remarks>
internal sealed class LineWaiter(TextReader input)
{
    private Task<string?>? _reading; // a reading cannot be taken back: it goes on after a cancellation

    /// <summary>Drops a line that is there already: typed while nobody asked, it answers nothing.</summary>
    public void Forget()
    {
        if (_reading is { IsCompleted: true })
            _reading = null;
    }

    /// <summary>True if a line is still waited for, by whomever.</summary>
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
