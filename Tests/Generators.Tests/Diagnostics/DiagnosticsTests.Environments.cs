namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Environments and their parts.</content>
public partial class DiagnosticsTests
{
    private const string Seen = "[Observation(-1, 1)] double Seen => 0;",
        Done = "[Action(-1, 1)] float Done { get; set; }",
        Paid = "[Reward] double Paid => 0;",
        Moved = "[Reset] void Start() { } [Step] void Move() { }";

    public static TheoryData<string, string> Environments =>
        new()
        {
            { "DIL001", $"[Environment] sealed class [|World|] {{ {Seen} {Done} {Paid} {Moved} }}" },
            { "DIL002", $"[Environment] sealed partial record [|World|] {{ {Seen} {Done} {Paid} {Moved} }}" },
            { "DIL002", $"[Environment] sealed partial class [|World|]<T> {{ {Seen} {Done} {Paid} {Moved} }}" },
            { "DIL002", $"partial class Outer {{ [Environment] sealed partial class [|World|] {{ {Seen} {Done} {Paid} {Moved} }} }}" },
            { "DIL016", InWorld($"[Observation(-1, [|1 / 2|])] double Seen => 0; {Done} {Paid} {Moved}") },
            { "DIL017", InWorld($"{Seen} {Done} {Paid} {Moved} string [|Description|] => \"\";") },
            { "DIL017", InWorld($"{Seen} {Done} {Paid} {Moved} enum [|ObservationOffsets|] {{ A }}") },
            { "DIL017", InWorld($"{Seen} {Done} {Paid} {Moved} const int [|ActionOffsets|] = 1;") },
            { "DIL017", $"[Environment] sealed partial class [|Description|] {{ {Seen} {Done} {Paid} {Moved} }}" },
            { "DIL017", InFrames($"{Seen} {Done} {Paid} [Reset] void Start() {{ }} void [|EndStep|](int frame) {{ }}") },
            { "DIL070", $"sealed partial class World {{ [[|Observation(-1, 1)|]] double Seen => 0; {Done} {Moved} }}" },
            { "DIL070", "class Half { [[|Reset|]] void Start() { } }" },
            { "DIL070", "class Paying { [[|Reward|]] static double Pay => 1; }" },
            { "DIL071", $"[Environment] sealed partial class [|World|] {{ {Done} {Paid} {Moved} }}" },
            { "DIL071", $"[Environment] sealed partial class [|World|] {{ {Seen} {Paid} {Moved} }}" },
            { "DIL071", $"[Environment] sealed partial class [|World|] {{ {Seen} {Done} {Moved} }}" },
            { "DIL071", $"[Environment] sealed partial class [|World|] {{ {Seen} {Done} {Paid} [Step] void Move() {{ }} }}" },
            { "DIL071", $"[Environment] sealed partial class [|World|] {{ {Seen} {Done} {Paid} [Reset] void Start() {{ }} }}" },
            { "DIL072", InWorld($"{Seen} {Done} {Paid} {Moved} [Reward] double [|Twice|] => 0;") },
            { "DIL072", InWorld($"{Seen} {Done} {Paid} {Moved} [Reset] void [|Again|]() {{ }}") },
            { "DIL072", InWorld($"{Seen} {Done} {Paid} {Moved} [Step] void [|Again|]() {{ }}") },
            { "DIL072", InWorld($"{Seen} {Done} {Paid} {Moved} [Terminal] bool A => true; [Terminal] bool [|B|] => true;") },
            { "DIL072", InWorld($"{Seen} {Done} {Paid} {Moved} [Truncated] bool A => true; [Truncated] bool [|B|] => true;") },
            { "DIL072", InWorld($"{Seen} {Done} {Paid} {Moved} [Success] bool A => true; [Success] bool [|B|] => true;") },
            { "DIL073", InWorld($"[Observation(-1, 1)] string [|Seen|] => \"\"; {Done} {Paid} {Moved}") },
            { "DIL073", InWorld($"[Observation(-1, 1)] decimal [|Seen|] => 0; {Done} {Paid} {Moved}") },
            { "DIL073", InWorld($"[Observation(-1, 1)] float? [|Seen|] => 0; {Done} {Paid} {Moved}") },
            { "DIL073", InWorld($"[Observation(-1, 1, Length = 4)] float[,] [|Seen|] => new float[2, 2]; {Done} {Paid} {Moved}") },
            { "DIL073", InWorld($"{Seen} [Action(-1, 1)] ReadOnlyMemory<float> [|Done|] {{ get; set; }} {Paid} {Moved}") },
            { "DIL073", InWorld($"{Seen} [Action] None [|Done|] {{ get; set; }} {Paid} {Moved} enum None {{ }}") },
            { "DIL073", InWorld($"{Seen} [Action] Keys [|Done|] {{ get; set; }} {Paid} {Moved} [Flags] enum Keys {{ A = 1, B = 2 }}") },
            { "DIL073", InWorld($"{Seen} {Done} [Reward] bool [|Paid|] => true; {Moved}") },
            { "DIL073", InWorld($"{Seen} {Done} {Paid} {Moved} [Terminal] double [|End|] => 0;") },
            { "DIL074", InWorld($"[[|Observation|]] double Seen => 0; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"[[|Observation(1, -1)|]] double Seen => 0; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"[[|Observation(1, 1)|]] double Seen => 0; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"[[|Observation(double.NaN, 1)|]] double Seen => 0; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"[[|Observation(0, 1)|]] bool Seen => true; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"[[|Observation(0, 1)|]] float[] Seen => []; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"[[|Observation(0, 1, Length = 0)|]] float[] Seen => []; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"[[|Observation(0, 1, Length = 2)|]] double Seen => 0; {Done} {Paid} {Moved}") },
            { "DIL074", InWorld($"{Seen} [[|Action|]] float Done {{ get; set; }} {Paid} {Moved}") },
            { "DIL074", InWorld($"{Seen} [[|Action(3)|]] float Done {{ get; set; }} {Paid} {Moved}") },
            { "DIL074", InWorld($"{Seen} [[|Action|]] int Done {{ get; set; }} {Paid} {Moved}") },
            { "DIL074", InWorld($"{Seen} [[|Action(-1.0, 1.0)|]] int Done {{ get; set; }} {Paid} {Moved}") },
            { "DIL074", InWorld($"{Seen} [[|Action(0)|]] int Done {{ get; set; }} {Paid} {Moved}") },
            { "DIL074", InWorld($"{Seen} [[|Action(2)|]] bool Done {{ get; set; }} {Paid} {Moved}") },
            { "DIL075", InWorld($"[Observation(-1, 1)] double [|Seen|] {{ set {{ }} }} {Done} {Paid} {Moved}") },
            { "DIL075", InWorld($"[Observation(-1, 1)] static double [|Seen|] => 0; {Done} {Paid} {Moved}") },
            { "DIL075", InWorld($"[Observation(-1, 1)] double [|Seen|](int i) => i; {Done} {Paid} {Moved}") },
            { "DIL075", InWorld($"[Observation(-1, 1)] T [|Seen|]<T>() => default!; {Done} {Paid} {Moved}") },
            { "DIL075", InWorld($"[Observation(-1, 1)] void [|Seen|]() {{ }} {Done} {Paid} {Moved}") },
            { "DIL075", InWorld($"{Seen} [Action(-1, 1)] float [|Done|] {{ get; }} {Paid} {Moved}") },
            { "DIL075", InWorld($"{Seen} [Action(-1, 1)] float [|Done|] {{ get; init; }} {Paid} {Moved}") },
            { "DIL075", InWorld($"{Seen} [Action(-1, 1)] readonly float [|Done|]; {Paid} {Moved}") },
            { "DIL075", InWorld($"{Seen} {Done} [Reward] static double [|Paid|] => 0; {Moved}") },
            { "DIL076", InWorld($"{Seen} {Done} [Action] bool [|Jump|] {{ get; set; }} {Paid} {Moved}") },
            {
                "DIL076",
                InWorld($"{Seen} [Action(3)] int Gear {{ get; set; }} [Action(-1, 1)] float [|Gas|] {{ get; set; }} {Paid} {Moved}")
            },
            { "DIL076", InWorld($"{Seen} [Action(3)] int Gear {{ get; set; }} [Action] bool [|Jump|] {{ get; set; }} {Paid} {Moved}") },
            { "DIL077", InWorld($"{Seen} {Done} {Paid} [Reset] int [|Start|]() => 0; [Step] void Move() {{ }}") },
            { "DIL077", InWorld($"{Seen} {Done} {Paid} [Reset] void [|Start|](int seed) {{ }} [Step] void Move() {{ }}") },
            { "DIL077", InWorld($"{Seen} {Done} {Paid} [Reset] void Start() {{ }} [Step] static void [|Move|]() {{ }}") },
            { "DIL077", InWorld($"{Seen} {Done} {Paid} [Reset] void Start() {{ }} [Step] void [|Move|]<T>() {{ }}") },
            {
                "DIL077",
                InWorld($"{Seen} {Done} {Paid} [Reset] void Start() {{ }} [Step] async void [|Move|]() => await Task.Yield();")
                    .Insert(0, "using System.Threading.Tasks; ")
            },
            { "DIL078", InWorld($"{Seen} {Done} {Paid} {Moved}") + " partial class World { [Observation(-1, 1)] double [|Other|] => 0; }" },
            { "DIL079", InWorld($"{Seen} {Done} {Paid} {Moved} [[|Loss|]] static double L(Policy pi, Demonstration d) => 0;") },
            {
                "DIL080",
                InWorld(
                    $"{Seen} {Done} {Paid} {Moved} "
                        + "public DeclarativeIL.Environments.StepResult [|Step|](ReadOnlySpan<float> a, Span<float> o) => new();"
                )
            },
            {
                "DIL080",
                $$"""
                    abstract class Base : DeclarativeIL.Environments.IEnvironment
                    {
                        public Space Observations => new DiscreteSpace(2);
                        public Space Actions => new DiscreteSpace(2);
                        public void Reset(ulong? seed, Span<float> observation) { }
                        public DeclarativeIL.Environments.StepResult Step(ReadOnlySpan<float> a, Span<float> o) => new();
                    }
                    [Environment] sealed partial class [|World|] : Base { {{Seen}} {{Done}} {{Paid}} {{Moved}} }
                    """
            },
            { "DIL081", InFrames($"{Seen} {Done} {Paid} [Reset] void Start() {{ }} [Step] void [|Move|]() {{ }}") },
        };

    [Fact]
    public async Task What_is_wrong_with_each_part_is_said_at_once()
    {
        var run = GeneratorHarness.Run(
            InWorld("[Observation] double Seen => 0; [Action(-1, 1)] string Done { get; set; } = \"\"; [Reset] int Start() => 0;")
        );

        Assert.Equal(
            ["DIL071", "DIL071", "DIL073", "DIL074", "DIL077"],
            (await GeneratorHarness.Analyze(run.Before)).Select(problem => problem.Id).Order(StringComparer.Ordinal)
        );
        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task A_half_typed_part_is_left_to_the_compiler()
    {
        var run = GeneratorHarness.Run(
            InWorld($"{Seen} {Done} {Paid} {Moved} [Observation(-1, 1)] Missing M => 0; [Observation(x)] float F;")
        );

        Assert.NotEmpty(run.OwnErrors);
        Assert.Empty(await GeneratorHarness.Analyze(run.Before));
        Assert.Null(run.Failure);
    }

    private static string InWorld(string members) => $"[Environment] sealed partial class World {{ {members} }}";

    private static string InFrames(string members) => $"[Environment(FrameDriven = true)] sealed partial class World {{ {members} }}";
}
