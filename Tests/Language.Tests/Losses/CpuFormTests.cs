using System.Reflection;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>
/// The second emission of every declared loss: sample by sample without tensors it computes what it computes by tensors, which
/// the oracles hold against the declared method.
/// </summary>
public partial class CpuFormTests
{
    private const int Members = 3;

    private readonly AnswerTable _table = new();

    public static TheoryData<string, string> Losses()
    {
        var data = new TheoryData<string, string>();
        foreach (var (type, method) in All())
            data.Add(type.Name, method.Name);
        return data;
    }

    /// <summary>What most people start with must not fall back to tensors unnoticed.</summary>
    [Theory]
    [InlineData(typeof(BehaviorCloning))]
    [InlineData(typeof(RegressionCloning))]
    [InlineData(typeof(DAgger))]
    [InlineData(typeof(Dpo))]
    [InlineData(typeof(Ppo))]
    [InlineData(typeof(RewardModel))]
    [InlineData(typeof(EnsembleDAgger))]
    [InlineData(typeof(RecoveryCloning))]
    [InlineData(typeof(FlowMatchingCloning))]
    [InlineData(typeof(Kto))]
    [InlineData(typeof(Aot))]
    [InlineData(typeof(CandidateRanking))]
    [InlineData(typeof(EnsembleWithMean))]
    [InlineData(typeof(EnsembleWithOther))]
    [InlineData(typeof(ThriftyDAgger))]
    [InlineData(typeof(SoftActorCritic))]
    [InlineData(typeof(ThroughTheCritic))]
    [InlineData(typeof(PosteriorCloning))]
    [InlineData(typeof(Measures))]
    [InlineData(typeof(Components))]
    [InlineData(typeof(CategoricalRanks))]
    [InlineData(typeof(ByPart))]
    [InlineData(typeof(ChoicesByPart))]
    [InlineData(typeof(InSteps))]
    [InlineData(typeof(Refined))]
    [InlineData(typeof(Noised))]
    [InlineData(typeof(Metered))]
    [InlineData(typeof(MeteredEnsemble))]
    public void Common_losses_have_a_form_on_the_host(Type type) => Assert.Contains(type, All().Select(static one => one.Type));

    [Theory]
    [MemberData(nameof(Losses))]
    public void By_rows_and_by_tensors_a_loss_is_the_same(string typeName, string methodName)
    {
        var (type, byRows) = All().Single(one => one.Type.Name == typeName && one.Method.Name == methodName);
        var tensors = type.GetMethods().Single(method => method.Name == methodName && method.ReturnType == typeof(LossParts));
        var algorithm = Activator.CreateInstance(type)!;
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();

        var onTensors = tensors.GetParameters().Select(parameter => (parameter.Name, Value: OnTensors(parameter, type))).ToList();
        var parts = (LossParts)
            tensors
                .MakeGenericMethod([.. tensors.GetGenericArguments().Select(static _ => typeof(TableNetwork))])
                .Invoke(algorithm, [.. onTensors.Select(static one => one.Value)])!;
        var losses = new double[parts.Names.Count];
        var metrics = new double[parts.Metrics?.Names.Count ?? 0];
        var onCpu = byRows
            .GetParameters()
            .Select(parameter =>
                (
                    parameter.Name,
                    Value: parameter.Name switch
                    {
                        "losses" => losses,
                        "metrics" => metrics,
                        _ => OnCpu(parameter, type, byRows),
                    }
                )
            )
            .ToList();
        byRows.Invoke(algorithm, [.. onCpu.Select(static one => one.Value)]);

        Assert.Equal(
            onTensors.Select(static one => one.Name),
            onCpu
                .Where(static one => one.Value is not double[])
                .Select(static one => one.Name + (one.Value is Matrix or State ? "Tensor" : ""))
        );
        for (var i = 0; i < losses.Length; i++)
            Close(parts.Read(parts.Names[i]), losses[i], parts.Names[i]);
        for (var i = 0; i < metrics.Length; i++)
            Close(parts.Read(parts.Metrics!.Names[i]), metrics[i], parts.Metrics.Names[i]);
        foreach (var (name, value) in onCpu.Where(static one => one.Value is TableCpuNetwork))
        {
            var expected = ((TableNetwork)onTensors.Single(one => one.Name == name).Value).Gradients;
            var found = ((TableCpuNetwork)value).Gradients;
            foreach (var key in expected.Keys.Union(found.Keys))
                Close(expected.GetValueOrDefault(key), found.GetValueOrDefault(key), key);
        }
        Assert.Contains(
            onCpu.Select(static one => one.Value).OfType<TableCpuNetwork>().SelectMany(static network => network.Gradients.Values),
            static gradient => gradient != 0
        );
    }

    /// <summary>Also a second time, with other draws: the columns are written anew.</summary>
    [Fact]
    public void By_rows_and_by_tensors_an_augmented_batch_is_the_same()
    {
        using var scope = NewDisposeScope();
        var (algorithm, gain) = (new RecoveryCloning { Rate = 0.5 }, Gain);
        var (seeds, data) = (new SeedSequence(7), new Dataset<Demonstration>(Sample.Demonstrations()));
        var (feed, draws) = (new CpuFeed<Demonstration>(data), new CpuDraws(new SeedSequence(7)));
        using var tensors = new BatchFeed<Demonstration>(data, ScalarType.Float64);
        using var gainTensor = tensor(gain.Span.ToArray(), [gain.Rows, gain.Columns], ScalarType.Float64);
        using var spreadTensor = tensor(Spread.Span.ToArray(), ScalarType.Float64);
        var rows = feed.Rows.With(["State", "Action"]);
        var changed = 0;
        for (var step = 0; tensors.Next(5) is { } batch && feed.Next(5); step++)
        {
            draws.Begin(step);
            algorithm.DisplaceEach(gain, Spread, draws, feed.Rows, rows);
            var expected = algorithm.DisplaceEach(gainTensor, spreadTensor, new StepDraws(seeds, step), batch);
            foreach (var name in new[] { "State", "Action" })
            {
                var (numbers, before) = (expected[name].data<double>().ToArray(), batch[name].data<double>().ToArray());
                for (var i = 0; i < numbers.Length; i++)
                    Close(numbers[i], rows[name][i / rows[name].Width, i % rows[name].Width], $"{name} {i}");
                changed += numbers.Zip(before).Count(static pair => pair.First != pair.Second);
            }
        }
        Assert.True(changed > 0);
    }

    [Fact]
    public void A_given_matrix_of_other_sides_is_refused_on_the_host()
    {
        var (feed, draws) = (
            new CpuFeed<Demonstration>(new Dataset<Demonstration>(Sample.Demonstrations())),
            new CpuDraws(new SeedSequence(7))
        );
        feed.Next(5);
        var refused = Assert.Throws<ArgumentException>(() =>
            new RecoveryCloning().DisplaceEach(new Matrix(1, 1, [1.0]), Spread, draws, feed.Rows, feed.Rows.With(["State", "Action"]))
        );
        Assert.Contains("Found a matrix of 1 x 1; expected", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(Type Type, MethodInfo Method)> All() =>
        new[] { typeof(RegularizedDpo).Assembly, typeof(BehaviorCloning).Assembly }
            .Distinct()
            .SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type =>
                type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Where(static method =>
                        method.Name.StartsWith("Accumulate", StringComparison.Ordinal)
                        && method.GetParameters() is [.., { Name: "losses" }] or [.., { Name: "losses" }, { Name: "metrics" }]
                    )
                    .Select(method => (type, method))
            )
            .DistinctBy(static one => (one.type.Name, one.method.Name));

    private object OnTensors(ParameterInfo parameter, Type type)
    {
        if (parameter.ParameterType.IsGenericParameter)
            return new TableNetwork(
                _table,
                parameter.Name!,
                LossOracle.StateSize,
                new BoxSpace([.. new float[Width(type)].Select(static _ => -1f)], [.. new float[Width(type)].Select(static _ => 1f)]),
                ScalarType.Float64,
                IsEnsemble(parameter) ? Members : 0
            );
        return parameter.ParameterType.Name.StartsWith("Batch`", StringComparison.Ordinal) ? Call(nameof(Batch), parameter, type)
            : parameter.ParameterType == typeof(Tensor) && parameter.Name == "originTensor"
                ? tensor(Origin.Span.ToArray(), ScalarType.Float64)
            : parameter.ParameterType == typeof(Tensor) ? tensor(Square.Span.ToArray(), [2, 2], ScalarType.Float64)
            : Plain(parameter);
    }

    private object OnCpu(ParameterInfo parameter, Type type, MethodInfo byRows)
    {
        if (parameter.ParameterType == typeof(CpuNetwork))
            return new TableCpuNetwork(_table, parameter.Name!, Width(type), IsEnsemble(parameter) ? Members : 1);
        return parameter.ParameterType.Name.StartsWith("CpuBatch`", StringComparison.Ordinal)
            ? Call(nameof(Hosted), parameter, type)
            : Plain(parameter);
    }

    /// <summary>Continuous acts of two numbers, but for a declaration that picks components by discrete ones.</summary>
    private static int Width(Type type) => IsDiscrete(type) ? 3 : 2;

    private static bool IsDiscrete(Type type) =>
        type == typeof(Vectors)
        || type == typeof(Sqil)
        || type == typeof(SoftQLearning)
        || type.Name.StartsWith("Categorical", StringComparison.Ordinal);

    private static Matrix Gain =>
        new(2, LossOracle.StateSize, [.. Enumerable.Range(1, 2 * LossOracle.StateSize).Select(static i => 0.3 - (0.1 * i))]);

    private static Vector Spread => new(new[] { 0.1, 0.0, 0.2, 0.3 });

    private static State Origin => new(Enumerable.Range(1, LossOracle.StateSize).Select(static i => 0.2 * i).ToArray());

    private static Matrix Square => new(2, 2, [0.5, -2.0, 0.3, 1.0]);

    private static object Plain(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(Clock))
            return new Clock(2, 0.4);
        if (parameter.ParameterType == typeof(StepDraws))
            return new StepDraws(new SeedSequence(7), 3);
        if (parameter.ParameterType == typeof(Matrix))
            return Square;
        if (parameter.ParameterType == typeof(State))
            return Origin;
        var draws =
            parameter.ParameterType == typeof(CpuDraws)
                ? new CpuDraws(new SeedSequence(7))
                : throw new NotSupportedException($"No value for {parameter.ParameterType} {parameter.Name}.");
        draws.Begin(3);
        return draws;
    }

    private static void Close(double expected, double found, string what) =>
        Assert.True(
            expected.Equals(found) || Math.Abs(expected - found) <= 1e-12 * Math.Max(1, Math.Abs(expected)),
            $"{what}: by tensors {expected:R}, without tensors {found:R}"
        );
}
