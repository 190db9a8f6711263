using System.ComponentModel;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>The answers to one question about every row of a batch, in float64, and the gradient that goes back for each.</summary>
/// <remarks>One object for the whole run: each step writes over the last one's numbers.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowOutputs
{
    private readonly CpuColumn[] _arguments;
    private double[] _values = [],
        _gradients = [];
    private int[] _places = [];
    private CpuColumn?[] _given = []; // of each argument, where its gradient is wanted

    internal RowOutputs(Type question, ReadOnlySpan<CpuColumn> arguments)
    {
        (Question, _arguments) = (question, arguments.ToArray());
        if (AnsweredByAttribute.Of(question) is { } by)
            (Member, IsWhole) = (by.Member, by.IsWhole);
    }

    /// <summary>The type of the question, such as <see cref="LogProbQuestion"/>.</summary>
    public Type Question { get; }

    /// <summary>The member of a policy's head that answers the question; none where no head does.</summary>
    internal HeadMember? Member { get; }

    /// <summary>Whether all members of an ensemble are asked together.</summary>
    internal bool IsWhole { get; }

    /// <summary>The place of the states among the arguments of a question to a policy: behind acts, before draws.</summary>
    internal int StatePlace => Member is HeadMember.LogProb or HeadMember.Fit ? 1 : 0;

    /// <summary>
    /// The arguments of the question, in the order of the question's constructor; nothing for a question about the network as a whole.
    /// </summary>
    public ReadOnlySpan<CpuColumn> Arguments => _arguments;

    /// <summary>True if the gradient goes to arguments alone, and not to the parameters of the network.</summary>
    public bool IsDetached { get; private set; }

    /// <summary>Number of answers: one a row, or one a member.</summary>
    public int Count { get; private set; }

    /// <summary>Numbers per answer.</summary>
    public int Width { get; private set; }

    /// <summary>Rows and columns of an answer that is a square matrix.</summary>
    public int Side => (int)Math.Round(Math.Sqrt(Width));

    /// <summary>[count, width], to be written by the network that answers.</summary>
    public Span<double> Values => _values.AsSpan(0, Count * Width);

    /// <summary>[count, width], the gradient of the losses with respect to each number, as given so far.</summary>
    public Span<double> Gradients => _gradients.AsSpan(0, Count * Width);

    /// <summary>[count, width], where among its outputs a network found each number, for those that note it.</summary>
    internal Span<int> Places
    {
        get
        {
            if (_places.Length < Count * Width)
                _places = new int[_values.Length];
            return _places.AsSpan(0, Count * Width);
        }
    }

    /// <summary>An answer that is a number.</summary>
    public double this[int row] => _values[row];

    /// <summary>A component of an answer.</summary>
    public double this[int row, int component] => _values[(row * Width) + component];

    /// <summary>An answer as a vector; valid until the next step.</summary>
    public Vector Vector(int row) => new(_values.AsMemory(row * Width, Width));

    /// <summary>An answer as an act; valid until the next step. What is no number behind a short sequence is not part of it.</summary>
    public Act Act(int row)
    {
        var act = _values.AsMemory(row * Width, Width);
        while (act.Length > 1 && double.IsNaN(act.Span[^1]) && !double.IsNaN(act.Span[0])) // an act of nothing but NaN is no sequence
            act = act[..^1];
        return new(act);
    }

    /// <summary>An answer as a square matrix; valid until the next step.</summary>
    public Matrix Matrix(int row) => DeclarativeIL.Matrix.Over(Side, Side, _values.AsMemory(row * Width, Width));

    /// <summary>Says that the network is asked here, not trained: the gradient goes to arguments alone.</summary>
    public RowOutputs Detach()
    {
        IsDetached = true;
        return this;
    }

    /// <summary>
    /// The gradient of the losses with respect to something that was asked about, row by row; filled by
    /// <see cref="CpuNetwork.BackwardToArguments()"/>.
    /// </summary>
    /// <param name="argument">Its place in the question's constructor.</param>
    public CpuColumn ArgumentGradient(int argument)
    {
        if (_given.Length == 0)
            _given = new CpuColumn?[_arguments.Length];
        return _given[argument] ??= _arguments[argument].Beside();
    }

    /// <summary>Adds to the gradient of an answer that is a number.</summary>
    public void AddGradient(int row, double gradient) => _gradients[row] += gradient;

    /// <summary>Adds to the gradient of a component of an answer.</summary>
    public void AddGradient(int row, int component, double gradient) => _gradients[(row * Width) + component] += gradient;

    /// <summary>Resizes the arrays for the answers of a step, and sets their gradients to 0.</summary>
    /// <param name="count">Number of answers.</param>
    /// <param name="width">Numbers per answer.</param>
    public void Resize(int count, int width)
    {
        if (_values.Length < count * width)
            (_values, _gradients) = (new double[count * width], new double[count * width]);
        (Count, Width) = (count, width);
        Gradients.Clear();
    }

    /// <summary>True if gradients with respect to what was asked about are wanted.</summary>
    public bool WantsArgumentGradients => _given.Length > 0;

    /// <summary>The column for the gradient with respect to an argument, to be opened and written; none where it is not wanted.</summary>
    /// <param name="argument">Its place in the question's constructor.</param>
    public CpuColumn? Given(int argument) => _given.Length == 0 ? null : _given[argument];

    /// <summary>Tells whether this is the answer to that question.</summary>
    internal bool Is(Type question, ReadOnlySpan<CpuColumn> arguments)
    {
        if (Question != question || _arguments.Length != arguments.Length)
            return false;
        for (var i = 0; i < arguments.Length; i++)
            if (_arguments[i] != arguments[i])
                return false;
        return true;
    }
}
