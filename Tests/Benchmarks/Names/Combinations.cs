namespace DeclarativeIL.Benchmarks.Names;

/// <summary>
/// Attributes, types and places of parameters in all combinations: each is refused by a diagnostic of ours or generated for.
/// </summary>
internal static class Combinations
{
    private static readonly string[] Types =
    [
        "Policy",
        "Critic",
        "Features",
        "Coefficient",
        "Ensemble",
        "Demonstration",
        "Transition",
        "Preference",
        "Case",
        "Marked",
        "double",
        "int",
        "bool",
        "Mode",
        "Big",
        "float",
        "long",
        "string",
        "Vector",
        "Matrix",
        "State",
        "Act",
        "Acts",
        "Uniform",
        "Gaussian",
        "Draw",
        "Step",
        "Clock",
        "Expert",
        "Control",
        "Tensor",
        "double[]",
    ];

    private static readonly string[] Attributes =
    [
        "",
        "[Frozen]",
        "[Frozen(Each.Round)]",
        "[Detached]",
        "[Target(\"pi\", 0.1)]",
        "[Given]",
        "[Learner]",
        "[Ensemble(Members = 3)]",
        "[Rollout]",
        "[Replay]",
        "[Other]",
        "[Next]",
        "[PerEpisode]",
        "[Of(\"Fixed\")]",
        "[Of(\"Asked\")]",
        "[Mean(\"Fixed\")]",
        "[Mean(\"Asked\")]",
        "[Deviation(\"Asked\")]",
        "[Quantile(\"Asked\", 0.5)]",
        "[Mean(\"Wide\")]",
        "[Of(\"Ahead\")]",
    ];

    private static readonly string[] Kinds = ["", "ref", "in"];

    /// <summary>Members with a place for one more parameter, and for what is made of it.</summary>
    private static readonly string[] Places =
    [
        "[Loss] static double M(Policy pi, Demonstration d, «p») => pi.Entropy(d.State) * «x»;",
        "[Loss] static double M(Policy pi, «p») => pi.SquaredWeights * «x»;",
        "[Loss] static double M(Policy pi, [Rollout] Transition t, «p») => pi.Entropy(t.State) * «x»;",
        "[Loss(Phase = 1)] static double M(Critic q, Case c, «p») => q.Value(c.State) * «x»;",
        "[Loss] static Tensor M([Of(\"Asked\")] Tensor a, «p») => a.mean();",
        """
            [Column] static double M(Policy pi, Demonstration d, «p») => pi.Entropy(d.State) * «x»;
            [Loss] static double N(Policy pi, Demonstration d, [Mean(nameof(M))] double m) => pi.Entropy(d.State) * m;
            """,
        """
            [Column] static double M(Policy pi, [Rollout] Transition t, [Next] double later, «p») => later + «x»;
            [Loss] static double N(Policy pi, [Rollout] Transition t, [Of(nameof(M))] double m) => pi.Entropy(t.State) * m;
            """,
        """
            [Aggregate(Store.EveryState)]
            static Control M(Policy pi, Step t, «p») => pi.Entropy(t.State) * «x» > 1 ? Control.Expert : Control.Learner;
            """,
        """
            [Explore] static Act M(Act chosen, Policy pi, State s, «p») => pi.Entropy(s) * «x» > 1 ? pi.Mean(s) : chosen;
            [Loss] static double N(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
            """,
        """
            [Collect]
            static Demonstration M(State s, Policy pi, «p») => new Demonstration(s, pi.Entropy(s) * «x» > 1 ? pi.Mean(s) : pi.Mean(s));
            """,
        """
            [Reward] static double M(Transition t, «p») => t.Reward * «x»;
            [Loss] static double N(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
            """,
        "[Augment] static Demonstration M(Demonstration d, «p») => d with { State = d.State + «x» * (d.State - d.State) };",
    ];

    private const string Columns = """
            [Loss] static double First(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
            [Column] static double Fixed(Demonstration d, double two = 2) => two;
            [Column] static double Asked(Policy pi, Demonstration d) => pi.Entropy(d.State);
            [Column] static Matrix Wide(Policy pi, Demonstration d) => DeclarativeIL.Functions.Outer(pi.Mean(d.State), pi.Mean(d.State));
            [Column] static double Ahead([Rollout] Transition t, [Next] double later) => t.Reward + later;
        """;

    public const string Rows = """
        public enum Mode { A, B }
        public enum Big : long { A = 5_000_000_000, B }
        public readonly record struct Case(State State, Mode Mode, Big Big, float Single, long Count, double[] List);
        [Row] public readonly struct Marked(State state, bool flag)
        {
            public State State { get; } = state;
            public bool Flag { get; } = flag;
        }
        """;

    /// <summary>Every combination, numbered.</summary>
    public static IEnumerable<Trial> All()
    {
        var number = 0;
        foreach (var place in Places)
        foreach (var type in Types)
        foreach (var attribute in Attributes)
        foreach (var kind in attribute.Length == 0 ? Kinds : Kinds[..1])
        foreach (var rest in kind == "ref" ? [""] : new[] { "", Default(type) }.Distinct())
        foreach (var use in new[] { "1", Use(type) }.Distinct())
            yield return new(
                number++,
                $"{attribute} {kind} {type}{rest} used as {use} in {place}",
                n =>
                    $$"""
                        namespace K{{n}}.Declared
                        {
                        {{Rows}}
                        public sealed partial class C
                        {
                        {{Filled(place, $"{attribute} {kind} {type} p{rest}", use)}}
                        {{Columns}}
                        }
                        }

                        """,
                static id => id != "DIL099"
            );
    }

    private static string Filled(string place, string parameter, string use) =>
        place.Replace("«p»", parameter, StringComparison.Ordinal).Replace("«x»", use, StringComparison.Ordinal);

    private static string Default(string type) =>
        type switch
        {
            "double" => " = 0.5",
            "int" or "long" => " = 3",
            "float" => " = 0.5f",
            "bool" => " = true",
            "Mode" or "Big" or "Control" => $" = ({type})1",
            "string" => " = \"\"",
            _ => "",
        };

    private static string Use(string type) =>
        type switch
        {
            "Policy" => "p.SquaredWeights",
            "Critic" or "Features" => "p.SquaredWeights",
            "Coefficient" => "(double)p",
            "Ensemble" => "DeclarativeIL.Functions.Trace(p.Covariance(default))",
            "Demonstration" => "p.State[0] * p.Action.Size",
            "Transition" => "p.Reward * p.Next[1]",
            "Preference" => "p.Chosen.Length",
            "Case" => "p.Single * p.Count * p.List[0] * (p.Mode == Mode.A && p.Big == Big.B ? 1 : 2)",
            "Marked" => "(p.Flag ? p.State[0] : 1)",
            "double" or "int" or "float" or "long" => "p",
            "bool" => "(p ? 1 : 2)",
            "Mode" or "Big" => $"(p == {type}.A ? 1 : 2)",
            "Control" => "(p == Control.Expert ? 1 : 2)",
            "Vector" or "State" or "Act" => "p[0] * p.Size",
            "Matrix" => "DeclarativeIL.Functions.Trace(p)",
            "Uniform" => "p",
            "Gaussian" => "((Vector)p)[0]",
            "Step" => "p.Index",
            "Clock" => "p.Round",
            "double[]" => "p[0]",
            _ => "1",
        };
}
