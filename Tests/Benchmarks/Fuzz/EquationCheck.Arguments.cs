using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What a step and a one-sample method are called with, by the names of their parameters.</summary>
public sealed partial class EquationCheck
{
    /// <summary>What the caller gives, as the generated step takes it.</summary>
    private object? Given(string name) =>
        name switch
        {
            "clock" => _run.Settings.Clock,
            "gainTensor" => TensorRows.Upload(_run.Settings.Gain, ScalarType.Float64),
            "shiftTensor" => TensorRows.Upload(_run.Settings.Shift, ScalarType.Float64),
            "originTensor" => TensorRows.Upload(_run.Settings.Origin, ScalarType.Float64),
            "gain" => _run.Settings.Gain,
            "shift" => _run.Settings.Shift,
            "origin" => _run.Settings.Origin,
            "amount" => _run.Settings.Amount,
            "number" => _run.Settings.Number,
            "given" => _run.Settings.Flag,
            _ => null,
        };

    private object Argument(string name, int row) =>
        name switch
        {
            "pi" => new BookPolicy(_book, Player.Pi, _run.Widths),
            "v" => new BookCritic(_book, Player.V),
            "phi" => new BookFeatures(_book, Player.Phi, _run.Widths),
            "beta" => new BookCoefficient(_book, Player.Beta),
            "anchor" => new BookPolicy(_book, Player.Anchor, _run.Widths),
            "still" => new BookPolicy(_book, Player.Still, _run.Widths),
            "quiet" => new BookCritic(_book, Player.Quiet),
            "slow" => new BookCritic(_book, Player.Slow),
            "crowd" => new BookEnsemble(_book, Player.Crowd, _run.Widths),
            "random" => new BookFeatures(_book, Player.Random, _run.Widths),
            "w" => _run.Step().DrawOf(Declaration.Draw(name, _run.Names), row),
            "clock" => _run.Settings.Clock,
            "gain" => _run.Settings.Gain,
            "shift" => _run.Settings.Shift,
            "origin" => _run.Settings.Origin,
            "amount" => _run.Settings.Amount,
            "number" => _run.Settings.Number,
            "given" => _run.Settings.Flag,
            "score" or "mean" or "deviation" or "median" => Leaves.All.First(leaf => leaf.Text == name).Read(new(_run, row))[0],
            "d" => _run.Rows[row],
            "o" => _run.Rows[(row + 1) % _run.Rows.Count],
            "u" => _run.Step().UniformOf(Declaration.Draw(name, _run.Names), row),
            "zs" => _run.Step().GaussianOf(Declaration.Draw(name, _run.Names), row, _run.Widths.State),
            "za" => _run.Step().GaussianOf(Declaration.Draw(name, _run.Names), row, _run.Widths.Act),
            "zf" => _run.Step().GaussianOf(Declaration.Draw(name, _run.Names), row, _run.Widths.Feature),
            "zc" => _run.Step().GaussianOf(Declaration.Draw(name, _run.Names), row, Widths.Candidates),
            "zl" => _run.Step().GaussianOf(Declaration.Draw(name, _run.Names), row, Widths.Logits),
            _ => throw new InvalidOperationException($"The one-sample method has a parameter '{name}'."),
        };

    /// <summary>Whether the loop gives a metric, too.</summary>
    private bool HasMetric => _onCpu!.GetParameters().Count(static parameter => parameter.ParameterType == typeof(double[])) > 1;

    /// <summary>The step as a loop over samples.</summary>
    private (double Value, List<(AnswerKey Key, double Gradient)> Gradients) OnCpu()
    {
        var networks = Networks.ToDictionary(player => player.Name, player => new BookCpuNetwork(player, _run.Widths));
        var (losses, metrics, batch) = (new double[1], new double[1], CpuBatch.From(_run.Rows));
        var arguments = _onCpu!
            .GetParameters()
            .Select(parameter =>
                parameter.ParameterType == typeof(double[])
                    ? (parameter.Position == _onCpu.GetParameters().Length - 1 && HasMetric ? metrics : losses)
                : parameter.ParameterType == typeof(CpuBatch<Sample>) ? batch
                : parameter.ParameterType == typeof(CpuDraws) ? _run.StepOnCpu()
                : networks.TryGetValue(_run.Names.RoleOf(parameter.Name!), out var network) ? network
                : Given(_run.Names.RoleOf(parameter.Name!)) ?? batch
            )
            .ToArray();
        _onCpu.Invoke(_algorithm, arguments);
        if (HasMetric)
            CheckMetric("without tensors", losses[0], metrics[0]);
        return (losses[0], [.. networks.Values.SelectMany(network => network.Gradients)]);
    }

    /// <summary>Those that are handed in: trained ones, copies, given ones.</summary>
    private static IEnumerable<Player> Networks =>
        Player.All.Where(player => player.Of is null || player == Player.Anchor || player == Player.Slow);
}
