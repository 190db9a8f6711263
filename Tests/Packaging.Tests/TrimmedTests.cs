using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Packaging.Tests;

/// <summary>A stranger's program of built-in perceptrons on the CPU, trimmed with the switch for tensors off.</summary>
[Collection(nameof(Packages))]
[Trait("Speed", "Slow")]
public sealed class TrimmedTests(Packages packages)
{
    internal const string Program = """
        using DeclarativeIL;
        using DeclarativeIL.Algorithms;
        using DeclarativeIL.Data;
        using DeclarativeIL.Environments;
        using DeclarativeIL.Environments.Controllers;
        using DeclarativeIL.Networks;
        using DeclarativeIL.Policies;
        using DeclarativeIL.Randomness;
        using DeclarativeIL.Training;

        var (seeds, expert) = (new SeedSequence(1), Expert.From(new CartPoleController()));
        var options = new TrainingOptions { Epochs = 2, Seed = 1 };
        using var policy = new CategoricalPolicy(4, 2, [16], Activation.Tanh, seeds.Child("policy"));
        var data = new Dataset<Demonstration>();
        Print(new DAgger().Train(policy, data, new VectorCartPole(4), expert, new Rounds(3, 100) { EvaluationEpisodes = 4 }, options));
        policy.Save("trimmed.safetensors");
        using var read = CategoricalPolicy.Load("trimmed.safetensors");
        Print(new BehaviorCloning().Train(read, data, options));
        Console.WriteLine($"{read.OneSample().LogProb(Act.Discrete(1), State.Of(1, 2, 3, 4)):R}");

        var actions = (BoxSpace)new Pendulum().Actions;
        using var gaussian = new GaussianPolicy(3, actions, [16], Activation.Tanh, seeds.Child("gaussian"));
        using var critic = CriticNetwork.OfState(3, [16], Activation.Tanh, seeds.Child("critic"));
        Print(new Ppo().Train(gaussian, critic, new VectorPendulum(4), new Rounds(2, 100), options));
        using var members = new DeterministicEnsemble(5, 3, actions, [8], Activation.Tanh, seeds.Child("members"));
        var states = new Dataset<Demonstration>();
        var other = Expert.From(new PendulumController());
        Print(new EnsembleDAgger().Train(members, states, new VectorPendulum(4), other, new Rounds(2, 50), options));

        if (args is ["tensors"])
            try
            {
                new BehaviorCloning().Train(policy, data, options with { Computation = Computation.Tensors });
            }
            catch (NotSupportedException error)
            {
                Console.WriteLine(error.Message);
            }

        static void Print(TrainingResult result) =>
            Console.WriteLine(string.Join(' ', result.Losses.Select(loss => $"{loss.Key} {loss.Value:R}")));
        """;

    /// <summary>
    /// Of projects built as they are shipped: the trimmer does not see through conditions that were compiled without optimisation.
    /// </summary>
    internal static string Project =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <PublishTrimmed Condition="'$(Trim)' == 'true'">true</PublishTrimmed>
                <PublishAot Condition="'$(Native)' == 'true'">true</PublishAot>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{Packages.Root}/Algorithms/DeclarativeIL.Algorithms.csproj" />
                <ProjectReference Include="{Packages.Root}/Runtime/DeclarativeIL.Environments/DeclarativeIL.Environments.csproj" />
              </ItemGroup>
              <Import Project="{Packages.Root}/Runtime/DeclarativeIL/Native/DeclarativeIL.targets" />
            </Project>
            """;

    [Fact]
    public void Without_tensors_it_has_no_TorchSharp_and_learns_the_same_bits()
    {
        var app = packages.NewFolder("trimmed");
        File.WriteAllText(Path.Combine(app, "trimmed.csproj"), Project);
        File.WriteAllText(Path.Combine(app, "Program.cs"), Program);
        string[] release = ["-c", "Release", "-p:RunAnalyzers=false"];
        var whole = Packages.Dotnet(app, ["run", .. release]);
        string[] trimmed = ["-p:Trim=true", "-p:DeclarativeILTensors=false", "-warnaserror"];
        Packages.Dotnet(app, ["publish", .. release, "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out", .. trimmed]);

        var files = Directory.GetFiles(Path.Combine(app, "out")).Select(Path.GetFileName);
        Assert.DoesNotContain(files, static file => file!.Contains("torch", StringComparison.OrdinalIgnoreCase));
        var lines = Run(app, "trimmed").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries), lines[..^1]);
        Assert.StartsWith("Tensors are needed here, and this program is without them", lines[^1], StringComparison.Ordinal);
    }

    internal static string Run(string app, string name)
    {
        var start = new ProcessStartInfo(Path.Combine(app, "out", name), "tensors")
        {
            WorkingDirectory = app,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().ReplaceLineEndings("\n");
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
