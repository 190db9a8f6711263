using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>
/// Only the matrix products of a step, by the library, into tensors that are there: no loss, no activation, no update, no
/// batching. What a step built on the library cannot fall below.
/// </summary>
internal sealed class ProductLimit : Contestant
{
    private readonly List<(Tensor Into, Tensor Left, Tensor Right)> _products = [];

    public ProductLimit(Scenario scenario)
    {
        for (var member = 0; member < scenario.Members; member++)
        {
            Tensor[] rows = [.. scenario.Widths.Select(width => rand(scenario.Batch, width))];
            Tensor[] deltas = [.. scenario.Widths.Select(width => rand(scenario.Batch, width))];
            for (var i = 0; i < scenario.Widths.Length - 1; i++)
            {
                var weight = rand(scenario.Widths[i + 1], scenario.Widths[i]);
                _products.Add((rows[i + 1], rows[i], weight.t()));
                _products.Add((rand_like(weight), deltas[i + 1].t(), rows[i]));
                if (i > 0)
                    _products.Add((deltas[i], deltas[i + 1], weight));
            }
        }
    }

    public override string Name => "matrix products alone";

    public override double? Loss => null;

    public override void Step()
    {
        foreach (var (into, left, right) in _products)
            into.addmm_(left, right, beta: 0, alpha: 1);
    }

    public override void Dispose()
    {
        foreach (var (into, left, right) in _products)
        {
            into.Dispose();
            left.Dispose();
            right.Dispose();
        }
        base.Dispose();
    }
}
