using System.CommandLine;
using System.Globalization;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Training;
using TorchSharp;

namespace DeclarativeIL.Benchmarks;

/// <summary>Whether equal runs end in equal bits: every shipped algorithm in both forms.</summary>
internal static class DeterminismCommand
{
    public static Command Create()
    {
        var threads = new Option<int>("--threads")
        {
            Description = "Threads of libtorch for one operation, in all processes of one comparison the same.",
            DefaultValueFactory = _ => 1,
        };
        var only = new Option<string?>("--only") { Description = "Only algorithms whose name starts with this." };
        var cost = new Option<int>("--cost")
        {
            Description = "Instead, what it costs that products ignore alignment: so many processes with and without.",
        };
        var command = new Command(
            "determinism",
            "Trains every algorithm again and again, alone and eight at a time, and compares the bits."
        )
        {
            threads,
            only,
            cost,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(cost) is > 0 and var rounds)
            {
                foreach (var line in AlignmentCost.Lines(rounds, parsed.GetValue(threads)))
                    Console.WriteLine(line);
                return 0;
            }
            torch.set_num_threads(parsed.GetValue(threads));
            return Run(parsed.GetValue(only) ?? "", Console.WriteLine);
        });
        return command;
    }

    /// <summary>What the child processes of <see cref="AlignmentCost"/> run.</summary>
    public static Command TensorSteps()
    {
        var threads = new Argument<int>("threads");
        var isSet = new Argument<bool>("is-set");
        var command = new Command(AlignmentCost.Verb, "Microseconds a step of scenario B by tensors.") { threads, isSet };
        command.Hidden = true;
        command.SetAction(parsed =>
            Console.WriteLine(
                AlignmentCost.Measure(parsed.GetValue(threads), parsed.GetValue(isSet)).ToString("R", CultureInfo.InvariantCulture)
            )
        );
        return command;
    }

    private static int Run(string only, Action<string> say)
    {
        say(
            $"{CpuKernels.Best.Name}, {torch.get_num_threads()} threads of libtorch, "
                + $"MKL_CBWR={Native.NativeEnvironment.Get(Native.NativeEnvironment.Branch)}"
        );
        var (runs, differing) = (0, 0);
        foreach (var trial in Trial.All.Where(trial => trial.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            var parts = new List<string>();
            foreach (var (form, computation) in new[] { ("rows", Computation.Fastest), ("tensors", Computation.Tensors) })
            {
                if (form == "rows" && trial.NotOnCpu is { } reason)
                {
                    parts.Add($"rows: impossible, {reason}");
                    continue;
                }
                var repeated = DeterminismStudy.Repeat(trial, computation);
                (runs, differing) = (runs + repeated.Runs, differing + repeated.Differing);
                parts.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{form}: {repeated.Runs} runs, {repeated.Differing} differing, {repeated.Fingerprint[..12]}, "
                            + $"{repeated.Seconds:F1} s"
                    )
                );
            }
            say($"{trial.Name}: {string.Join("; ", parts)}");
        }
        foreach (var missing in Trial.Shipped.Except(Trial.All.Select(static trial => trial.Algorithm)))
        {
            say($"{missing.Name}: no networks here fit its training loop; expected some in {nameof(World)}.");
            differing++;
        }
        say($"runs {runs}, differing {differing}");
        return differing == 0 && runs > 0 ? 0 : 1;
    }
}
