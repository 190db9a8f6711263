using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Hyperparameters are properties: they bind from configuration and from JSON, and are checked on the way in.</summary>
public class ConfigurationTests
{
    [Fact]
    public void Binds_from_configuration()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["P"] = "0.25", ["EntropyWeight"] = "0.125" })
            .Build();
        var algorithm = configuration.Get<DAgger>()!;
        Assert.Equal(0.25, algorithm.P);
        Assert.Equal(0.125, algorithm.EntropyWeight);
        Assert.Equal(0.0, algorithm.L2Weight);
    }

    [Fact]
    public void Binds_from_JSON_and_back()
    {
        var algorithm = JsonSerializer.Deserialize<LinearDAgger>("""{"RampRounds": 7, "EntropyWeight": 0.5}""")!;
        Assert.Equal(7, algorithm.RampRounds);
        Assert.Contains("\"RampRounds\":7", JsonSerializer.Serialize(algorithm), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_out_of_its_range_is_refused_on_the_way_in()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonSerializer.Deserialize<LinearDAgger>("""{"RampRounds": 0}"""));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["P"] = "1.5" }).Build();
        var thrown = Assert.ThrowsAny<Exception>(() => configuration.Get<DAgger>());
        Assert.IsType<ArgumentOutOfRangeException>(thrown is TargetInvocationException wrapped ? wrapped.InnerException : thrown);
    }
}
