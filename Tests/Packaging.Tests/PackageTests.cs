using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace DeclarativeIL.Packaging.Tests;

/// <summary>A stranger's project: it has the packages and nothing else of this repository.</summary>
[Collection(nameof(Packages))]
[Trait("Speed", "Slow")]
public sealed class PackageTests(Packages packages)
{
    private const string Program = """
        using DeclarativeIL;
        using DeclarativeIL.Algorithms;
        using DeclarativeIL.Data;
        using DeclarativeIL.Networks;
        using DeclarativeIL.Policies;
        using DeclarativeIL.Randomness;
        using DeclarativeIL.Training;

        using var policy = new CategoricalPolicy(2, 2, [8], Activation.Tanh, new SeedSequence(1));
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < 64; i++)
            data.Add(new Demonstration(State.Of(i % 2, 1), Act.Discrete(i % 2)));
        var result = new SureCloning { Confidence = 0.5 }.Train(policy, data, new TrainingOptions { Epochs = 40, LearningRate = 0.02 });
        Console.WriteLine($"losses {string.Join(" ", result.Losses.Keys)}, metrics {string.Join(" ", result.Metrics.Keys)}");
        var loss = result.Losses["NegativeLogLikelihood"];
        Console.WriteLine(loss < 0.1 ? "learned" : $"not learned: {loss}");

        using var copy = (CategoricalPolicy)policy.Copy();
        var act = new float[1];
        copy.Mode([1, 1], act);
        Console.WriteLine($"a copy acts: {act[0]}");

        copy.Save("policy.safetensors");
        using var read = CategoricalPolicy.Load("policy.safetensors");
        Console.WriteLine($"one sample: {read.OneSample().LogProb(Act.Discrete(1), State.Of(1, 1)) > -0.7}");
        using var critic = CriticNetwork.OfState(2, [8], Activation.Tanh, new SeedSequence(1));
        Console.WriteLine($"a value: {double.IsFinite(critic.OneSample().Value(State.Of(0, 1)))}");

        // all that needs libtorch, which is not there: one sentence that names the package
        Action[] needs =
        [
            () => _ = policy.Parameters.Values,
            () => new SureCloning().Train(policy, data, new TrainingOptions { Computation = Computation.Tensors }),
            () => _ = DeclarativeIL.Native.Device.Best,
            () => _ = new DeclarativeIL.LanguageModels.Gpt2(new(8, 8, 8, 1, 1), new SeedSequence(1)),
        ];
        if (args is ["without"])
            foreach (var need in needs)
                try
                {
                    need();
                    Console.WriteLine("nothing thrown");
                }
                catch (Exception error)
                {
                    Console.WriteLine($"{error.GetType().Name}: {error.Message}");
                }

        /// <summary>The package's loss, and one of its own that calls it.</summary>
        [Loss<BehaviorCloning>]
        public sealed partial class SureCloning
        {
            [Loss]
            static double Sure(Policy pi, Demonstration d, double confidence = 1.0)
                => confidence * BehaviorCloning.NegativeLogLikelihood(pi, d);
        }
        """;

    [Fact]
    public void The_compiler_and_editors_load_what_is_in_the_package() =>
        Assert.Equal(
            ["DeclarativeIL.CodeFixes.dll", "DeclarativeIL.Generators.dll"],
            packages.Files("DeclarativeIL", "analyzers/dotnet/cs/")
        );

    [Fact]
    public void Each_package_has_its_page()
    {
        foreach (var package in Packages.Names)
            Assert.Equal(["README.md"], packages.Files(package, "README.md"));
    }

    [Fact]
    public void Each_package_says_what_it_is_and_has_its_symbols()
    {
        foreach (var package in Packages.Names)
        {
            var metadata = XDocument.Parse(packages.Text(package, $"{package}.nuspec")).Root!.Elements().First();
            string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
            Assert.Equal(package, Value("id"));
            Assert.Equal("MIT", Value("license"));
            Assert.Equal("README.md", Value("readme"));
            Assert.Equal("DeclarativeIL contributors", Value("authors"));
            Assert.InRange(Value("description")?.Length ?? 0, 40, 300);
            Assert.Contains("imitation-learning", Value("tags") ?? "", StringComparison.Ordinal);
            var libraries = packages.Files(package, "lib/").Where(static file => file.EndsWith(".dll", StringComparison.Ordinal));
            foreach (var library in libraries)
            {
                Assert.Contains(Path.ChangeExtension(library, ".xml"), packages.Files(package, "lib/"));
                Assert.Contains(Path.ChangeExtension(library, ".pdb"), packages.Files(package, "lib/", ".snupkg"));
            }
        }
    }

    [Fact]
    public void Without_libtorch_a_project_composes_a_loss_and_trains_and_what_needs_it_says_so_in_a_sentence()
    {
        var app = packages.NewProject("Composed", libtorch: false);
        Packages.Dotnet(app, "add", "package", "DeclarativeIL.LanguageModels", "--version", packages.Version);
        File.WriteAllText(Path.Combine(app, "Program.cs"), Program);
        Packages.Dotnet(app, "build", "-warnaserror"); // CS8032, CS9057: a plug-in that the compiler cannot load
        Assert.Equal([RuntimeInformation.RuntimeIdentifier], NativeFiles(app)); // TorchSharp's package has those of four platforms
        var printed = Packages.Dotnet(app, "run", "--no-build", "without").TrimEnd().Split('\n');

        Assert.Equal(
            [
                "losses NegativeLogLikelihood EntropyBonus WeightPenalty Sure, metrics Entropy",
                "learned",
                "a copy acts: 1",
                "one sample: True",
                "a value: True",
            ],
            printed[..5]
        );
        Assert.Equal(4, printed[5..].Length);
        Assert.All(
            printed[5..],
            static line =>
                Assert.Equal(
                    "NativeLibraryException: No libtorch lies beside this application. Add a reference to the package "
                        + $"{Packages.Libtorch}, version 2.10.0"
                        + (
                            OperatingSystem.IsMacOS()
                                ? "."
                                : $", or for an NVIDIA GPU to TorchSharp-cuda-{(OperatingSystem.IsWindows() ? "windows" : "linux")}."
                        ),
                    line
                )
        );
    }

    /// <summary>The platforms whose native files lie in the folder that a project is built to.</summary>
    private static IEnumerable<string> NativeFiles(string app) =>
        Directory
            .GetFiles(Path.Combine(app, "bin"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(app, file).Split(Path.DirectorySeparatorChar))
            .Where(static parts => parts.Contains("runtimes"))
            .Select(static parts => parts[Array.IndexOf(parts, "runtimes") + 1])
            .Distinct();

    [Fact]
    public void The_declaration_of_the_readme_is_a_whole_file()
    {
        var app = packages.NewProject("Readme", libtorch: false);
        File.WriteAllText(Path.Combine(app, "FocalCloning.cs"), Page.Read("README.md").Blocks("csharp")[0]);
        Packages.Dotnet(app, "build", "-warnaserror");
    }
}
