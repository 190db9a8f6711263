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
            questions[i] = RowQuestions.Of(answers[i], Sent);
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
}

/// <summary>Questions about tensors from those about columns.</summary>
internal static class RowQuestions
{
    private delegate Question Maker(ReadOnlySpan<CpuColumn> columns, Func<CpuColumn, bool, Tensor> send);

    private static readonly Dictionary<Type, Maker> Makers = new()
    {
        [typeof(LogProbQuestion)] = static (of, send) => new LogProbQuestion(send(of[0], false), send(of[1], false)),
        [typeof(LogProbsOfQuestion)] = static (of, send) => new LogProbsOfQuestion(send(of[0], false), send(of[1], false)),
        [typeof(LogProbsQuestion)] = static (of, send) => new LogProbsQuestion(send(of[0], false)),
        [typeof(EntropyQuestion)] = static (of, send) => new EntropyQuestion(send(of[0], false)),
        [typeof(MeanQuestion)] = static (of, send) => new MeanQuestion(send(of[0], false)),
        [typeof(SampleQuestion)] = static (of, send) => new SampleQuestion(send(of[0], false), of[1].Draws()),
        [typeof(SampleLogProbQuestion)] = static (of, send) => new SampleLogProbQuestion(send(of[0], false), of[1].Draws()),
        [typeof(SquaredWeightsQuestion)] = static (_, _) => new SquaredWeightsQuestion(),
        [typeof(CoefficientQuestion)] = static (_, _) => new CoefficientQuestion(),
        [typeof(ValueQuestion)] = static (of, send) => new ValueQuestion(send(of[0], false)),
        [typeof(ActValueQuestion)] = static (of, send) => new ActValueQuestion(send(of[0], false), send(of[1], false)),
        [typeof(StepValueQuestion)] = static (of, send) =>
            new StepValueQuestion(send(of[0], false), send(of[1], false), send(of[2], false)),
        [typeof(FeaturesQuestion)] = static (of, send) => new FeaturesQuestion(send(of[0], false)),
        [typeof(FieldQuestion)] = static (of, send) => new FieldQuestion(send(of[0], false), send(of[1], false), send(of[2], true)),
        [typeof(EnsembleMeanQuestion)] = static (of, send) => new EnsembleMeanQuestion(send(of[0], false)),
        [typeof(EnsembleCovarianceQuestion)] = static (of, send) => new EnsembleCovarianceQuestion(send(of[0], false)),
        [typeof(EnsembleDisagreementQuestion)] = static (of, send) => new EnsembleDisagreementQuestion(send(of[0], false)),
        [typeof(EnsembleLogProbsQuestion)] = static (of, send) => new EnsembleLogProbsQuestion(send(of[0], false)),
    };

    /// <summary>The questions that are known here: every one of the library's, as a test holds.</summary>
    public static IReadOnlyCollection<Type> Known => Makers.Keys;

    /// <summary>The question that an answer is to.</summary>
    /// <param name="answer">With the columns that it is about.</param>
    /// <param name="send">Makes a tensor of a column: [n, width], or [n] of one that holds a number a row.</param>
    /// <exception cref="NotSupportedException">The question is unknown.</exception>
    public static Question Of(RowOutputs answer, Func<CpuColumn, bool, Tensor> send) =>
        Makers.TryGetValue(answer.Question, out var make)
            ? make(answer.Arguments, send)
            : throw new NotSupportedException($"Nothing is known about how {answer.Question.Name} is asked about columns.");
}
