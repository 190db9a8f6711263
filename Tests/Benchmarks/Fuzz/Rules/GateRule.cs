using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>A gate and an exploration: <c>Train</c> rolls them out, and the declared methods are asked the same, step by step.</summary>
internal sealed partial record GateRule(string Source, IReadOnlySet<string> Features, Store Store) : Rule(Source, Features)
{
    private const double Level = 0.7;

    private static readonly string[] Numbers =
    [
        "t.Round",
        "t.Index",
        "(0.1 * t.Queries)",
        "t.State[0]",
        "u",
        "e",
        "rate",
        "(1.0 * count)",
        "clock.Round",
        "limit",
        "gap",
        "pi.Entropy(t.State)",
        "q.Value(t.State)",
        "q.Value(t.State, expert.Action(t.State))",
        "pi.LogProb(expert.Action(t.State), t.State)",
        "crowd.Disagreement(t.State)",
        "SquaredNorm(pi.Mean(t.State) - expert.Action(t.State))",
        "SquaredNorm(phi.Of(t.State))",
        "SquaredNorm(phi.Of(t.State) + zf)",
        "SquaredNorm(t.State + zs)",
        "q.Value(t.State, pi.Mean(t.State))",
        "t.Previous switch { Control.Expert => 1.0, Control.HandBack => 0.5, _ => u }",
        "pi.SquaredWeights",
    ];

    private static readonly string[] Truths =
    [
        "t.Previous == Control.Expert",
        "t.Previous == Control.HandBack",
        "t.Previous != Control.Learner",
        "t.Previous is Control.Expert or Control.HandBack",
        "expert.TakesOver(t)",
        "on",
        "t.Round is 0 or 2",
        "t.Index < count",
    ];

    private static readonly string[] ExploreNumbers =
    [
        "v",
        "f",
        "rate",
        "s[0]",
        "q.Value(s, chosen)",
        "q.Value(s)",
        "pi.Entropy(s)",
        "pi.LogProb(chosen, s)",
        "clock.Round",
        "SquaredNorm(pi.Mean(s) - chosen)",
        "chosen[0]",
    ];

    private static readonly string[] ExploreTruths =
    [
        "by == Control.Expert",
        "by == Control.Learner",
        "by is Control.Expert or Control.HandBack",
        "on",
        "v < 0.5",
    ];

    private static readonly (string, string)[] Parameters =
    [
        ("t", "Step t"),
        ("s", "State s"),
        ("pi", "Policy pi"),
        ("q", "[Given] Critic q"),
        ("phi", "[Given] Features phi"),
        ("crowd", "[Given] Ensemble crowd"),
        ("expert", "Expert expert"),
        ("chosen", "Act chosen"),
        ("by", "Control by"),
        ("u", "Uniform u"),
        ("e", "[PerEpisode] Uniform e"),
        ("v", "Uniform v"),
        ("f", "[PerEpisode] Uniform f"),
        ("z", "Gaussian z"),
        ("zf", "Gaussian zf"),
        ("zs", "Gaussian zs"),
        ("w", "Draw w"),
        ("clock", "Clock clock"),
        ("limit", "[Quantile(nameof(Gap), 0.7)] double limit"),
        ("gap", "[Mean(nameof(Gap))] double gap"),
        ("rate", "double rate = 0.5"),
        ("count", "int count = 3"),
        ("on", "bool on = true"),
    ];

    /// <summary>What gates and explorations are made of: each occurs in a run of some length.</summary>
    public static new IEnumerable<string> Parts =>
        Numbers
            .Concat(Truths)
            .Select(atom => "gate: " + atom)
            .Concat(ExploreNumbers.Concat(ExploreTruths).Concat(Acts).Select(atom => "explore: " + atom))
            .Concat(["gate: EveryState", "gate: ExpertSteps"]);

    private static readonly string[] Acts = ["* z", "pi.Mean(s)", "pi.Sample(s, w)", "by switch"];

    public static GateRule Random(string name, RandomStream random)
    {
        var (phrases, acts) = (new Phrases(random, Numbers, Truths), new Phrases(random, ExploreNumbers, ExploreTruths));
        var (store, gate) = (phrases.One(Store.EveryState, Store.ExpertSteps), Decision(phrases, 1 + random.NextInt(3)));
        var explore = random.NextInt(3) == 0 ? "" : Move(acts, 1 + random.NextInt(2));
        List<string> members =
        [
            "[Loss] public static double Loss(Policy pi, Demonstration d) => pi.SquaredWeights * SquaredNorm(d.State - d.State);",
        ];
        if (Phrases.Uses(gate, "limit") || Phrases.Uses(gate, "gap"))
            members.Add("[Column] public static double Gap(Policy pi, Demonstration d) => SquaredNorm(pi.Mean(d.State) - d.Action);");
        members.Add($"[Aggregate(Store.{store})] public static Control Decide({Phrases.Parameters(gate + " t", Parameters)}) => {gate};");
        if (explore.Length > 0)
            members.Add($"[Explore] public static Act Execute({Phrases.Parameters(explore, Parameters)}) => {explore};");
        HashSet<string> features =
        [
            .. Phrases.Used("gate", gate, Numbers.Concat(Truths)),
            .. Phrases.Used("explore", explore, ExploreNumbers.Concat(ExploreTruths).Concat(Acts)),
            "gate: " + store,
            "a gate by value",
        ];
        if (explore.Length > 0)
            features.Add("an exploration by value");
        return new(Class(name, members), features, store);
    }

    private static string Decision(Phrases phrases, int depth) =>
        depth <= 0 ? "Control." + phrases.One("Learner", "Learner", "Expert", "HandBack")
        : phrases.One(0, 1, 2) == 0
            ? $"(t.Previous switch {{ Control.Expert => {Decision(phrases, depth - 1)}, "
                + $"Control.HandBack => {Decision(phrases, depth - 1)}, _ => {Decision(phrases, depth - 1)} }})"
        : $"({phrases.Truth(2)} ? {Unlike(phrases, depth - 1)})";

    /// <summary>Two decisions that differ: where they do not, nobody needs to be asked which.</summary>
    private static string Unlike(Phrases phrases, int depth)
    {
        var (first, second) = (Decision(phrases, depth), Decision(phrases, depth));
        return first != second ? $"{first} : {second}" : "Control.Learner : Control.Expert";
    }

    private static string Move(Phrases phrases, int depth) =>
        (depth <= 0 ? phrases.One(0, 1, 2) : phrases.One(0, 1, 2, 3, 4, 5, 6)) switch
        {
            0 => "chosen",
            1 => "pi.Mean(s)",
            2 => "pi.Sample(s, w)",
            3 => $"({Move(phrases, depth - 1)} + {phrases.Number(1)} * z)",
            4 => $"(by switch {{ Control.Learner => {Move(phrases, depth - 1)}, _ => {Move(phrases, depth - 1)} }})",
            5 => $"(chosen + {phrases.Number(1)} * (pi.Mean(s) - chosen))",
            _ => $"({phrases.Truth(1)} ? {Move(phrases, depth - 1)} : {Move(phrases, depth - 1)})",
        };
}
