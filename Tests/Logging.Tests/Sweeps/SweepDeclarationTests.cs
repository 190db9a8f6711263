using DeclarativeIL.Algorithms;
using DeclarativeIL.Sweeps;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests.Sweeps;

/// <summary>A sweep's folder is of the declaration that made its runs.</summary>
public sealed class SweepDeclarationTests : IDisposable
{
    private readonly Axis<double> _p = Axis.Of("p", 0.1, 0.5);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_declared_class_says_what_it_computes_and_how_it_is_set()
    {
        IDeclaredAlgorithm algorithm = new DAgger { P = 0.25 };
        Assert.StartsWith("DeclarativeIL.Algorithms.DAgger\n", algorithm.Declaration, StringComparison.Ordinal);
        Assert.Contains("where EntropyBonus = -entropyWeight * pi.Entropy(d.State)", algorithm.Declaration, StringComparison.Ordinal);
        Assert.Contains(("P", 0.25), algorithm.Hyperparameters());
    }

    /// <summary>The folder is changed as an earlier declaration would have written it.</summary>
    [Theory]
    [InlineData("l2Weight * pi.SquaredWeights / 2", "l2Weight * pi.SquaredWeights")]
    [InlineData("hyperparameter L2Weight = 0", "hyperparameter L2Weight = 0.1")]
    [InlineData("hyperparameter P = 0.1, 0.5", "hyperparameter P = 0.5, 0.1")]
    public async Task Runs_of_a_changed_equation_or_hyperparameter_are_refused_with_what_changed(string now, string before)
    {
        var options = new SweepOptions { Folder = _folder };
        await DAgger().RunAsync([1], ConstantAsync, options);
        await DAgger().RunAsync([1], ConstantAsync, options); // the same one goes on
        var path = Path.Combine(_folder, "sweep.txt");
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text.Replace(now, before, StringComparison.Ordinal));
        var line = 1 + Array.FindIndex(text.Split('\n'), one => one.Contains(now, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<SweepException>(() => DAgger().RunAsync([1], ConstantAsync, options));

        Assert.Contains($"line {line}: found runs of another declaration: '", error.Message, StringComparison.Ordinal);
        Assert.Matches($"{before.Replace("*", "\\*", StringComparison.Ordinal)}'; expected '.*{now[^4..]}'", error.Message);
    }

    [Fact]
    public async Task What_only_the_runs_know_is_compared_where_the_options_say_it()
    {
        var options = new SweepOptions { Folder = _folder, Declarations = [new Worded("Cloning\nmean Error"), new DAgger()] };
        await Plain().RunAsync([1], ConstantAsync, options);
        await Plain().RunAsync([1], ConstantAsync, options);
        var changed = options with { Declarations = [new Worded("Cloning\nmean 2 * Error"), new DAgger()] };
        var error = await Assert.ThrowsAsync<SweepException>(() => Plain().RunAsync([1], ConstantAsync, changed));
        Assert.Contains("'  mean Error'; expected '  mean 2 * Error'", error.Message, StringComparison.Ordinal);
        var fewer = options with { Declarations = [] };
        error = await Assert.ThrowsAsync<SweepException>(() => Plain().RunAsync([1], ConstantAsync, fewer));
        Assert.Contains("'declaration Cloning'; expected 'nothing'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A sweep over classes is of all of them, and of who made which setting.</summary>
    [Fact]
    public async Task Settings_may_make_different_declarations()
    {
        var name = Axis.Of("algorithm", "a", "b", "c");
        SettingSweep<Worded> Of(string second) =>
            Sweep.Grid(
                at => new Worded(
                    at.Value(name) switch
                    {
                        "a" => "A",
                        "b" => second,
                        _ => "B",
                    }
                ),
                name
            );
        var options = new SweepOptions { Folder = _folder };
        await Of("A").RunAsync([1], ConstantAsync, options);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "sweep.txt"));
        Assert.Equal(["declaration A", "  of settings 0, 1", "declaration B", "  of settings 2"], lines[^4..]);
        var error = await Assert.ThrowsAsync<SweepException>(() => Of("B").RunAsync([1], ConstantAsync, options));
        Assert.Contains("'  of settings 0, 1'; expected '  of settings 0'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_of_the_first_format_are_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "sweep.txt"), "declaration A\naxis p of 0.1, 0.5");
        var error = await Assert.ThrowsAsync<IOException>(() => DAgger().RunAsync([1], ConstantAsync, new() { Folder = _folder }));
        Assert.Contains("found a folder of format 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected 'sweep 2'", error.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyDictionary<string, double>> ConstantAsync<T>(SweepRun<T> run) =>
        Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double> { ["loss"] = run.Seed });

    private SettingSweep<DAgger> DAgger() => Sweep.Grid(at => new DAgger { P = at.Value(_p) }, _p);

    private SettingSweep<string> Plain() => Sweep.Grid(at => $"{at.Value(_p)}", _p);

    /// <summary>A class whose equations are those of a test.</summary>
    private sealed record Worded(string Declaration) : IDeclaredAlgorithm
    {
        public (string Name, object? Value)[] Hyperparameters() => [];
    }
}
