using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>What a loop over rows has at hand beside columns and answers, and how it is written; that of losses has nothing.</summary>
internal class LoopContext(InputText inputs)
{
    /// <summary>How inputs are written for one row.</summary>
    public InputText Inputs => inputs;

    /// <summary>Whether a node is known within a row only.</summary>
    public virtual bool IsInRow(int node) => false;

    /// <summary>Whether a node is computed only where it decides.</summary>
    public virtual bool IsDemanded(int node) => false;

    /// <summary>The local of the column that holds a point of each row, and the point as a whole; null for all else.</summary>
    public virtual (string Column, string Whole)? PointOf(int node) => null;

    /// <summary>C# for the column of a draw.</summary>
    /// <param name="rows">C# for the number of rows.</param>
    /// <param name="width">C# for the width of a normal draw; empty for the others.</param>
    public virtual string Drawn(Input.Draw draw, ValueType type, string rows, string width) =>
        $"draws.{Kind(type)}(\"{draw.Stream}\", {rows}{(width.Length == 0 ? "" : ", " + width)})";

    /// <summary>C# for the width of a normal draw, where it is not that of what it is added to.</summary>
    public virtual string? WidthOf(int draw) => null;

    /// <summary>The arguments of every question to the expert before those that are declared.</summary>
    public virtual IEnumerable<string> ExpertArguments => [];

    /// <summary>The batch of one row, whose columns are written for questions about that row.</summary>
    public virtual Scratch One => throw new InvalidOperationException("Nothing is asked about one row here.");

    /// <summary>The number of a network's next pass.</summary>
    public virtual int NextPass(string network) => throw new InvalidOperationException("Nothing is asked about one row here.");

    protected static string Kind(ValueType type) =>
        type.Kind switch
        {
            ValueKind.Draw => "Draw",
            _ when type.Rank == 0 => "Uniform",
            _ => "Gaussian",
        };
}
