using DeclarativeIL.Algorithms;

namespace DeclarativeIL.Language.Tests.Meaning;

/// <summary>The symbols of a formula are those of what it is about.</summary>
public class FormulaTests
{
    private static readonly string[] OfPreferences =
    [
        "Dpo",
        "Slic",
        "Ipo",
        "Exo",
        "Nca",
        "RobustDpo",
        "Bco",
        "Sppo",
        "ApoZero",
        "ApoDown",
        "DiscoPop",
        "LengthNormalizedDpo",
        "Aot",
        "AotUnpaired",
        "FDpo",
        "PreferredFineTuning",
        "SimPo",
        "Cpo",
        "Mpo",
        "Orpo",
        "OnlineDpo",
        "RewardModel",
    ];

    public static TheoryData<string> Algorithms => [.. Formulas().Select(static one => one.Name)];

    /// <summary>y_w and y_l are the better and the worse of two answers, and nothing else is.</summary>
    [Theory, MemberData(nameof(Algorithms))]
    public void Answers_are_compared_where_there_are_two(string name)
    {
        var formula = Formulas().Single(one => one.Name == name).Formula;
        Assert.Equal(OfPreferences.Contains(name), formula.Contains("y_w", StringComparison.Ordinal));
    }

    [Fact]
    public void The_chosen_act_of_a_transition_is_an_act()
    {
        Assert.Contains(@"\log \pi(a \mid s) - \log \pi_{\mathrm{old}}(a \mid s)", Ppo.Formula, StringComparison.Ordinal);
        Assert.Contains(@"\frac{\mathrm{advantage} - \mathrm{mean}}{\mathrm{deviation} + 10^{-8}}", Ppo.Formula, StringComparison.Ordinal);
        Assert.Contains(
            @"\left( v(s) - \left(\mathrm{advantage} + v_{\mathrm{old}}(s)\right) \right)^2",
            Ppo.Formula,
            StringComparison.Ordinal
        );
        Assert.Contains(
            @"\mathrm{PolicyGradient} = \left(-\mathrm{return}\right) \, \log \pi(a \mid s)",
            Reinforce.Formula,
            StringComparison.Ordinal
        );
        Assert.Contains(@"\log \pi(y_w \mid x)", Dpo.Formula, StringComparison.Ordinal);
        Assert.Contains(@"\log \pi(y \mid x)", Kto.Formula, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Formula)> Formulas() =>
        typeof(Ppo)
            .Assembly.GetExportedTypes()
            .Select(static type => (type.Name, Formula: type.GetField("Formula")?.GetRawConstantValue() as string))
            .Where(static one => one.Formula is not null)
            .Select(static one => (one.Name, one.Formula!));
}
