using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Training;
using TorchSharp;

namespace DeclarativeIL.Benchmarks;

/// <summary>Trains every shipped algorithm on an accelerator, and compares what it learned with the CPU.</summary>
internal static class DeviceCommand
{
    private const double Most = 1e-4;

    public static Command Create()
    {
        var device = new Option<string>("--device")
        {
            Description = "cuda, or cpu: there tensors are compared with kernels.",
            DefaultValueFactory = _ => "cuda",
        };
        device.AcceptOnlyFromAmong("cuda", "cpu");
        var only = new Option<string>("--only")
        {
            Description = "Only algorithms whose name starts with this.",
            DefaultValueFactory = _ => "",
        };
        var command = new Command(
            "device",
            "Trains every algorithm on the accelerator in float64, compares with the CPU, prints speed and live tensors."
        )
        {
            device,
            only,
        };
        command.SetAction(parsed => Run(parsed.GetValue(device)!, parsed.GetValue(only)!, Console.WriteLine));
        return command;
    }

    /// <returns>0 if all agree and no tensor stays, or if there is no such device.</returns>
    private static int Run(string name, string only, Action<string> say)
    {
        Native.NativeLibraries.EnsureLoaded();
        if (name == "cuda" && !torch.cuda.is_available())
        {
            say("No accelerator: libtorch finds no CUDA device here, so nothing was run.");
            return 0;
        }
        var (there, here) = (
            Trial.On(new(torch.ScalarType.Float64, torch.device(name))),
            Trial.On(new(torch.ScalarType.Float64, torch.CPU))
        );
        var (count, beyond, left) = (0, 0, 0L);
        say(
            $"{"algorithm", -44}{(name == "cpu" ? "tensors s" : name + " s"), 10}{"by rows s", 11}{"difference", 14}"
                + $"{"live tensors left", 20}"
        );
        foreach (var (trial, reference) in there.Zip(here).Where(pair => pair.First.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            trial.Run(Computation.Tensors, Numbers, seed: 3); // what is made in the first run is made
            var started = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            var (found, seconds) = Timed(trial, Computation.Tensors);
            var kept = DisposeScopeManager.Statistics.ThreadTotalLiveCount - Math.Max(live, started);
            var (expected, cpuSeconds) = Timed(reference, Computation.Fastest);
            var difference = Difference(found, expected);
            count++;
            beyond += difference > Most ? 1 : 0;
            left += Math.Max(kept, 0);
            say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{trial.Name, -44}{seconds, 10:F2}{cpuSeconds, 11:F2}{difference, 14:E1}{kept, 20}"
                )
            );
        }
        say($"algorithms {count}, beyond {Most.ToString("R", CultureInfo.InvariantCulture)}: {beyond}, live tensors left {left}");
        return beyond == 0 && left == 0 ? 0 : 1;
    }

    private static (double[] Numbers, double Seconds) Timed(Trial trial, Computation computation)
    {
        var start = Stopwatch.GetTimestamp();
        var numbers = trial.Run(computation, Numbers);
        return (numbers, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static double[] Numbers(IReadOnlyList<INetwork> networks, TrainingResult result) =>
        [
            .. networks.SelectMany(static network => TensorRows.Read(network.Parameters.Values)),
            .. result.Losses.OrderBy(static loss => loss.Key, StringComparer.Ordinal).Select(static loss => loss.Value),
        ];

    /// <summary>The largest difference, as a share of the largest number.</summary>
    private static double Difference(double[] found, double[] expected) =>
        found.Length != expected.Length
            ? double.PositiveInfinity
            : found.Zip(expected, static (one, other) => Math.Abs(one - other)).Max() / expected.Max(Math.Abs);
}
