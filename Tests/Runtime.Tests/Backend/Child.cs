using System.Diagnostics;
using System.Runtime.CompilerServices;
using DeclarativeIL.Native;
using DeclarativeIL.Randomness;
using TorchSharp;

namespace DeclarativeIL.Runtime.Tests.Backend;

/// <summary>What the child processes do: each starts as an application of a user would, and says on its output how it went.</summary>
internal static class Child
{
    private static int Main(string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        switch (arguments.FirstOrDefault())
        {
            case "tensor": // TorchSharp first and alone: nothing of ours is called
                Console.WriteLine(Sum());
                break;
            case "device":
                Console.WriteLine(TorchSharp.torch.ones(3, device: Device.Best).sum().item<float>());
                break;
            case "idle":
                Console.WriteLine(new SeedSequence(1).Stream().NextUniform() < 1 && Device.Cpu.type == DeviceType.CPU);
                break;
            case "environment":
                foreach (var name in new[] { NativeEnvironment.Branch, NativeEnvironment.Spins })
                    Console.WriteLine($"{name}={NativeEnvironment.Get(name)}");
                break;
            case "perceptrons":
                WithoutLibtorch();
                break;
            case "error":
                Explain();
                break;
            case "save": // until it is killed
                Save(arguments[1]);
                break;
            default:
                return 2;
        }
        Console.WriteLine($"ms={clock.Elapsed.TotalMilliseconds:F1}");
        foreach (var library in Mapped())
            Console.WriteLine($"mapped={library}");
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Sum() => torch.ones(3).sum().item<float>();

    /// <summary>Each thing by its name, and whether it was done without libtorch.</summary>
    private static void WithoutLibtorch()
    {
        var folder = Directory.CreateTempSubdirectory("declarativeil").FullName;
        foreach (var type in new[] { torch.ScalarType.Float32, torch.ScalarType.Float64 })
        foreach (var (name, run) in WithoutTensors.All(type, folder))
            try
            {
                run();
                Console.WriteLine($"done: {name} {type}");
            }
            catch (Exception error)
            {
                Console.WriteLine($"not done: {name} {type}: {error}");
            }
        Directory.Delete(folder, recursive: true);
    }

    private static void Explain()
    {
        for (var i = 0; i < 2; i++)
        {
            try
            {
                _ = Device.Best;
            }
            catch (NativeLibraryException error)
            {
                Console.WriteLine($"{i}: {error.Message}");
            }
        }
    }

    /// <summary>A whole file, and then half of one for ever.</summary>
    private static void Save(string path)
    {
        DeclarativeIL.Files.AtomicFile.Write(path, static file => file.Write("whole"u8));
        DeclarativeIL.Files.AtomicFile.Write(
            path,
            static file =>
            {
                file.Write("half"u8);
                file.Flush();
                Console.WriteLine("half");
                Thread.Sleep(Timeout.Infinite);
            }
        );
    }

    private static IEnumerable<string> Mapped() =>
        !OperatingSystem.IsLinux()
            ? []
            : File.ReadLines("/proc/self/maps")
                .Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? at : line.Length)..])
                .Where(path => path.Contains("torch", StringComparison.OrdinalIgnoreCase))
                .Distinct();
}
