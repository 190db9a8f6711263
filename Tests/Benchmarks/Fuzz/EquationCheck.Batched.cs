using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <content>The step by tensors, in number types of the networks.</content>
public sealed partial class EquationCheck
{
    private static readonly (string, Func<Player, ScalarType>)[] Narrow =
    [
        ("float32", static _ => ScalarType.Float32),
        ("float32 beside float64", static player => player.Id % 2 == 0 ? ScalarType.Float32 : ScalarType.Float64),
    ];

    private (double Value, List<(AnswerKey Key, double Gradient)> Gradients) Batched(Func<Player, ScalarType> types)
    {
        var networks = Networks.ToDictionary(player => player.Name, player => new BookNetwork(player, _run.Widths, types(player)));
        try
        {
            using var scope = NewDisposeScope();
            using var batch = Batch.From(_run.Rows, types(Player.Pi));
            var generic = _accumulate.IsGenericMethodDefinition
                ? _accumulate.MakeGenericMethod([.. Enumerable.Repeat(typeof(BookNetwork), _accumulate.GetGenericArguments().Length)])
                : _accumulate;
            var arguments = generic
                .GetParameters()
                .Select(parameter =>
                    (object)(
                        parameter.ParameterType == typeof(StepDraws) ? _run.Step()
                        : parameter.ParameterType == typeof(Batch<Sample>) ? batch
                        : networks.TryGetValue(_run.Names.RoleOf(parameter.Name!), out var network) ? network
                        : Given(_run.Names.RoleOf(parameter.Name!)) ?? batch
                    )
                )
                .ToArray();
            var losses = (LossParts)generic.Invoke(_algorithm, arguments)!;
            if (losses[0].dtype != ScalarType.Float64 || losses[0].dim() != 0)
                throw new InvalidOperationException($"The loss is {losses[0].dtype} [{string.Join(", ", losses[0].shape)}].");
            if (losses.Metrics is { } metrics)
                CheckMetric("by tensors", losses.Read(Declaration.Member), metrics.Read(Declaration.Metric));
            return (losses.Read(Declaration.Member), [.. networks.Values.SelectMany(network => network.Gradients)]);
        }
        finally
        {
            foreach (var network in networks.Values)
                network.Dispose();
        }
    }

    /// <summary>The equation of the loss over again, which asks of its own and is not trained by: it is the same number.</summary>
    private static void CheckMetric(string form, double loss, double metric)
    {
        if (!loss.Equals(metric) && Differs(loss, metric, 1e-12, 0))
            throw new InvalidOperationException($"The metric is {metric:R} {form}, and the loss of the same equation {loss:R}.");
    }
}
