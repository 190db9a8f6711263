using System.Globalization;
using System.Reflection;
using DeclarativeIL.Algorithms.Tests.Native;

namespace DeclarativeIL.Tests;

/// <summary>
/// Classes of tests run at the same time in one process: what one of them sets for the whole process, another one reads. What has to be
/// set is set once, before the process starts, in Tests/test.runsettings; a test that needs other settings starts a process of its own.
/// </summary>
public sealed class ProcessStateTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>
    /// By type and name of the method. Settings of one thread alone (no_grad, dispose scopes, the current culture) are none.
    /// </summary>
    private static readonly HashSet<(string Type, string Method)> Setters =
    [
        ("TorchSharp.torch", "set_num_threads"),
        ("TorchSharp.torch", "set_num_interop_threads"),
        ("TorchSharp.torch", "set_default_dtype"),
        ("TorchSharp.torch", "set_default_device"),
        ("TorchSharp.torch", "manual_seed"),
        ("TorchSharp.torch", "set_rng_state"),
        ("TorchSharp.torch", "InitializeDeviceType"),
        ("TorchSharp.torch", "InitializeDevice"),
        ("TorchSharp.torch+random", "manual_seed"),
        ("TorchSharp.torch+random", "seed"),
        ("TorchSharp.torch+random", "set_rng_state"),
        ("TorchSharp.torch+Generator", "set_state"),
        ("System.Environment", "SetEnvironmentVariable"),
        ("System.Environment", "set_CurrentDirectory"),
        ("System.Environment", "set_ExitCode"),
        ("System.IO.Directory", "SetCurrentDirectory"),
        ("System.AppContext", "SetSwitch"),
        ("System.AppContext", "SetData"),
        ("System.Console", "SetOut"),
        ("System.Console", "SetError"),
        ("System.Console", "SetIn"),
        ("System.Globalization.CultureInfo", "set_DefaultThreadCurrentCulture"),
        ("System.Globalization.CultureInfo", "set_DefaultThreadCurrentUICulture"),
        ("System.Threading.ThreadPool", "SetMinThreads"),
        ("System.Threading.ThreadPool", "SetMaxThreads"),
        ("System.Runtime.GCSettings", "set_LatencyMode"),
        ("System.Diagnostics.Process", "set_PriorityClass"),
        ("System.Diagnostics.Process", "set_ProcessorAffinity"),
    ];

    [Fact]
    public void No_test_sets_what_the_whole_process_reads()
    {
        var found = typeof(ProcessStateTests)
            .Assembly.GetTypes()
            .Where(static type => type != typeof(ProcessStateTests))
            .SelectMany(static type => type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
            .SelectMany(static method => Set(method).Select(set => $"{method.DeclaringType}.{method.Name} calls {set}"))
            .ToList();
        Assert.True(
            found.Count == 0,
            $"Found {found.Count}; expected settings in Tests/test.runsettings, or in a process of the test's own:\n"
                + $"{string.Join('\n', found)}"
        );
    }

    /// <summary>The same search finds such a call where there is one.</summary>
    [Fact]
    public void A_call_that_sets_such_a_thing_is_found() =>
        Assert.Equal(
            "System.Globalization.CultureInfo.set_DefaultThreadCurrentCulture",
            Assert.Single(Set(typeof(ProcessStateTests).GetMethod(nameof(Sets), Declared)!))
        );

    [Fact]
    public void The_settings_of_this_process_are_those_of_the_file() =>
        Assert.Equal("1", Environment.GetEnvironmentVariable("OMP_NUM_THREADS"));

    private static void Sets() => CultureInfo.DefaultThreadCurrentCulture = null;

    private static IEnumerable<string> Set(MethodBase method) =>
        CompiledCode
            .Of(method)
            .Select(static instruction => instruction.Named)
            .OfType<MethodBase>()
            .Where(static named => named.DeclaringType?.FullName is { } type && Setters.Contains((type, named.Name)))
            .Select(static named => $"{named.DeclaringType}.{named.Name}");
}
