using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Networks;

/// <summary>A network asked about one row at a time, in float64 numbers: without tensors, where it needs none.</summary>
/// <remarks>Each answer is by the parameters as they are then. Safe for use by several threads at once.</remarks>
/// <param name="network">Who is asked.</param>
internal sealed class OneRow(INetwork network)
{
    private readonly Lock _asking = new();
    private CpuNetwork? _rows;

    /// <summary>The numbers of the answer to a question.</summary>
    /// <typeparam name="TQuestion">The question.</typeparam>
    /// <param name="arguments">The numbers of each thing that is asked about.</param>
    public double[] Ask<TQuestion>(params ReadOnlySpan<ReadOnlyMemory<double>> arguments)
        where TQuestion : Question => Ask<TQuestion>(1, arguments);

    /// <summary>The numbers of each member's answer, one member after the other.</summary>
    /// <typeparam name="TQuestion">The question.</typeparam>
    /// <param name="members">How many answer.</param>
    /// <param name="arguments">The numbers of each thing that all are asked about.</param>
    public double[] Ask<TQuestion>(int members, params ReadOnlySpan<ReadOnlyMemory<double>> arguments)
        where TQuestion : Question
    {
        var rows = Rows(members);
        var columns = new CpuColumn[arguments.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Column(i, arguments[i].Span, rows);
        return Answer<TQuestion>(columns);
    }

    /// <summary>log p of several acts in one state.</summary>
    public double[] LogProbs(Acts actions, State state)
    {
        var rows = Rows(1);
        double[] numbers = [.. actions.SelectMany(static act => act.Span.ToArray())];
        return Answer<LogProbsOfQuestion>([new("Actions", numbers, numbers.Length, rows, actions.Count), Column(1, state.Span, rows)]);
    }

    /// <summary>The numbers of the answer to a question about a state and a draw.</summary>
    /// <typeparam name="TQuestion">The question.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="draw">The draw.</param>
    public double[] Ask<TQuestion>(State state, Draw draw)
        where TQuestion : Question
    {
        var rows = Rows(1);
        var draws = new CpuColumn("Draws", draw.Stream(), rows);
        draws.Start(draw.Row);
        return Answer<TQuestion>([Column(0, state.Span, rows), draws]);
    }

    private double[] Answer<TQuestion>(ReadOnlySpan<CpuColumn> columns)
        where TQuestion : Question
    {
        lock (_asking)
        {
            _rows ??= CpuBackend.ForInference(network, 1);
            _rows.Load();
            var answer = _rows.Ask<TQuestion>(columns);
            _rows.Forward();
            return answer.Values.ToArray();
        }
    }

    private static CpuRows Rows(int members)
    {
        var rows = new CpuRows();
        rows.InOrder(members, 1);
        return rows;
    }

    private static CpuColumn Column(int argument, ReadOnlySpan<double> numbers, CpuRows rows)
    {
        var column = new CpuColumn($"argument {argument}", rows);
        column.Resize(numbers.Length);
        for (var member = 0; member < column.Rows; member++)
            column.Set(member, numbers);
        return column;
    }
}
