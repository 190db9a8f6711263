using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>The names of data sets and their batches in generated code: after their row type, and no two the same.</summary>
internal sealed class DataNames
{
    public const string Rollout = "rolloutTransitions",
        Replay = "replayTransitions";

    private readonly Dictionary<(Rows Kind, string Type), string> _sources = [];
    private readonly Dictionary<(string Ensemble, string Source), string> _batches = [];
    private readonly HashSet<string> _names = [Rollout, Replay];

    public DataNames(AlgorithmModel model)
    {
        foreach (var parameter in model.Members.SelectMany(member => member.Parameters))
            if (parameter.Role is Role.Row row)
                Source(row.Source, parameter.Type.Name);
        if (model.Others.Collect is { } collect)
            Source(Rows.Supplied, collect.Member.Equation.Type.Name);
    }

    /// <summary>All that are called after a row type of the user's.</summary>
    public IEnumerable<string> Supplied =>
        _sources.Where(source => source.Key.Kind == Rows.Supplied).Select(source => source.Value).Concat(_batches.Values);

    /// <summary>Name of the data set of a row parameter: demonstrations, rolloutTransitions, replayTransitions.</summary>
    public string Source(ParameterModel rows) => Source(((Role.Row)rows.Role).Source, rows.Type.Name);

    public string Source(Rows kind, string type) =>
        kind switch
        {
            Rows.Rollout => Rollout,
            Rows.Replay => Replay,
            _ when _sources.TryGetValue((kind, type), out var known) => known,
            _ => _sources[(kind, type)] = Fresh(CSharpText.Camel(type.Substring(type.LastIndexOfAny(['.', ':', '@']) + 1)) + "s"),
        };

    /// <summary>Name of the batch in which each member of an ensemble has rows of its own.</summary>
    public string Batch(string ensemble, string source) =>
        _batches.TryGetValue((ensemble, source), out var known)
            ? known
            : _batches[(ensemble, source)] = Fresh(ensemble + CSharpText.Pascal(source));

    private string Fresh(string preferred)
    {
        var name = preferred;
        for (var number = 2; !_names.Add(name); number++)
            name = preferred + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }
}
