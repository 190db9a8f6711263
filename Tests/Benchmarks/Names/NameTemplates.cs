using System.Text.RegularExpressions;

namespace DeclarativeIL.Benchmarks.Names;

/// <summary>
/// A declaration with places for names: «role» where a role's name stands. Every role has a name that clashes with nothing.
/// </summary>
internal sealed record NameTemplate(string Text)
{
    /// <summary>Roles that callers of generated code name, or whose names it must take: there a clash may be refused.</summary>
    private static readonly HashSet<string> Public =
    [
        "class",
        "loss",
        "column",
        "gate",
        "explore",
        "reward",
        "augment",
        "collect",
        "helper",
        "hyper",
        "count",
        "choice",
        "limit",
        "slow",
        "field",
        "property",
        "method",
        "nested",
        "inherited",
        "imported",
        "spread",
    ];

    private static readonly Regex Place = new("«([a-z]+)»");

    public IReadOnlyList<string> Roles { get; } = [.. Place.Matches(Text).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>Whether a diagnostic is right about a name: callers write it, or something else of the declaration itself has it.</summary>
    public bool MayRefuse(string id, string role, string name) =>
        id switch
        {
            // an enum hidden by what callers write
            "DIL017" when role == "mode" => IsWrittenByCallers(name) || IsPropertyOfAnother(role, name),
            "DIL017" or "DIL056" => Public.Contains(role),
            "DIL015" => role == "imported" && Text.Contains($"partial class {name}\n", StringComparison.Ordinal),
            "DIL024" => role == "loss" && Text.Contains($" {name}(", StringComparison.Ordinal),
            "DIL047" => Public.Contains(role) && IsPropertyOfAnother(role, name),
            "DIL048" => role == "column" && typeof(Transition).GetProperty(name) is not null,
            _ => false,
        };

    private bool IsPropertyOfAnother(string role, string name) => Roles.Any(other => other != role && IsProperty(name, Default(other)));

    private static bool IsWrittenByCallers(string name) =>
        name is "Train" or "TrainAsync" or "Formula"
        || name.StartsWith("Accumulate", StringComparison.Ordinal)
        || name.EndsWith("Each", StringComparison.Ordinal)
        || name.EndsWith("OfOne", StringComparison.Ordinal);

    /// <summary>
    /// Tells whether a name becomes the property that another parameter becomes, or has: the level of a quantile, the share of a target.
    /// </summary>
    private static bool IsProperty(string name, string other)
    {
        var (property, taken) = (char.ToUpperInvariant(name[0]) + name[1..], char.ToUpperInvariant(other[0]) + other[1..]);
        return property == taken || property == taken + "Level" || property == taken + "Polyak" || property == taken + "Weight";
    }

    /// <summary>The declaration with one role called by a name, in a namespace of its own.</summary>
    public string With(string role, string name, int number) =>
        $$"""
            namespace K{{number}}.{{(role == "space" ? "@" + name : "Declared")}}
            {
            {{Place.Replace(Text, match => match.Groups[1].Value == role ? "@" + name : Default(match.Groups[1].Value))}}
            }

            """;

    /// <summary>The name of a role where another is tried.</summary>
    public static string Default(string role) =>
        role is "class" or "row" or "mode" or "home" or "imported" or "nested"
            ? $"My{char.ToUpperInvariant(role[0])}{role[1..]}"
            : "my" + char.ToUpperInvariant(role[0]) + role[1..];

    public static readonly IReadOnlyList<NameTemplate> All =
    [
        new(
            """
            // «space»
            public enum «mode» { «first», Second }
            public readonly record struct «row»(State «state», Act «act», double «number», «mode» «kind»);
            public class Home { protected int «inherited»; }
            public sealed partial class «class» : Home
            {
                [Column] static double «column»(Policy «net», «row» «seen») => «net».Entropy(«seen».«state»);
                [Loss] static double «loss»(Policy «net», [Frozen] Policy «frozen», «row» «seen», Uniform «draw»,
                    [Mean(nameof(«column»))] double «mean», [Given] Vector «given»,
                    double «hyper» = 0.5, «mode» «choice» = «mode».«first», int «count» = 3)
                    => -«net».LogProb(«seen».«act», «seen».«state») * («draw» < «hyper» ? 1.0 : «seen».«number»)
                       + «frozen».Entropy(«seen».«state») * «mean» * «count»
                       + DeclarativeIL.Functions.Dot(«given», «given») * «helper»(«seen».«number»)
                       + («choice» == «mode».«first» || «seen».«kind» == «mode».Second ? 0 : 1);
                [Loss(Phase = 1)] static double Error(Critic «critic», [Target(nameof(«critic»), 0.01)] Critic «slow», «row» «seen»)
                    => DeclarativeIL.Functions.Square(«critic».Value(«seen».«state») - «slow».Value(«seen».«state»));
                [Augment] static «row» «augment»(«row» «seen», Gaussian «noise», double «spread» = 0.1)
                    => «seen» with { «state» = «seen».«state» + «spread» * «noise» };
                static double «helper»(double «value») { var «local» = «value» * 2; return «local»; }
                private int «field» = 1;
                public int «property» => «field»;
                private void «method»() { }
                private struct «nested» { }
            }
            """
        ),
        new(
            """
            public sealed partial class «class»
            {
                [Loss] static double «loss»(Policy «net», Demonstration «seen») => -«net».LogProb(«seen».Action, «seen».State);
                [Column] static double «column»(Policy «net», Demonstration «seen») => «net».Entropy(«seen».State);
                [Aggregate(Store.ExpertSteps)]
                static Control «gate»(Step «step», Policy «net», Expert «expert», Uniform «draw», Clock «clock»,
                    [Quantile(nameof(«column»), 0.9)] double «limit», [PerEpisode] Uniform «episode», double «hyper» = 0.5, int «count» = 3)
                    => «net».Entropy(«step».State) > «limit» || «draw» < «hyper» || «episode» < 0.1 || «clock».Round < «count»
                       || DeclarativeIL.Functions.SquaredNorm(«expert».Action(«step».State)) > 1 ? Control.Expert : Control.Learner;
                [Explore]
                static Act «explore»(Act «chosen», Gaussian «noise», Control «by», Uniform «share», [Given] Matrix «given»)
                    => «by» == Control.Learner || «share» < 0.5 ? «chosen» + «given» * «noise» : «chosen»;
            }
            """
        ),
        new(
            """
            public sealed partial class «class»
            {
                [Column] static double «column»(Critic «critic», [Rollout] Transition «seen», [Next] double «later», double «hyper» = 0.9)
                    => «seen».Reward + «hyper» * «later» - «critic».Value(«seen».State);
                [Reward] static double «reward»(Features «features», [Given] Features «given», Transition «seen»)
                    => DeclarativeIL.Functions.SquaredNorm(«features».Of(«seen».State) - «given».Of(«seen».State));
                [Loss] static double «loss»(Policy «net», [Frozen(Each.Round)] Policy «frozen», [Rollout] Transition «seen»,
                    [Of(nameof(«column»))] double «value», [Deviation(nameof(«column»))] double «spread»)
                    => -Math.Exp(«net».LogProb(«seen».Chosen, «seen».State) - «frozen».LogProb(«seen».Chosen, «seen».State))
                       * «value» / «spread»;
                [Loss] static double Error(Critic «critic», [Replay] Transition «seen»)
                    => DeclarativeIL.Functions.Square(«critic».Value(«seen».State) - «seen».Reward);
                [Loss] static double Novelty(Features «features», [Given] Features «given», [Rollout] Transition «seen»)
                    => DeclarativeIL.Functions.SquaredNorm(«features».Of(«seen».State) - «given».Of(«seen».State));
                [Loss] static double Price(Coefficient «coefficient», Policy «net», [Rollout] Transition «seen»)
                    => Math.Exp(«coefficient») * «net».Entropy(«seen».State);
            }
            """
        ),
        new(
            """
            public sealed partial class «class»
            {
                [Loss] static double «loss»(Policy «net», [Frozen] Policy «frozen», Preference «seen», double «hyper» = 0.1)
                    => -DeclarativeIL.Functions.LogSigmoid(«hyper»
                       * («net».LogProb(«seen».Chosen, «seen».Context) - «frozen».LogProb(«seen».Rejected, «seen».Context)));
                [Collect]
                static Preference «collect»(State «context», Policy «net», Expert «expert», Draw «draw», Draw «other», Uniform «share»)
                {
                    var a = «net».Sample(«context», «draw»);
                    var b = «net».Sample(«context», «other»);
                    return «expert».Prefers(a, b, «context») && «share» < 0.9
                        ? new Preference(«context», a, b)
                        : new Preference(«context», b, a);
                }
            }
            """
        ),
        new(
            """
            public sealed partial class «imported»
            {
                [Loss] static double «loss»(Policy «net», Demonstration «seen», double «hyper» = 1.0)
                    => «hyper» * DeclarativeIL.Functions.SquaredNorm(«net».Mean(«seen».State) - «seen».Action);
                [Loss] static Tensor Batched([Of(nameof(«column»))] Tensor «value», double «hyper» = 1.0) => «value».mean();
                [Column] static double «column»(Policy «net», Demonstration «seen»)
                    => DeclarativeIL.Functions.SquaredNorm(«net».Mean(«seen».State));
            }
            [Loss<«imported»>(Weight = 0.5)]
            public sealed partial class «class»
            {
                [Loss(Phase = 1)] static double Robust(Critic «critic», Demonstration «seen», [Other] Demonstration «other»,
                    [Deviation(nameof(Gap))] double «mean»)
                    => Kink(«critic».Value(«seen».State)) - «critic».Value(«other».State) * «mean»;
                [Column] static double Gap(Critic «critic», Demonstration «seen») => «critic».Value(«seen».State);
                [Operation(nameof(KinkBatch))] static double Kink(double «number») => Math.Abs(«number»);
                static Tensor KinkBatch(Tensor «number») => «number».abs();
            }
            [Loss<«imported»>] [Ensemble(Members = 3, Bootstrap = Bootstrap.WithReplacement)]
            public sealed partial class Members
            {
                [Aggregate(Store.EveryState)] static Control «gate»(Step «step», Ensemble «net»)
                    => DeclarativeIL.Functions.Trace(«net».Covariance(«step».State)) > 0.1 ? Control.Expert : Control.Learner;
            }
            """
        ),
    ];
}
