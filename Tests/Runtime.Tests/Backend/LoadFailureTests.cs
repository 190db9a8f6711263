using System.Runtime.Versioning;
using DeclarativeIL.Native;

namespace DeclarativeIL.Runtime.Tests.Backend;

public class LoadFailureTests
{
    [Theory]
    [InlineData("libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)", true)]
    [InlineData("libstdc++.so.6: Version »GLIBCXX_3.4.32« nicht gefunden (benötigt von /app/libLibTorchSharp.so)", true)]
    [InlineData("libstdc++.so.6: version `GLIBCXX_3.4.33' not found (required by /app/libLibTorchSharp.so)", false)]
    [InlineData("libstdc++.so.6: version `GLIBCXX_3.4.3' not found (required by /app/libLibTorchSharp.so)", false)]
    [InlineData("libc.so.6: version `GLIBC_2.34' not found (required by /app/libLibTorchSharp.so)", false)]
    [InlineData("libtorch.so: cannot open shared object file: No such file or directory", false)]
    [InlineData("", false)]
    public void Only_the_version_that_is_asked_for_and_not_used_is_curable(string message, bool curable) =>
        Assert.Equal(curable, LoadFailure.IsCurable(message));

    [Fact]
    public void The_explanation_names_what_is_too_old()
    {
        Assert.Contains("glibc 2.34", LoadFailure.Explain("libc.so.6: version `GLIBC_2.34' not found").Message, StringComparison.Ordinal);
        Assert.Contains("newer libstdc++", LoadFailure.Explain("version `GLIBCXX_3.4.30' not found").Message, StringComparison.Ordinal);
        Assert.Contains("libfoo.so: no such file", LoadFailure.Explain("libfoo.so: no such file").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-x64", "TorchSharp-cuda-linux")]
    [InlineData("win-x64", "TorchSharp-cuda-windows")]
    [InlineData("osx-arm64", "libtorch-cpu-osx-arm64")]
    [InlineData("linux-arm64", "not packaged for linux-arm64")]
    public void The_advice_fits_the_platform(string platform, string advised) =>
        Assert.Contains(advised, LoadFailure.NoTorch(platform).Message, StringComparison.Ordinal);

    [LinuxFact]
    [SupportedOSPlatform("linux")]
    public void A_CUDA_build_is_loaded_in_the_order_of_its_dependencies_wherever_its_packages_lie()
    {
        var root = Directory.CreateTempSubdirectory("declarativeil-test");
        try
        {
            string[] folders = [Path.Combine(root.FullName, "one"), Path.Combine(root.FullName, "two")];
            foreach (
                var file in (string[])
                    ["one/libtorch.so", "one/libtorch_cpu.so", "one/libc10.so", "two/libtorch_cuda.so", "two/libc10_cuda.so"]
            )
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root.FullName, file))!);
                File.WriteAllBytes(Path.Combine(root.FullName, file), []);
            }
            var order = OldLinux.Needed(folders).Select(path => Path.GetRelativePath(root.FullName, path));
            Assert.Equal(["one/libc10.so", "one/libtorch_cpu.so", "two/libc10_cuda.so", "two/libtorch_cuda.so", "one/libtorch.so"], order);
            Assert.Equal(3, OldLinux.Needed(folders[..1]).Count);
            Assert.Throws<NativeLibraryException>(() => OldLinux.Needed(folders[1..]));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}
