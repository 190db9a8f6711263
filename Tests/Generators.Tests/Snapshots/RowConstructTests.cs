namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>How rows are read and made.</summary>
public class RowConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Row_of_every_kind_of_column()
    {
        var run = await Run(
            """
            enum Mood : byte { Calm, Hasty = 3 }

            static partial class Outer
            {
                [Row]
                internal readonly record struct Everything(
                    State Seen, Act Done, Acts Others, double Reward, float Small, int Number, ulong Large, bool Flag, Mood Mood,
                    double[] List, float[] Singles, System.ReadOnlyMemory<double> Memory, System.ReadOnlyMemory<float> SingleMemory);
            }
            """
        );

        await Verifier.Verify(run.AssertCompiles().Files.Single().Value, "cs");
    }

    [Theory]
    [InlineData("readonly record struct Hidden(State State);", "private")]
    [InlineData("readonly record struct Text(string Word, State State);", "internal")]
    [InlineData("readonly record struct Wrapped<T>(State State);", "internal")]
    [InlineData("record struct Demanding(State State) { public required int More { get; init; } }", "internal")]
    [InlineData("record struct Other(State State) { private State State { get; } = State; }", "internal")]
    public void Nothing_is_generated_for_what_only_reflection_reaches_or_nothing(string row, string access)
    {
        var run = GeneratorHarness.Run($"static partial class Outer {{ [Row] {access} {row} }}");

        Assert.Null(run.Failure);
        Assert.Empty(run.OwnErrors);
        Assert.Empty(run.Files);
    }

    [Fact]
    public void A_row_that_is_still_typed_disturbs_nothing() =>
        Assert.Null(GeneratorHarness.Run("[Row] readonly record struct Half(State State, Ac").Failure);
}
