using DeclarativeIL.Native;

namespace DeclarativeIL.Runtime.Tests.Backend;

/// <summary>What native code is told before libtorch is loaded, and that the user's own word is kept.</summary>
[Trait("Speed", "Slow")]
public class NativeEnvironmentTests
{
    [LinuxFact]
    public async Task Products_are_asked_for_that_ignore_alignment_unless_the_user_has_a_wish()
    {
        using var application = new Application();
        Assert.Equal("AUTO", NativeEnvironment.Get(NativeEnvironment.Branch));
        Assert.StartsWith("MKL_CBWR=AUTO\n", (await application.Run("environment")).Output, StringComparison.Ordinal);
        foreach (var wish in new[] { "COMPATIBLE", "AVX2,STRICT" })
            Assert.StartsWith(
                $"MKL_CBWR={wish}\n",
                (await application.Run("environment", (NativeEnvironment.Branch, wish))).Output,
                StringComparison.Ordinal
            );
    }

    [LinuxFact]
    public async Task Threads_of_libtorch_wait_briefly_unless_the_user_has_a_wish()
    {
        using var application = new Application();
        Assert.Contains("\nGOMP_SPINCOUNT=1000\n", (await application.Run("environment")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "\nGOMP_SPINCOUNT=7\n",
            (await application.Run("environment", (NativeEnvironment.Spins, "7"))).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nGOMP_SPINCOUNT=\n",
            (await application.Run("environment", (NativeEnvironment.WaitPolicy, "ACTIVE"))).Output,
            StringComparison.Ordinal
        );
    }
}
