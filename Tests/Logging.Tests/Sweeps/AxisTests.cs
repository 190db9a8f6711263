using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Logging.Tests.Plots;
using DeclarativeIL.Sweeps;

namespace DeclarativeIL.Logging.Tests.Sweeps;

/// <summary>Axes of every type: how they are drawn, read, and written.</summary>
public sealed class AxisTests : IDisposable
{
    private readonly Axis<int> _batch = Axis.Powers("batch", 32, 128);
    private readonly Axis<bool> _flips = Axis.Of("flips", false, true);
    private readonly Axis<string> _network = Axis.Of("network", "wide, \"flat\"", "deep|narrow");
    private readonly Axis<DayOfWeek> _day = Axis.Of("day", DayOfWeek.Monday, DayOfWeek.Friday);
    private readonly Axis<double> _p = Axis.Of("p", 0.1, 1e-7);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_grid_has_all_values_of_their_types()
    {
        var settings = Grid().Settings;
        Assert.Equal(3 * 2 * 2 * 2 * 2, settings.Count);
        Assert.Equal([32, 64, 128], settings.Select(at => at.Value(_batch)).Distinct());
        Assert.Equal([false, true], settings.Select(at => at.Value(_flips)).Distinct());
        Assert.Equal(_network.Values, settings.Select(at => at.Value(_network)).Distinct());
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], settings.Select(at => at.Value(_day)).Distinct());
        Assert.Equal([128, true, "deep|narrow", DayOfWeek.Friday, 1e-7], settings[^1].Values);
        Assert.Equal("batch = 128, flips = true, network = deep|narrow, day = Friday, p = 1E-07", settings[^1].ToString());
    }

    [Fact]
    public void Whole_numbers_are_drawn_with_both_ends_and_equal_probability()
    {
        var k = Axis.Integers("k", -1, 2);
        var all = Axis.Integers("all", int.MinValue, int.MaxValue);
        var settings = Sweep.Random(static _ => new object(), 4000, 3, k, all, _batch, _flips).Settings;
        foreach (var counts in (int[][])[Counts(settings, k), Counts(settings, _batch), Counts(settings, _flips)])
        {
            var (share, spread) = (1.0 / counts.Length, 4.9 * Math.Sqrt(4000.0 / counts.Length * (1 - (1.0 / counts.Length))));
            Assert.All(counts, count => Assert.InRange(count, (4000 * share) - spread, (4000 * share) + spread)); // 4.9 standard errors
        }
        Assert.Equal([-1, 0, 1, 2], settings.Select(at => at.Value(k)).Distinct().Order());
        Assert.Contains(settings, at => at.Value(all) < -2_000_000_000);
        Assert.Contains(settings, at => at.Value(all) > 2_000_000_000);
        Assert.Throws<ArgumentException>(() => Sweep.Grid(static _ => new object(), k));
    }

    [Fact]
    public void What_is_no_axis_is_refused_with_what_was_found()
    {
        Refused(static () => Axis.Powers("batch", 16, 200), "found 200 as the upper end; expected 16 times a power of 2, such as 128");
        Refused(static () => Axis.Powers("batch", 0, 8), "found powers of 2 from 0");
        Refused(static () => Axis.Powers("batch", 1, 8, 1), "found powers of 1 from 1");
        Refused(static () => Axis.Integers("k", 3, 3), "found 3 to 3; expected finite ends in order");
        Refused(static () => Axis.Of("k", 1, 2, 1), "found [1, 2, 1]; expected whole numbers, each once");
        Refused(static () => Axis.Of("flips", true, true), "found [true, true]; expected truths, each once");
        Refused(static () => Axis.Of("network", "a", " "), "expected names, each once");
        Refused(static () => Axis.Of("network", "a\nb"), "expected names, each once");
        Refused(static () => Axis.Of("day", (DayOfWeek)9), "found [9]; expected members of DayOfWeek, each once");
        Refused(static () => Axis.Of("p", 0.5, double.NaN), "found [0.5, NaN]; expected finite numbers, each once");
        Refused(static () => Axis.Of("p\n", 0.5), "control character");
        Assert.Equal([1, 3, 9], Axis.Powers("k", 1, 9, 3).Values);
        Assert.Equal(1 << 30, Axis.Powers("k", 1, 1 << 30).Values[^1]);
    }

    [Fact]
    public void Values_out_of_range_are_refused_before_any_run()
    {
        var p = Axis.Of("p", 0.5, 1.5);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Sweep.Grid(at => new DAgger { P = at.Value(p) }, p));
        Assert.Equal((1.5, "P"), (error.ActualValue, error.ParamName));
        Assert.Contains("0 to 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Sweep.Grid(at => new DAgger { P = at.Value(p) }, _p));
        Assert.Throws<ArgumentException>(() => Axis.LogUniform("p", 0, 1));
        Assert.Throws<ArgumentException>(() => Axis.Of("p", 1, 1));
        Assert.Throws<ArgumentException>(() => Sweep.Grid(static _ => new DAgger(), Axis.Uniform("p", 0, 1)));
    }

    [Fact]
    public void Draws_depend_on_seed_name_and_place_alone()
    {
        var (p, q) = (Axis.Uniform("p", 0.2, 0.8), Axis.LogUniform("q", 1e-5, 1e-1));
        double[] Of(int count, ulong seed, params Axis[] axes) =>
            [.. Sweep.Random(static _ => new object(), count, seed, axes).Settings.Select(at => at.Value(p))];
        var draws = Of(200, 7, p);
        Assert.Equal(draws[..50], Of(50, 7, q, p));
        Assert.NotEqual(draws, Of(200, 8, p));
        Assert.All(draws, static draw => Assert.InRange(draw, 0.2, 0.8));
        Assert.InRange(draws.Average(), 0.44, 0.56); // 0.5, and 4.9 standard errors of 0.6 / sqrt(12 * 200)
        var logs = Sweep.Random(static _ => new object(), 200, 7, q).Settings.Select(at => Math.Log10(at.Value(q))).ToArray();
        Assert.InRange(logs.Average(), -3.4, -2.6); // -3, and 4.9 standard errors of 4 / sqrt(12 * 200)
    }

    [Fact]
    public async Task Tables_and_files_have_values_as_they_are_written()
    {
        var result = await Grid().RunAsync([1], MeasureAsync, new() { Folder = _folder });
        Assert.Contains("| 64 | true | deep\\|narrow | Friday | 1E-07 | ", result.ToMarkdown("loss"), StringComparison.Ordinal);
        result.SaveCsv(Path.Combine(_folder, "a.csv"), "loss");
        var csv = await File.ReadAllLinesAsync(Path.Combine(_folder, "a.csv"));
        Assert.Equal("batch,flips,network,day,p,loss,low,high,runs,failed", csv[0]);
        Assert.Contains(csv, static line => line.StartsWith("32,false,\"wide, \"\"flat\"\"\",Monday,0.1,", StringComparison.Ordinal));
        using var record = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder, "run-00047-1.json")));
        Assert.Equal(
            """{"batch":128,"flips":true,"network":"deep|narrow","day":"Friday","p":1E-07}""",
            record.RootElement.GetProperty("setting").GetRawText()
        );
        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "sweep.txt"));
        Assert.StartsWith("sweep 2\ntype System.Object\naxis batch (int) of 32, 64, 128\naxis flips (bool) of false, true\n", text);
        Assert.Contains("axis network (string) of \"wide, \\\"flat\\\"\", \"deep|narrow\"\n", text, StringComparison.Ordinal);
        Assert.Contains("axis day (System.DayOfWeek) of Monday, Friday\n", text, StringComparison.Ordinal);
    }

    /// <summary>Under a culture whose numbers have commas, too.</summary>
    [Fact]
    public async Task A_sweep_of_every_type_goes_on_in_its_folder()
    {
        var before = await Grid().RunAsync([1], MeasureAsync, new() { Folder = _folder });
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE"); // of this test's flow alone
        var options = new SweepOptions { Folder = _folder, StopsAtFailure = true };
        var after = await Grid().RunAsync([1], static _ => throw new InvalidOperationException("no run is left"), options);
        Assert.Equal(before.ToMarkdown("loss"), after.ToMarkdown("loss"));
    }

    /// <summary>What is no number lies in the order in which it is listed.</summary>
    [Fact]
    public async Task Pictures_have_names_along_an_axis_of_names()
    {
        var result = await Sweep.Grid(static _ => new object(), _day, _batch).RunAsync([1, 2], MeasureAsync);
        Drawn.Shows(Drawing(result, _day), "Monday", "Friday", "day", "batch = 32", "batch = 128");
        Drawn.Shows(Drawing(result, _batch), "log10 of batch", "day = Monday", "day = Friday");
    }

    private XDocument Drawing(SweepResult result, Axis axis)
    {
        var path = Path.Combine(_folder, $"{axis.Name}.svg");
        result.SavePicture(path, "loss", axis);
        var drawing = XDocument.Load(path);
        Drawn.Within(drawing);
        return drawing;
    }

    private static int[] Counts<T>(IEnumerable<Setting> settings, Axis<T> axis)
        where T : notnull => [.. settings.GroupBy(at => at.Value(axis)).Select(static one => one.Count())];

    private static void Refused(Func<Axis> create, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);

    private static Task<IReadOnlyDictionary<string, double>> MeasureAsync(SweepRun<object> run) =>
        Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double> { ["loss"] = run.Setting.Values.Count });

    private SettingSweep<object> Grid() => Sweep.Grid(static _ => new object(), _batch, _flips, _network, _day, _p);
}
