using System.Reflection;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>The rows that both emissions are given.</summary>
public partial class CpuFormTests
{
    /// <summary>An ensemble's own batch is named after it.</summary>
    private static bool IsEnsemble(ParameterInfo network) =>
        ((MethodBase)network.Member)
            .GetParameters()
            .Any(batch =>
                !batch.ParameterType.IsGenericParameter
                && batch.ParameterType != typeof(CpuNetwork)
                && batch.Name!.Length > network.Name!.Length
                && batch.Name.StartsWith(network.Name, StringComparison.Ordinal)
                && char.IsUpper(batch.Name[network.Name.Length])
            );

    private static bool IsOfMembers(ParameterInfo batch) =>
        ((MethodBase)batch.Member)
            .GetParameters()
            .Any(network =>
                (network.ParameterType.IsGenericParameter || network.ParameterType == typeof(CpuNetwork))
                && batch.Name!.Length > network.Name!.Length
                && batch.Name.StartsWith(network.Name, StringComparison.Ordinal)
                && char.IsUpper(batch.Name[network.Name.Length])
            );

    private static object Call(string method, ParameterInfo parameter, Type type) =>
        typeof(CpuFormTests)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(parameter.ParameterType.GenericTypeArguments)
            .Invoke(null, [IsOfMembers(parameter), Scans(type), IsDiscrete(type)])!;

    private static string[] Scans(Type type) =>
        [
            .. type.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance)
                .Where(static method => method.Name.StartsWith("Fit", StringComparison.Ordinal))
                .SelectMany(static method => method.GetParameters())
                .Where(static parameter => parameter.ParameterType == typeof(double[]))
                .Select(static parameter => char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..^"Values".Length])
                .Distinct(),
        ];

    private static Batch<TRow> Batch<TRow>(bool ofMembers, string[] scans, bool discrete)
        where TRow : struct
    {
        var rows = Rows<TRow>(discrete);
        if (ofMembers)
            return new BootstrapFeed<TRow>(
                new Dataset<TRow>(rows),
                Members,
                Bootstrap.WithReplacement,
                new SeedSequence(2),
                ScalarType.Float64
            ).Next(rows.Length)!;
        var feed = new BatchFeed<TRow>(new Dataset<TRow>(rows), ScalarType.Float64);
        foreach (var scan in scans.Where(static _ => typeof(TRow) == typeof(Transition)))
            feed.Attach(scan, Sample.Numbers());
        return feed.Next(rows.Length)!;
    }

    private static CpuBatch<TRow> Hosted<TRow>(bool ofMembers, string[] scans, bool discrete)
        where TRow : struct
    {
        var data = new Dataset<TRow>(Rows<TRow>(discrete));
        var feed = ofMembers ? new CpuFeed<TRow>(data, Members, Bootstrap.WithReplacement, new SeedSequence(2)) : new CpuFeed<TRow>(data);
        foreach (var scan in scans.Where(static _ => typeof(TRow) == typeof(Transition)))
            feed.Attach(scan, Sample.Numbers());
        Assert.True(feed.Next(data.Count));
        return feed.Rows;
    }

    private static TRow[] Rows<TRow>(bool discrete) =>
        (TRow[])
            (object)(
                typeof(TRow).Name switch
                {
                    nameof(Demonstration) => discrete ? Sample.Labels() : Sample.Demonstrations(),
                    nameof(Transition) => Sample.Transitions(discrete: discrete),
                    nameof(Preference) => Sample.Preferences(),
                    nameof(Rating) => Sample.Ratings(),
                    nameof(Ranking) => Sample.Rankings(),
                    nameof(Logged) => Sample.Logs(),
                    nameof(TwoChoices) => Sample.Choices(),
                    nameof(Tagged) => Sample
                        .Demonstrations()
                        .Select(static (row, i) => new Tagged(row.State, row.Action, (Kind)(i % 3), i % 4, i % 2 == 0))
                        .ToArray(),
                    nameof(MaskedChoice) => Sample
                        .Labels()
                        .Select(static (row, i) => new MaskedChoice(row.State, row.Action, [1, i % 2, 1]))
                        .ToArray(),
                    nameof(Measured) => NumbersOfRows.Measured(),
                    nameof(Pair) => Sample.Demonstrations().Select(static (row, i) => new Pair(row.State, 0.25 * i)).ToArray(),
                    nameof(Hybrid) => Sample
                        .Preferences()
                        .Select(static row => new Hybrid(row.Context, row.Chosen, row.Rejected))
                        .ToArray(),
                    var name => throw new NotSupportedException($"No sample rows of {name}."),
                }
            );
}
