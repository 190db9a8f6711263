using DeclarativeIL.Native;
using TorchSharp;

namespace DeclarativeIL.Runtime.Tests.Backend;

[Trait("Speed", "Slow")]
public class NativeLibrariesTests
{
    private const string Shim = "libLibTorchSharp.so";

    [Fact]
    public void This_assembly_uses_tensors_without_a_word_of_ours() => Assert.Equal(3, torch.ones(3).sum().item<float>());

    [Fact]
    public void Loading_again_is_harmless_and_the_best_device_is_what_is_there()
    {
        NativeLibraries.EnsureLoaded();
        NativeLibraries.EnsureLoaded();
        NativeLibraries.Register();
        Assert.Equal(torch.cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU, Device.Best.type);
        Assert.Equal(DeviceType.CPU, Device.Cpu.type);
    }

    [Fact]
    public void The_advised_libtorch_is_the_one_that_TorchSharp_asks_for() =>
        Assert.Equal(Version.Parse(torch.__version__), Version.Parse(NativeFiles.TorchVersion + ".0"));

    [LinuxFact]
    public async Task Nothing_is_loaded_while_nothing_needs_tensors()
    {
        using var application = new Application();
        var answer = await application.Run("idle");
        Assert.Equal(0, answer.Code);
        Assert.DoesNotContain(answer.Mapped, path => path.EndsWith(".so", StringComparison.Ordinal));
        Assert.Empty(application.Cached);
    }

    [LinuxFact]
    public async Task Built_in_networks_act_answer_copy_and_save_where_there_is_no_libtorch()
    {
        using var application = new Application(static _ => false);
        var answer = await application.Run("perceptrons");
        Assert.True(answer.Code == 0, answer.Errors);
        Assert.DoesNotContain("not done", answer.Output, StringComparison.Ordinal);
        Assert.True(answer.Output.Split('\n').Count(static line => line.StartsWith("done", StringComparison.Ordinal)) > 150, answer.Output);
        Assert.DoesNotContain(answer.Mapped, static path => path.EndsWith(".so", StringComparison.Ordinal));
    }

    [OldLinuxFact]
    public async Task Tensors_work_in_a_fresh_process_and_nothing_is_copied_beside_the_application()
    {
        using var application = new Application();
        var first = await application.Run("tensor");
        first.AssertThree();
        var copy = Assert.Single(application.Cached);
        Assert.Contains(copy, first.Mapped);
        Assert.False(Directory.Exists(Path.Combine(application.Folder, "cpu")));

        var written = File.GetLastWriteTimeUtc(copy);
        (await application.Run("device")).AssertThree();
        Assert.Equal(written, File.GetLastWriteTimeUtc(Assert.Single(application.Cached)));
    }

    [OldLinuxFact]
    public async Task Processes_that_start_at_once_with_an_empty_cache_all_work()
    {
        using var application = new Application();
        foreach (var answer in await Task.WhenAll(application.Run("tensor"), application.Run("device"), application.Run("tensor")))
            answer.AssertThree();
        Assert.Single(application.Cached);
    }

    [OldLinuxFact]
    public async Task A_damaged_copy_is_replaced()
    {
        using var application = new Application();
        (await application.Run("device")).AssertThree();
        var copy = Assert.Single(application.Cached);
        var good = await File.ReadAllBytesAsync(copy);
        foreach (var damage in new[] { good[..1000], [], [.. good[..^1], (byte)~good[^1]] })
        {
            await File.WriteAllBytesAsync(copy, damage);
            (await application.Run("device")).AssertThree();
            Assert.Equal(good, await File.ReadAllBytesAsync(Assert.Single(application.Cached)));
        }
    }

    [OldLinuxFact]
    public async Task A_user_without_a_writable_home_leaves_nothing_behind()
    {
        using var application = new Application { Cache = null };
        application.Home = Path.Combine(application.Temporary, "file", "home");
        await File.WriteAllTextAsync(Path.Combine(application.Temporary, "file"), "no folder can be made below a file, not even by root");
        (await application.Run("tensor")).AssertThree();
        Assert.Empty(Directory.GetDirectories(application.Temporary, "declarativeil*"));
    }

    [OldLinuxFact]
    public async Task Where_the_shim_beside_the_application_loads_the_cache_is_not_touched()
    {
        using var application = new Application(file => file != Shim);
        // stands for a newer libstdc++, which a test cannot bring along: a shim that asks this system for nothing it lacks
        var loadable = ElfShim.WithOptional(await File.ReadAllBytesAsync(Application.Shim), "libstdc++.so.6", LoadFailure.UnusedVersion);
        await File.WriteAllBytesAsync(Path.Combine(application.Folder, Shim), loadable);
        var answer = await application.Run("tensor");
        answer.AssertThree();
        Assert.Contains(Path.Combine(application.Folder, Shim), answer.Mapped);
        Assert.False(Directory.Exists(application.Cache));
        Assert.False(Directory.Exists(application.Home));
    }

    [LinuxFact]
    public async Task Without_libtorch_the_error_names_the_package()
    {
        using var application = new Application(file => file == Shim);
        var answer = await application.Run("error");
        Assert.Equal(0, answer.Code);
        Assert.Contains(
            "0: No libtorch lies beside this application. Add a reference to the package libtorch-cpu-linux-x64",
            answer.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("1: No libtorch", answer.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(application.Cache));
    }

    [LinuxFact]
    public async Task A_tensor_without_libtorch_fails_with_the_same_words_in_the_trace_of_TorchSharp()
    {
        using var application = new Application(file => file == Shim);
        var answer = await application.Run("tensor");
        Assert.NotEqual(0, answer.Code);
        Assert.Contains("Add a reference to the package libtorch-cpu-linux-x64", answer.Errors, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_shim_that_is_no_library_is_an_error_that_says_so()
    {
        using var application = new Application(file => file != Shim);
        await File.WriteAllTextAsync(Path.Combine(application.Folder, Shim), "not a library");
        var answer = await application.Run("error");
        Assert.Contains("0: The system's loader refuses libtorch.", answer.Output, StringComparison.Ordinal);
    }
}
