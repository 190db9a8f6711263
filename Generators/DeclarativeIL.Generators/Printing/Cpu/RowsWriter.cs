using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>The parts of a method that computes members row by row without gradient: the networks' parameters, questions, bodies.</summary>
internal sealed class RowsWriter
{
    private readonly SourceWriter _writer;
    private readonly RowsPlan _plan;
    private readonly CpuQuestions _questions;

    public RowsWriter(SourceWriter writer, RowsPlan plan, LocalNames names, RowsContext context)
    {
        (_writer, _plan) = (writer, plan);
        _questions = new(writer, plan.Method, names, plan.Draws, context) { Batches = [plan.Batch] };
        Context = context;
    }

    public RowsContext Context { get; }

    /// <summary>Writes what is done once: every network takes its present parameters.</summary>
    public void Load()
    {
        foreach (var network in _plan.Parameters.Networks())
            _writer.Line($"{Signatures.Escape(network)}.Load();");
        Context.DeclareOne(_writer);
    }

    /// <summary>Writes the questions about all rows.</summary>
    public void Ask()
    {
        _questions.Ask();
        if (_questions.Passes.Count > 0)
            _writer.Line();
    }

    /// <summary>The body that computes a member; what is the same for all rows is written.</summary>
    public CpuRows Open(MemberModel member)
    {
        var rows = _questions.Loop(_plan.Batch, [_plan.RootOf(member)], _questions.ScratchOf(Signatures.Data(_plan.Batch)));
        rows.Open();
        return rows;
    }

    /// <summary>Writes what a member's value for a row needs, and returns it.</summary>
    public Code Value(CpuRows rows, MemberModel member) => rows.Result(_plan.RootOf(member));
}
