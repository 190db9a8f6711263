using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

public sealed class FlatParametersTests
{
    [Fact]
    public void A_snapshot_brings_every_value_back_through_the_views()
    {
        using var parameters = New();
        using var view = parameters.Value(parameters.Slots[1]);
        parameters.Values.copy_(tensor([.. Enumerable.Range(0, 10).Select(static i => (float)i)]));
        using var snapshot = parameters.Snapshot();
        parameters.Values.zero_();

        parameters.Restore(snapshot);

        Assert.Equal([6, 7, 8, 9], view.data<float>().ToArray());
        Assert.Contains(
            "[3]; expected [10]",
            Assert.Throws<ArgumentException>(() => parameters.Restore(zeros(3))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Values_are_copied_between_equal_layouts_only()
    {
        using var parameters = New();
        using var other = new FlatParameters(Layout("a"), ScalarType.Float64, CPU);
        using var unequal = new FlatParameters(Layout("c"), ScalarType.Float32, CPU);
        other.Values.fill_(Held.Of(3));

        parameters.CopyFrom(other);

        Assert.All(parameters.Values.data<float>(), static value => Assert.Equal(3, value));
        Assert.Equal(
            "Found parameter 'c' [2, 3]; expected 'a' [2, 3]. (Parameter 'other')",
            Assert.Throws<ArgumentException>(() => parameters.CopyFrom(unequal)).Message
        );
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(float.NaN, false)]
    [InlineData(float.NegativeInfinity, false)]
    public void One_number_that_is_not_finite_is_found(float value, bool finite)
    {
        using var parameters = New();
        parameters.Values.data<float>()[7] = value;

        Assert.Equal(finite, parameters.IsFinite());
    }

    [Fact]
    public void A_scope_around_its_creation_does_not_free_it()
    {
        FlatParameters parameters;
        using (NewDisposeScope())
            parameters = New();

        Assert.Equal(0, parameters.Values.sum().item<float>());
        parameters.Dispose();
    }

    private static FlatParameters New() => new(Layout("a"), ScalarType.Float32, CPU);

    private static IEnumerable<(string Name, IReadOnlyList<long> Shape)> Layout(string first) => [(first, [2, 3]), ("b", [4])];
}
