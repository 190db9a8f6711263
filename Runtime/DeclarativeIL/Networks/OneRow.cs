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
    /// <param name="about">What is asked about, in the order of the question's constructor.</param>
    public double[] Ask<TQuestion>(params ReadOnlySpan<OneSampleArgument> about)
        where TQuestion : Question => AskMembers<TQuestion>(1, about);

    /// <summary>The numbers of each member's answer, one member after the other.</summary>
    /// <typeparam name="TQuestion">The question.</typeparam>
    /// <param name="members">How many answer.</param>
    /// <param name="about">What all are asked about.</param>
    public double[] AskMembers<TQuestion>(int members, params ReadOnlySpan<OneSampleArgument> about)
        where TQuestion : Question
    {
        var rows = Rows(members);
        var columns = new CpuColumn[about.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Column(i, about[i], rows);
        return Answer<TQuestion>(columns);
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

    private static CpuColumn Column(int place, OneSampleArgument argument, CpuRows rows)
    {
        if (argument.Draw is { } draw)
        {
            var draws = new CpuColumn("Draws", draw.Stream(), rows);
            draws.Start(draw.Row);
            return draws;
        }
        if (argument.Parts != 1)
            return new("Actions", argument.Numbers.ToArray(), argument.Numbers.Length, rows, argument.Parts);
        var column = new CpuColumn($"argument {place}", rows);
        column.Resize(argument.Numbers.Length);
        for (var member = 0; member < column.Rows; member++)
            column.Set(member, argument.Numbers.Span);
        return column;
    }
}
