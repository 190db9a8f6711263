using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>What a loop over rows has at hand outside of training: single rows may ask, and what the expert decides waits for it.</summary>
internal class RowsContext(RowsPlan plan, InputText inputs) : LoopContext(inputs)
{
    private const string OneRow = "one";

    private readonly Dictionary<string, int> _passes = [];

    protected RowsPlan Plan => plan;

    public override Scratch One { get; } = new(OneRow);

    public override bool IsInRow(int node) => plan.IsInRow(node);

    public override bool IsDemanded(int node) => plan.IsOfExpert(node);

    public override int NextPass(string network) =>
        _passes[network] = (_passes.TryGetValue(network, out var last) ? last : plan.PassesOf(network) - 1) + 1;

    /// <summary>Writes the local of the batch of one row, where something is asked about one.</summary>
    public void DeclareOne(SourceWriter writer)
    {
        if (plan.AsksInRow)
            writer.Line($"var {OneRow} = {RuntimeTypes.CpuBatch}.OfOneRow();      // for what is asked about one row at a time");
    }
}
