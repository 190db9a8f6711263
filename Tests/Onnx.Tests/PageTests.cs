using DeclarativeIL.Onnx.Graphs.Messages;
using static TorchSharp.torch;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>What docs/onnx.md says of names, of what is refused and of operations is so.</summary>
public sealed class PageTests
{
    private readonly string _page = Pages.Read("docs/onnx.md");

    [Fact]
    public void The_page_has_a_row_for_every_head_with_all_outputs()
    {
        foreach (var type in Made.Policies.Keys)
        {
            var head = $"`{type.Name[..^"Policy".Length]}Head`";
            var row = Assert.Single(
                _page.Split('\n'),
                line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|')[1].Contains(head, StringComparison.Ordinal)
            );
            using var policy = Made.Policy(type, Build.All.First());
            foreach (var output in OnnxModel.Of(policy).Outputs.Where(static output => output.Name != "mode"))
                Assert.Contains($"`{output.Name}`", row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_names_other_networks_and_what_is_refused() =>
        Assert.All(
            RefusalTests.Networks.Concat(RefusalTests.Refused),
            type => Assert.Contains($"`{type.Name}`", _page, StringComparison.Ordinal)
        );

    [Fact]
    public void The_page_lists_all_operations()
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in Made.Policies.Keys.Concat(Made.Ensembles.Keys))
        foreach (var activation in Enum.GetValues<Activation>())
        foreach (var number in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            using var policy = Made.Policy(type, new([3], activation, number, true));
            foreach (var node in ModelProto.Parser.ParseFrom(OnnxModel.Of(policy).ToArray()).Graph.Node)
                used.Add(node.OpType);
        }
        var words = string.Join(' ', _page.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($": {string.Join(", ", used)}.", words, StringComparison.Ordinal);
    }
}
