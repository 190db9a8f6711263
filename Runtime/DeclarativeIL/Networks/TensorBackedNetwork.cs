using System.Runtime.InteropServices;
using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>
/// A network that needs tensors, asked as one that does not: columns are sent to where it is, its answers are read back. It takes no
/// gradients.
/// </summary>
/// <param name="network">The network; it stays the caller's to dispose.</param>
/// <param name="windows">The windows of episodes in which it is asked where it remembers; none takes the usual ones.</param>
internal sealed class TensorBackedNetwork(INetwork network, EpisodeWindows? windows = null) : CpuNetwork
{
    private readonly Dictionary<CpuColumn, Tensor> _sent = [];

    /// <inheritdoc/>
    protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
    {
        if (answers.Count == 0)
            return;
        NativeLibraries.EnsureLoaded();
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var questions = new Question[answers.Count];
        for (var i = 0; i < questions.Length; i++)
            questions[i] = Questions.Make(answers[i].Question, new Arguments(this, answers[i]));
        using var found = network.Forward(questions);
        for (var i = 0; i < questions.Length; i++)
            Read(found[i], answers[i]);
        _sent.Clear(); // the scope frees them
    }

    /// <inheritdoc/>
    protected override void Backward(IReadOnlyList<RowOutputs> answers) =>
        throw new NotSupportedException("A network that is asked by tensors takes its gradients by tensors.");

    /// <inheritdoc/>
    protected override CpuNetwork Again() => new TensorBackedNetwork(network, windows);

    /// <summary>One tensor for each column, so that what is asked twice about the same is computed once.</summary>
    private Tensor Sent(CpuColumn column, bool isNumber)
    {
        if (_sent.TryGetValue(column, out var known))
            return known;
        var members = column.Rows == column.Count ? (long[])[] : [column.Rows / column.Count];
        long[] row =
            isNumber ? []
            : column.Parts == 1 ? [column.Width]
            : [column.Parts, column.Width / column.Parts];
        var (type, device) = (network.Parameters.Type, network.Parameters.Device);
        var sent = DeviceTransfer.Send(column.Numbers64(0, column.Rows), [.. members, column.Count, .. row], type, device);
        _sent[column] = sent;
        if (network is IModuleNetwork { MemorySize: > 0 } && column.History is { } history)
            RowOrder.Add(sent, OrderOf(history, column));
        return sent;
    }

    private WindowOrder OrderOf(ColumnHistory history, CpuColumn column)
    {
        var isLater = !ReferenceEquals(history.States, column);
        var found = WindowRows.Of(history.Episodes, windows);
        return WindowRows.OrderOf(
            isLater ? [.. found.Select(static window => window.Later)] : found,
            isAll: true,
            network.Parameters.Device,
            before =>
            {
                using var rows = DeviceTransfer.Send<long>(before, [before.Length], network.Parameters.Device);
                return Sent(history.States, false).index_select(0, rows);
            }
        );
    }

    private static void Read(Tensor answer, RowOutputs into)
    {
        using var here = answer.cpu(); // first: not every device knows float64
        using var wide = here.to(ScalarType.Float64);
        using var rows = wide.contiguous();
        var numbers = MemoryMarshal.Cast<byte, double>(rows.bytes);
        var count = into.Arguments.Length == 0 ? numbers.Length : into.Arguments[0].Rows;
        into.Resize(count, count == 0 ? 0 : numbers.Length / count);
        numbers.CopyTo(into.Values);
    }

    /// <summary>The columns of a question as tensors.</summary>
    private sealed class Arguments(TensorBackedNetwork network, RowOutputs answer) : IQuestionArguments
    {
        public Tensor Rows(int place) => network.Sent(answer.Arguments[place], isNumber: false);

        public Tensor Numbers(int place) => network.Sent(answer.Arguments[place], isNumber: true);

        public DrawBatch Draws(int place) => answer.Arguments[place].Draws();
    }
}
