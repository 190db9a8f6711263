namespace DeclarativeIL.Player.Heads;

/// <summary>What a head sees of one row.</summary>
internal readonly ref struct HeadRow
{
    public HeadRow(ReadOnlySpan<double> outputs, ReadOnlySpan<double> free, ReadOnlySpan<float> state)
    {
        Outputs = outputs;
        Free = free;
        State = state;
    }

    /// <summary>The outputs of the network: the columns of the head, side by side.</summary>
    public ReadOnlySpan<double> Outputs { get; }

    /// <summary>The head's own parameters.</summary>
    public ReadOnlySpan<double> Free { get; }

    /// <summary>The state.</summary>
    public ReadOnlySpan<float> State { get; }
}

/// <summary>
/// What the outputs of a network mean, as the library's heads declare it: acts in the head's own units, operation by operation as the
/// library's generated code computes them.
/// </summary>
internal abstract class Head
{
    /// <param name="width">Numbers of an act.</param>
    /// <param name="outputs">Outputs of the network.</param>
    protected Head(int width, long outputs) => (Width, Outputs) = (width, outputs);

    /// <summary>Numbers of an act.</summary>
    public int Width { get; }

    /// <summary>Outputs of the network that it takes.</summary>
    public long Outputs { get; }

    /// <summary>The name of its own parameters, one for each component of an act; none where it has none.</summary>
    public virtual string? Free => null;

    /// <summary>Numbers that a state has at least.</summary>
    public virtual long LeastState => 1;

    /// <summary>Choices of an act that is one choice; 0 for any other.</summary>
    public virtual int Choices => 0;

    /// <summary>Whether anything is drawn for a sample.</summary>
    public virtual bool Draws => true;

    /// <summary>Takes the memory that it needs, once its outputs are known to be in the file.</summary>
    public virtual void Open() { }

    /// <summary>The act that is taken in evaluation.</summary>
    public abstract void Mode(in HeadRow row, Span<double> act);

    /// <summary>A sample.</summary>
    public abstract void Sample(in HeadRow row, Span<double> act, DrawStream draws);

    /// <summary>log p of every choice.</summary>
    public virtual void LogProbs(in HeadRow row, Span<double> logs) => throw new NotSupportedException();
}
