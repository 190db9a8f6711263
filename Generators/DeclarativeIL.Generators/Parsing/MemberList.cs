using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The members of one class while it is read.</summary>
internal sealed class MemberList
{
    public List<LossModel> Losses { get; } = [];

    public List<MetricModel> Metrics { get; } = [];

    public List<ColumnModel> Columns { get; } = [];

    public List<MemberModel> Augments { get; } = [];

    public GateModel? Gate { get; set; }

    public MemberModel? Explore { get; set; }

    public CollectModel? Collect { get; set; }

    public MemberModel? Reward { get; set; }

    public OtherMembers Others() =>
        new(Columns.ToEquatableArray(), Gate, Explore, Collect, Reward, Augments.ToEquatableArray(), Reported());

    public void Import(Imported imported)
    {
        Losses.AddRange(imported.Losses);
        Columns.AddRange(imported.Columns);
        Metrics.AddRange(imported.Metrics);
    }

    /// <summary>The attribute on the class makes its only trained policy an ensemble.</summary>
    public void MakeEnsemble(int members, bool bootstrap, double fraction)
    {
        for (var i = 0; i < Losses.Count; i++)
            Losses[i] = Losses[i] with { Member = MakeEnsemble(Losses[i].Member, members, bootstrap, fraction) };
        for (var i = 0; i < Metrics.Count; i++)
            Metrics[i] = Metrics[i] with { Member = MakeEnsemble(Metrics[i].Member, members, bootstrap, fraction) };
    }

    /// <summary>
    /// An imported metric whose name something else is reported under says whose it is: who imports cannot rename it.
    /// </summary>
    private EquatableArray<MetricModel> Reported()
    {
        var names = Losses.Select(loss => loss.Member.Name).Concat(Metrics.Select(metric => metric.Member.Name)).ToLookup(name => name);
        return Metrics
            .Select(metric =>
                metric.Origin.Length > 0 && names[metric.Member.Name].Count() > 1
                    ? metric with
                    {
                        Reported = metric.Origin.Substring(metric.Origin.LastIndexOfAny(['.', ':']) + 1) + "." + metric.Member.Name,
                    }
                    : metric
            )
            .ToEquatableArray();
    }

    private static MemberModel MakeEnsemble(MemberModel member, int members, bool bootstrap, double fraction) =>
        member with
        {
            Parameters = member
                .Parameters.Select(parameter =>
                    parameter.Role is Role.Network { View: View.Plain } role && parameter.Type.Network == NetworkKind.Policy
                        ? parameter with
                        {
                            Role = role with { Members = members, Bootstrap = bootstrap, Fraction = fraction },
                        }
                        : parameter
                )
                .ToEquatableArray(),
        };
}
