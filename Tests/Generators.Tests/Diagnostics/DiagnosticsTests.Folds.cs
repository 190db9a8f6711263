namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Steps that are written out.</content>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Folds =>
        new()
        {
            { "DIL089", Folding("int n = 4", "Fold(pi.Entropy(d.State), [|n|], (x, k) => x + k)") },
            { "DIL089", Folding("int n = 4", "Fold(pi.Entropy(d.State), [|d.Action.Size|], (x, k) => n * x + k)") },
            { "DIL089", Folding("int n = 4", "Fold(pi.Entropy(d.State), [|-1|], (x, k) => n * x + k)") },
            { "DIL089", Folding("int n = 4", "Fold(pi.Entropy(d.State), [|65|], (x, k) => n * x + k)") },
            {
                "DIL089",
                Folding("int n = 4", "Fold(pi.Entropy(d.State), 2, (x, k) => Fold(x, 3, (x, k) => Fold(x, [|11|], (y, k) => n * y + k)))")
            },
            { "DIL016", Folding("int n = 4", "Fold(pi.Entropy(d.State), [|7 / 2|], (x, k) => n * x + k)") },
            { "DIL016", Folding("int n = 4", "Fold(pi.Entropy(d.State), 3, (x, k) => x + [|n / 2|])") },
            { "DIL006", Folding("int n = 4", "Fold(n * pi.Entropy(d.State), 3, [|Math.Pow|])") },
            { "DIL006", Folding("int n = 4", "Twice([|(x, k) => x + k|]) * n * pi.Entropy(d.State)") },
            { "DIL005", Folding("int n = 4", "Fold(n * pi.Entropy(d.State), 3, (x, k) => { [|x += k;|] return x; })") },
            { "DIL022", Folding("int n = 4", "Fold(n * pi.Entropy(d.State), 3, (x, k) => x + [|Kept|])") },
            { "DIL050", Folding("int n = 4", "Fold(n * pi.Entropy(d.State), 3, (x, k) => x + [|Math.Log(Sigmoid(x))|])") },
        };

    private static string Folding(string parameter, string loss) =>
        InClass(
            $"""
            [Loss] static double L(Policy pi, Demonstration d, {parameter}) => {loss};
            public static double Kept = 1;
            static double Twice(Func<double, double, double> step) => step(step(1, 0), 1);
            """
        );

    [Fact]
    public async Task Sixty_four_steps_are_written_out()
    {
        await GeneratorHarness
            .Run(Folding("int n = 4", "Fold(pi.Entropy(d.State), 64, (x, k) => x + n * Math.Sin(x) * Math.Cos(x - k))"))
            .AssertClean();
        await GeneratorHarness
            .Run(Folding("int n = 4", "Fold(pi.Entropy(d.State), 8, (x, k) => Fold(n * x, 8, (y, i) => Math.Sin(y + x) + i * k))"))
            .AssertClean();
    }
}
