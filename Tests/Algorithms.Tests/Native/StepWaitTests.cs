using System.Reflection;
using System.Text.RegularExpressions;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Formats;
using DeclarativeIL.Generated;
using DeclarativeIL.LanguageModels;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Native;

/// <summary>
/// No step of a generated training loop waits for the device: from the loop of no algorithm in the library can code be
/// reached that reads a tensor's numbers, asks how many there are of some kind, or sends numbers and waits for their arrival.
/// </summary>
/// <remarks>
/// Read from the code, since a run can show it only on a GPU: PyTorch's device without numbers, <c>meta</c>, has no
/// <c>index_select</c>, <c>where</c>, <c>abs</c>, <c>dot</c> or <c>std</c> outside Python. <see cref="MetaStepTests"/> runs
/// there what can.
/// </remarks>
[Trait("Speed", "Slow")]
public sealed partial class StepWaitTests
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly CallGraph Graph = new(
        [
            typeof(BatchFeed<>).Assembly,
            typeof(CartPole).Assembly,
            typeof(TrajectoryFile).Assembly,
            typeof(SequencePolicy).Assembly,
            typeof(DAgger).Assembly,
        ],
        typeof(Tensor).Assembly
    );

    /// <summary>What a loop does once an epoch or once a phase, or where single steps are to be reported, not in every step.</summary>
    private static readonly HashSet<string> Seldom =
    [
        "BatchFeed..ctor",
        "BatchFeed.Cache",
        "BatchFeed.Attach",
        "BatchFeed.Shuffle",
        "BootstrapFeed..ctor",
        "BootstrapFeed.Attach",
        "BootstrapFeed.Shuffle",
        "WindowFeed..ctor",
        "WindowFeed.Cache",
        "WindowFeed.Attach",
        "TensorTraining.Upload",
        "TrainingMonitor.EndEpoch",
        "TrainingMonitor.ReportStep",
    ];

    /// <summary>Methods that look as if they waited, and why a step does not.</summary>
    private static readonly Dictionary<string, string> Harmless = new()
    {
        ["DeviceTransfer.Send"] = "sends draws and places without waiting for what was asked of the device before",
        ["SequenceBatch.Read"] = "finds the rows of a feed on the host; reads from the device what comes from elsewhere",
        ["Check.Indices"] = "looks only at tensors on the CPU",
        ["FlatParameters.Tensor"] = "at the first use",
        ["SequencePolicy.Continue"] = "draws texts, token after token: rounds do, no loss of the library does",
        ["SequencePolicy.Padded"] = "likewise",
        ["KeyValueCache.Append"] = "copies on the device",
        ["FlatParameters.CopyStatistics"] = "likewise",
        ["ModuleParameters.IsHere"] = "looks only at memory on the CPU",
        ["LayerNoise.Repeatable"] = "one number of the generator of the CPU",
        ["SplitOutputs.Write"] = "statistics of a batch: memory on the CPU, or a copy on the device",
        ["Tensor.op_Implicit"] = "one number, which is handed to a comparison as an argument",
    };

    public static TheoryData<string> Algorithms => [.. Names];

    private static IEnumerable<string> Names =>
        typeof(DAgger).Assembly.GetExportedTypes().Where(static type => Loops(type).Any()).Select(static type => type.FullName!);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void No_step_waits_for_the_device(string algorithm)
    {
        var ways = Graph.Reach(Loops(typeof(DAgger).Assembly.GetType(algorithm, throwOnError: true)!), IsClosed);
        Assert.Contains(ways.Keys, static method => Name(method) == "Optimizer.Step");
        Assert.Contains(ways.Keys, static method => Name(method) is "BatchFeed.Next" or "BootstrapFeed.Next");
        AssertNone(Waits(ways));
    }

    /// <summary>
    /// Gradients are in closed form; autograd goes through modules, and through the two losses that are written over whole batches.
    /// </summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Autograd_is_left_to_modules(string algorithm)
    {
        var type = typeof(DAgger).Assembly.GetType(algorithm, throwOnError: true)!;
        var ways = Graph.Reach(
            Loops(type),
            static method => method.DeclaringType!.Name is "ModuleBody" or "CompletionPass" || IsClosed(method)
        );
        Assert.Equal(
            type.Name is "Aot" or "AotUnpaired",
            ways.Keys.Any(static method => method.Name is "THSAutograd_backward" or "THSAutograd_grad" or "THSTensor_backward")
        );
    }

    [Fact]
    public void Every_algorithm_of_the_library_is_looked_at() =>
        Assert.Superset(
            new HashSet<string>
            {
                "Ppo",
                "Dpo",
                "EnsembleCloning",
                "RecoveryCloning",
                "CategoricalThriftyDAgger",
                "RandomNetworkDistillation",
            },
            Names.Select(static name => name.Split('.')[^1]).ToHashSet()
        );

    /// <summary>The same search finds waits where they are: so it would find one in a step.</summary>
    [Theory]
    [InlineData(typeof(TrainingMonitor), "EndEpoch", "cpu")]
    [InlineData(typeof(BatchFeed<>), "Shuffle", "new")]
    [InlineData(typeof(TensorRows), "Read", "cpu")]
    [InlineData(typeof(StepWaitTests), "Choose", "nonzero")]
    public void A_wait_is_found_where_there_is_one(Type type, string method, string function)
    {
        var graph = new CallGraph([typeof(BatchFeed<>).Assembly, typeof(StepWaitTests).Assembly], typeof(Tensor).Assembly);
        Assert.Contains(
            Waits(graph.Reach([.. type.GetMethods(Any).Where(found => found.Name == method)], static _ => false)),
            way => way.EndsWith($"THSTensor_{function}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_is_said_to_be_harmless_or_seldom_is_there_and_would_be_found_otherwise()
    {
        var loops = typeof(DAgger).Assembly.GetExportedTypes().SelectMany(Loops).ToList();
        foreach (var name in Harmless.Keys.Concat(Seldom))
            Assert.True(Waits(Graph.Reach(loops, method => Name(method) != name && IsClosed(method))).Any(), name);
    }

    /// <summary>
    /// The rows lie on the device for good: what comes of a feed in a step is cut out of them there. Sequences alone lie on the host and
    /// are sent a piece of some steps at a time.
    /// </summary>
    [Theory]
    [InlineData(typeof(BatchFeed<>))]
    [InlineData(typeof(BootstrapFeed<>))]
    public void A_feed_sends_nothing_in_a_step(Type feed)
    {
        var ways = Graph.Reach(
            [.. feed.GetMethods(Any).Where(static method => method.Name is "Next" or "NextCyclic")],
            static method => Name(method) == "DeviceColumns.Filled"
        );
        Assert.Contains(ways.Keys, static method => method.Name == "THSTensor_index_select");
        Assert.DoesNotContain(ways.Keys, static method => Sent().IsMatch(method.Name));
        AssertNone(Waits(ways));
    }

    private static void AssertNone(IEnumerable<string> ways) =>
        Assert.True(!ways.Any(), $"Found ways to wait for the device:\n{string.Join('\n', ways)}");

    /// <summary>Never called: how many rows come is known when the device has counted them.</summary>
    private static Tensor Choose(Tensor rows) => rows.nonzero();

    private static IEnumerable<MethodBase> Loops(Type algorithm) =>
        algorithm
            .GetMethods(Any)
            .Where(static method =>
                method.Name.StartsWith("Fit", StringComparison.Ordinal)
                && method.GetParameters().Any(static parameter => parameter.ParameterType.IsAssignableTo(typeof(PhaseTraining)))
            );

    private static bool IsClosed(MethodBase method) =>
        Seldom.Contains(Name(method)) || Harmless.ContainsKey(Name(method)) || IsByRows(method);

    /// <summary>Whether a method is of the form without tensors, which is not taken where networks are on a device.</summary>
    private static bool IsByRows(MethodBase method) =>
        method.DeclaringType!.Namespace == typeof(CpuNetwork).Namespace
        || method.DeclaringType.Name.Split('`')[0] is "CpuTraining" or "CpuPhaseFeed"
        || method.GetParameters().Any(static parameter => parameter.ParameterType.Namespace == typeof(CpuNetwork).Namespace);

    private static IEnumerable<string> Waits(IReadOnlyDictionary<MethodBase, MethodBase?> ways) =>
        ways
            .Keys.Where(static method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl) && Waiting().IsMatch(method.Name))
            .Select(method => Way(ways, method));

    private static string Way(IReadOnlyDictionary<MethodBase, MethodBase?> ways, MethodBase? method)
    {
        var names = new List<string>();
        for (; method is not null; method = ways[method])
            names.Insert(0, Name(method));
        return string.Join(" > ", names);
    }

    private static string Name(MethodBase method) => $"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name}";

    /// <summary>Native functions that read numbers, make a result of a size that depends on them, check them, or move them.</summary>
    [GeneratedRegex(
        "^THSTensor_(item|data|data_ptr.*|cpu|cuda|to_device.*|to_type_and_device|copy_|new|frombuffer"
            + "|nonzero.*|masked_select|masked_scatter_?|index|index_put.*|equal|allclose|is_nonzero|unique.*"
            + "|bincount|histc|histogram.*|repeat_interleave.*|tensor_split.*|combinations|inverse|cholesky.*|lstsq|save)$"
            + "|^THSLinalg_|one_hot|^THSTensor_.*(toint|to_scalar)"
    )]
    private static partial Regex Waiting();

    [GeneratedRegex("^THSTensor_(new.*|frombuffer|empty|zeros|full.*|to_.*|copy_)$")]
    private static partial Regex Sent();
}
