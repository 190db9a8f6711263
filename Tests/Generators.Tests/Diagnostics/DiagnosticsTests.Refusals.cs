namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <summary>What is refused: the id, and a source with the text marked that it points at.</summary>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "DIL001", "sealed class [|Cloning|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            { "DIL002", "static partial class [|Cloning|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            { "DIL002", "partial class [|Cloning|]<T> { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            { "DIL002", "partial struct [|Cloning|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            {
                "DIL002",
                "partial class Outer { partial class [|Inner|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); } }"
            },
            { "DIL003", InClass("[Loss] double [|L|](Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "DIL003", InGated("[Aggregate(Store.EveryState)] Control [|Decide|](Step t) => Control.Learner;") },
            { "DIL004", InClass("[Loss] static [|float|] L(Policy pi, Demonstration d) => 0f;") },
            { "DIL003", InClass("[Loss] static double [|L|]<T>(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "DIL004", InGated("[Explore] static [|double|] Execute(Act chosen) => 0;") },
            { "DIL004", InGated("[Reward] static [|Vector|] Pay(Transition t) => t.Next - t.State;") },
            { "DIL004", InGated("[Column] static [|bool|] Novel(Demonstration d) => true;") },
            { "DIL004", InGated("[Augment] static [|State|] Displace(Demonstration d) => d.State;") },
            {
                "DIL004",
                InGated(
                    """
                    [Collect] static [|Act|] Keep(State context, Expert expert) => expert.Action(context);
                    """
                )
            },
            { "DIL004", InGated("[Aggregate(Store.EveryState)] static [|bool|] Decide(Step t) => true;") },
            {
                "DIL005",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) { [|while (d.Action.Size > 9) { }|] return pi.Entropy(d.State); }"
                )
            },
            {
                "DIL005",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double c = 1) { [|c += 1;|] return c * pi.Entropy(d.State); }")
            },
            {
                "DIL005",
                InClass("[Loss] static double L(Policy pi, Demonstration d) { double [|x|]; x = 1; return x * pi.Entropy(d.State); }")
            },
            {
                "DIL006",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, int n = 1) => [|(n & 1)|] * pi.Entropy(d.State);".Replace(
                        "[|(n & 1)|]",
                        "([|n & 1|])"
                    )
                )
            },
            { "DIL006", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|(int)pi.Entropy(d.State)|];") },
            {
                "DIL006",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => ([|pi.Mean(d.State) == d.Action|]) ? 0 : pi.Entropy(d.State);"
                )
            },
            {
                "DIL006",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => new[] { pi.Entropy(d.State) }[0];".Replace(
                        "new[] { pi.Entropy(d.State) }[0]",
                        "[|new[] { pi.Entropy(d.State) }[0]|]"
                    )
                )
            },
            { "DIL007", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Math.BitIncrement(pi.Entropy(d.State))|];") },
            { "DIL007", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|d.State.GetHashCode()|] * pi.Entropy(d.State);") },
            {
                "DIL008",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => Half([|1m|]) * pi.Entropy(d.State); static double Half(decimal x) => 0.5;"
                )
            },
            { "DIL009", InClass("[Loss] static double L(Policy pi, Demonstration d, double [|weight|]) => weight * pi.Entropy(d.State);") },
            { "DIL009", InClass("[Loss] static double L(Policy pi, State [|s|]) => pi.Entropy(s);") },
            {
                "DIL009",
                InClass(
                    "[Loss] static double L(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State); [Column] static double C([Rollout] Transition t, [Next] State [|later|]) => later[0];"
                )
            },
            { "DIL009", InClass("[Loss] static double L(Policy pi, Demonstration d, Step [|t|]) => t.Round * pi.Entropy(d.State);") },
            {
                "DIL009",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, Expert [|expert|]) => pi.LogProb(expert.Action(d.State), d.State);"
                )
            },
            { "DIL009", InGated("[Aggregate(Store.EveryState)] static Control Decide(Step t, Demonstration [|d|]) => Control.Learner;") },
            {
                "DIL010",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [Of(\"Surprise\")] double [|surprise|]) => surprise * pi.Entropy(d.State);"
                )
            },
            {
                "DIL036",
                InGated(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control Decide(Step t, [Quantile(nameof(X), above: \"rate\")] double [|limit|]) => t.Round > limit ? Control.Expert : Control.Learner;"
                )
            },
            {
                "DIL036",
                InGated(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control Decide(Step t, [Quantile(nameof(X), above: nameof(rate))] double [|limit|], int rate = 1) => t.Round > limit + rate ? Control.Expert : Control.Learner;"
                )
            },
            {
                "DIL010",
                InGated(
                    "[Aggregate(Store.EveryState)] static Control Decide(Step t, [Quantile(\"L\", 0.5)] double [|limit|]) => t.Round > limit ? Control.Expert : Control.Learner;"
                )
            },
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Transition t) => t.Reward;") },
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Transition t) => pi.Entropy(t.State) > 0 ? t.Reward : 1;") },
            {
                "DIL012",
                "sealed partial class [|Gated|] { [Aggregate(Store.EveryState)] static Control Decide(Step t) => Control.Learner; }"
            },
            {
                "DIL013",
                InGated(
                    """
                    [Aggregate(Store.EveryState)] static Control Decide(Step t) => Control.Learner;
                    [Aggregate(Store.EveryState)] static Control [|Again|](Step t) => Control.Expert;
                    """
                )
            },
            {
                "DIL013",
                InGated(
                    """
                    [Explore] static Act Execute(Act chosen) => chosen;
                    [Explore] static Act [|Again|](Act chosen) => chosen;
                    """
                )
            },
            {
                "DIL013",
                InGated(
                    """
                    [Reward] static double Pay(Transition t) => t.Reward;
                    [Reward] static double [|Again|](Transition t) => -t.Reward;
                    """
                )
            },
            { "DIL014", "[[|Loss<string>|]] sealed partial class Importing;" },
            {
                "DIL015",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => F(pi.Entropy(d.State)); static double [|F|](double x) => F(x);"
                )
            },
            {
                "DIL015",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => F(pi.Entropy(d.State));
                    static double [|F|](double x) => G(x);
                    static double G(double x) => F(x);
                    """
                )
            },
            { "DIL015", InClass("[Loss] static double [|L|](Policy pi, Demonstration d) => L(pi, d) + pi.Entropy(d.State);") },
            {
                "DIL015",
                InClass(
                    "[Column] static double A(Policy pi, Demonstration d, [Mean(\"B\")] double [|b|]) => b * pi.Entropy(d.State); [Column] static double B(Demonstration d, [Mean(\"A\")] double a) => a; [Loss] static double L(Policy pi, Demonstration d, [Mean(\"A\")] double a) => a * pi.Entropy(d.State);"
                )
            },
            {
                "DIL015",
                "[[|Loss<Circular>|]] sealed partial class Circular { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 3) => [|n / 2|] * pi.Entropy(d.State);") },
            {
                "DIL017",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double [|formula|] = 1) => formula * pi.Entropy(d.State);")
            },
            {
                "DIL017",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double [|train|] = 3) => train * pi.Entropy(d.State);")
            },
            {
                "DIL017",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, double [|beta|] = 3) => beta * pi.Entropy(d.State); double Beta;"
                )
            },
            {
                "DIL018",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, double beta = 1) => beta * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, double [|beta|] = 2) => beta * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL018",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, double beta = 1) => beta * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, int [|beta|] = 1) => beta * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL019",
                InClass(
                    "[Loss] static double [|L|](Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action + (d.State - d.State));"
                )
            },
            {
                "DIL020",
                InClass(
                    """
                    [Loss] static double L(Policy mu, Demonstration d) => SquaredNorm([|Clipped(mu.Mean(d.State))|] - d.Action);
                    [Operation(nameof(ClippedBatch))] static Act Clipped(Act action) => action;
                    static TorchSharp.torch.Tensor ClippedBatch(TorchSharp.torch.Tensor action) => action.clamp(-1, 1);
                    """
                )
            },
            { "DIL021", InGated("[Aggregate(Store.EveryState)] static Control Decide(Policy [|other|], Step t) => Control.Learner;") },
            {
                "DIL021",
                InClass(
                    "[Loss] static double L(Policy pi, [Target(\"other\", 0.01)] Policy [|slow|], Demonstration d) => pi.LogProb(d.Action, d.State) - slow.Entropy(d.State);"
                )
            },
            {
                "DIL021",
                InClass(
                    "[Loss] static double L(Policy pi, [Detached] Policy [|now|], [Detached] Policy pj, Demonstration d) => pi.LogProb(d.Action, d.State) - now.Entropy(d.State);"
                        .Replace(", [Detached] Policy pj", "")
                        .Replace("Policy [|now|]", "Critic [|now|]")
                        .Replace("now.Entropy", "now.Value")
                )
            },
            {
                "DIL022",
                InClass("static double scale = 2; [Loss] static double L(Policy pi, Demonstration d) => [|scale|] * pi.Entropy(d.State);")
            },
            { "DIL022", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Environment.TickCount|] * pi.Entropy(d.State);") },
            {
                "DIL024",
                """
                    sealed partial class Cloning { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    [Loss<Cloning>] sealed partial class [|Twice|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    """
            },
            {
                "DIL025",
                """
                    sealed partial class Two
                    {
                        [Loss] static double L(Policy alpha, Demonstration d) => alpha.Entropy(d.State);
                        [Loss] static double M(Policy beta, Demonstration d) => beta.Entropy(d.State);
                        [Aggregate(Store.EveryState)] static Control [|Decide|](Step t) => Control.Learner;
                    }
                    """
            },
            { "DIL026", InClass("[Loss] static double L([Ensemble(Members = 1)] Policy [|pi|], Demonstration d) => pi.Entropy(d.State);") },
            {
                "DIL027",
                InGated(
                    "[Aggregate(Store.EveryState)] static Control Decide(Ensemble [|pi|], Step t) => Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;"
                )
            },
            {
                "DIL028",
                """
                    sealed partial class [|Turns|]
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                        [Loss(Turn = 1)] static double M(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
                    }
                    """
            },
            {
                "DIL029",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration a, Demonstration [|b|]) => pi.Entropy(a.State) - pi.Entropy(b.State);"
                )
            },
            {
                "DIL029",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration a, [Other] Transition [|b|]) => pi.Entropy(a.State) - pi.Entropy(b.State);"
                )
            },
            {
                "DIL030",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [Range(0.0, 1.0)] double [|p|] = 5) => p * pi.Entropy(d.State);"
                )
            },
            {
                "DIL030",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double [|p|] = double.NaN) => p * pi.Entropy(d.State);")
            },
            { "DIL030", InClass("[[|Loss(Turn = -1)|]] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            {
                "DIL050",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => [|Math.Log(DeclarativeIL.Functions.Sigmoid(pi.LogProb(d.Action, d.State)))|];"
                )
            },
            {
                "DIL050",
                InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Math.Log(1 + Math.Exp(pi.LogProb(d.Action, d.State)))|];")
            },
            {
                "DIL050",
                InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Math.Log(1 - Math.Exp(pi.LogProb(d.Action, d.State)))|];")
            },
            {
                "DIL001",
                "static class [|Ops|] { [Operation(nameof(F)), Gradient(\"x\", nameof(G))] public static double F(double x) => x; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x; static double G(double x, double gradient) => gradient; }"
            },
            {
                "DIL002",
                "file sealed partial class [|Local|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "DIL004",
                InGated(
                    "[Augment] static [|Transition|] Displace(Demonstration d) => new Transition(d.State, d.Action, 0, d.State, false);"
                )
            },
            { "DIL004", InGated("[Augment] static [|Demonstration|] Made([Given] State s, [Given] Act a) => new Demonstration(s, a);") },
            {
                "DIL005",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) { return F(pi.Entropy(d.State)); [|static double F(double x) => x;|] }"
                )
            },
            {
                "DIL009",
                InGated(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Column] static double Y(Demonstration d, [Of(nameof(X))] double [|x|]) => x;"
                )
            },
            {
                "DIL009",
                InGated(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t, [Of(nameof(X))] double [|x|]) => x > 1 ? Control.Expert : Control.Learner;"
                )
            },
            { "DIL009", InGated("[Augment] static Demonstration Moved(Demonstration d, [Of(\"X\")] double [|x|]) => d;") },
            { "DIL011", InClass("[Loss] static TorchSharp.torch.Tensor [|L|](double beta = 1) => TorchSharp.torch.zeros(1);") },
            { "DIL012", "[Ensemble] sealed partial class [|Marked|];" },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|1 / 2|] * pi.Entropy(d.State);") },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d) => Math.Pow(pi.Entropy(d.State), 2 * ([|1 / 2|]));") },
            { "DIL017", "sealed partial class [|Train|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            {
                "DIL047",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, double w = 3, double [|W|] = 3) => w * W * pi.Entropy(d.State);"
                )
            },
            {
                "DIL017",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); static double [|Formula|](double x) => x;"
                )
            },
            {
                "DIL017",
                InClass("[Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); static double [|Accumulate|];")
            },
            {
                "DIL017",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double [|toString|] = 3) => toString * pi.Entropy(d.State);")
            },
            {
                "DIL017",
                "class Home { protected double Beta; } sealed partial class C : Home { [Loss] static double L(Policy pi, Demonstration d, double [|beta|] = 3) => beta * pi.Entropy(d.State); }"
            },
            {
                "DIL009",
                "record struct Case(State State, string Name); sealed partial class C { [Loss] static double L(Policy pi, Case [|c|]) => pi.Entropy(c.State); }"
            },
            { "DIL009", InClass("[Loss] static double L(Policy pi, Demonstration d, float [|w|] = 0.5f) => w * pi.Entropy(d.State);") },
            {
                "DIL009",
                InClass(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double L(Policy pi, Demonstration d, [Of(nameof(X))] bool [|x|]) => x ? 1 : pi.Entropy(d.State);"
                )
            },
            {
                "DIL009",
                InClass(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x, Demonstration [|d|]) => x.mean();"
                )
            },
            {
                "DIL033",
                InClass(
                    "[Column] static Matrix X(Policy pi, Demonstration d) => Outer(pi.Mean(d.State), pi.Mean(d.State)); [Loss] static double L(Policy pi, Demonstration d, [Mean(nameof(X))] double [|x|]) => x * pi.Entropy(d.State);"
                )
            },
            {
                "DIL035",
                InClass(
                    "[Column] static double X(Demonstration d, [Next] double [|later|]) => later; [Loss] static double L(Policy pi, Demonstration d, [Of(nameof(X))] double x) => x * pi.Entropy(d.State);"
                )
            },
            {
                "DIL006",
                "record struct Case(State State); sealed partial class C { [Loss] static double L(Policy pi, Case c, [Other] Case o) => [|c == o|] ? 1 : pi.Entropy(c.State); }"
            },
            { "DIL057", InClass("[Loss] static double L(Policy pi, Policy [|other|], Demonstration d) => pi.Entropy(d.State);") },
            { "DIL058", InClass("[Loss, Column] static double [|L|](Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "DIL059", InClass("[Loss] static double L(Policy pi, ref Demonstration [|d|]) => pi.Entropy(d.State);") },
            {
                "DIL060",
                InClass(
                    "[Loss] static double L(Features f, Demonstration d, Gaussian [|z|], Uniform u) => SquaredNorm(f.Of(d.State, z, u));"
                )
            },
            {
                "DIL060",
                InGated(
                    "[Augment] static Transition Louder(Transition t, Gaussian [|z|]) => t with { Reward = t.Reward + SquaredNorm(z) };"
                )
            },
            {
                "DIL056",
                "class @var; sealed partial class [|C|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "DIL025",
                InGated(
                    "[Loss] static double M([Learner] Policy a, [Learner] Policy [|b|], Demonstration d) => a.Entropy(d.State) + b.Entropy(d.State);"
                )
            },
            { "DIL026", InClass("[Loss] static double L([Ensemble(Members = 0)] Policy [|pi|], Demonstration d) => pi.Entropy(d.State);") },
            {
                "DIL030",
                "[[|Ensemble(Fraction = 1.5)|]] sealed partial class Marked { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "DIL030",
                InClass("[Loss] static double L([Ensemble(Fraction = 0.0)] Policy [|pi|], Demonstration d) => pi.Entropy(d.State);")
            },
            {
                "DIL026",
                "[[|Ensemble(Members = 1)|]] sealed partial class Marked { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "DIL029",
                InGated(
                    "[Column] static double X(Policy pi, Transition t) => pi.Entropy(t.State); [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(X))] double [|x|]) => x * pi.Entropy(d.State);"
                )
            },
            {
                "DIL030",
                InGated(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t, [[|Quantile(nameof(X), 1.5)|]] double x) => t.Round > x ? Control.Expert : Control.Learner;"
                )
            },
            {
                "DIL030",
                InClass(
                    "[Loss] static double L(Policy pi, [[|Target(nameof(pi), 0)|]] Policy slow, Demonstration d) => pi.Entropy(d.State) - slow.Entropy(d.State);"
                )
            },
            {
                "DIL030",
                "sealed partial class Base { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); } [[|Loss<Base>(Turn = -1)|]] sealed partial class Importing;"
            },
            {
                "DIL031",
                InGated(
                    "[Collect] static Transition [|Made|](State s, Policy pi, Draw z) => new Transition(s, pi.Sample(s, z), 1, s, false);"
                )
            },
            { "DIL031", InGated("[Augment] static Transition [|Moved|](Transition t) => t with { Reward = 0 };") },
            { "DIL032", "static class Ops { [[|Operation(\"Nope\")|]] public static double F(double x) => x; }" },
            {
                "DIL032",
                "static class Ops { [[|Operation(nameof(F))|]] public static double F(double x, double y) => x; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x; }"
            },
            {
                "DIL032",
                "static partial class Ops { [Operation(nameof(F)), [|Gradient(\"x\", \"Nope\")|]] public static double F(double x) => x; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x; }"
            },
            {
                "DIL033",
                "[Row] readonly record struct Case<T>(State State, T X); "
                    + InClass("[Loss] static double L(Policy pi, Case<double> [|c|]) => c.X * pi.Entropy(c.State);")
            },
            {
                "DIL033",
                "[Row] readonly record struct Case; " + InClass("[Loss] static double L(Policy pi, Case [|c|]) => pi.SquaredWeights;")
            },
            {
                "DIL033",
                InClass(
                    "[Row] readonly record struct Mine(State State); [Loss] static double L(Policy pi, Mine [|d|]) => pi.Entropy(d.State);"
                )
            },
            {
                "DIL033",
                InClass(
                    "enum Kind { A, B } [Loss] static double L(Policy pi, Demonstration d, Kind [|kind|] = Kind.A) => (kind == Kind.A ? 1 : 2) * pi.Entropy(d.State);"
                )
            },
            {
                "DIL033",
                InGated("[Row] readonly record struct Mine(State State); [Collect] static [|Mine|] Made(State s) => new Mine(s);")
            },
            { "DIL033", InClass("[Loss] static double L(Policy pi, [Rollout] Demonstration [|d|]) => pi.Entropy(d.State);") },
            {
                "DIL033",
                InClass(
                    "[Loss] static double L(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State); [Reward] static double R(Demonstration [|d|]) => 1;"
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Frozen] Policy old, Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State);
                    [Loss] static double M(Policy pi, [Target(nameof(pi), 0.1)] Policy [|old|], Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State);
                    """
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L([Ensemble(Members = 3)] Policy mu, Demonstration d) => mu.Entropy(d.State);
                    [Loss] static double M([Ensemble(Members = 4)] Policy [|mu|], Demonstration d) => mu.LogProb(d.Action, d.State);
                    """
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Given] Vector x) => SquaredNorm(x) * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, double [|x|] = 1) => x * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Given] Policy mu, Demonstration d) => SquaredNorm(pi.Mean(d.State) - mu.Mean(d.State));
                    [Loss] static double M(Policy pi, [Given] Ensemble [|mu|], Demonstration d) => Trace(mu.Covariance(d.State)) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL035",
                InClass(
                    "[Loss] static double L(Policy pi, [Frozen, [|Target(nameof(pi), 0.1)|]] Policy old, Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State);"
                )
            },
            { "DIL035", InClass("[Loss] static double L(Policy pi, [Rollout, [|Replay|]] Transition t) => pi.Entropy(t.State);") },
            {
                "DIL035",
                InClass("[Loss] static double L(Policy pi, Demonstration d, [[|PerEpisode|]] Uniform u) => u * pi.Entropy(d.State);")
            },
            {
                "DIL035",
                InClass("[Loss] static double L(Policy pi, Demonstration d, [[|Given|]] double p = 1) => p * pi.Entropy(d.State);")
            },
            {
                "DIL035",
                InClass("[Loss] static double L(Policy pi, Demonstration d, [[|Detached|]] double p = 1) => p * pi.Entropy(d.State);")
            },
            {
                "DIL035",
                InGated(
                    "[Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double M(Policy pi, [[|Mean(nameof(X))|]] double x) => x * pi.SquaredWeights;"
                )
            },
            { "DIL035", InClass("[Loss] static double L([[|Other|]] Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "DIL035", InClass("[Loss] static double L(Policy pi, [[|Mean(\"X\")|]] Demonstration d) => pi.Entropy(d.State);") },
            { "DIL051", InGated("[Reward] static double [|R|](Transition t) => -t.Reward;") },
            {
                "DIL031",
                """
                    sealed partial class Gated
                    {
                        [Loss] static double L(Policy pi, Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                        [Aggregate(Store.EveryState)] static Control [|Decide|](Step t) => Control.Expert;
                    }
                    """
            },
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Demonstration d) => Math.Round(-pi.LogProb(d.Action, d.State));") },
            {
                "DIL011",
                InClass(
                    "[Loss] static double [|L|](Policy pi, Demonstration d) => 2 * Math.Sign(Math.Floor(pi.Entropy(d.State))) + Math.Ceiling(pi.Entropy(d.State));"
                )
            },
            {
                "DIL011",
                InClass(
                    "[Loss] static double [|L|](Policy pi, Demonstration d) => pi.Entropy(d.State) > 0 ? Math.Truncate(pi.Entropy(d.State)) : 0;"
                )
            },
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Demonstration d) => 0 * pi.Entropy(d.State);") },
            {
                "DIL011",
                InClass(
                    "[Loss] static double [|L|](Policy pi, [Detached] Critic v, Demonstration d) => v.Value(d.State) * Math.Round(pi.Entropy(d.State));".Replace(
                        "[Detached] Critic v",
                        "[Given] Critic v"
                    )
                )
            },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d, double w = [|1 / 2|]) => w * pi.Entropy(d.State);") },
            {
                "DIL016",
                InClass(
                    "const int Two = 2; [Loss] static double L(Policy pi, Demonstration d, double w = 0.5 + [|1 / Two|]) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL016",
                InClass(
                    "const double Half = 1 / 2; [Loss] static double L(Policy pi, Demonstration d, double w = [|Half|]) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL016",
                InClass(
                    "const double Half = 1 / 2; [Loss] static double L(Policy pi, Demonstration d) => [|Half|] * pi.Entropy(d.State) - pi.LogProb(d.Action, d.State);"
                )
            },
            {
                "DIL016",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [Range(0.0, [|3 / 2|])] double w = 0.5) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL016",
                InClass(
                    "[Loss] static double L(Policy pi, [Target(nameof(pi), [|1 / 2|])] Policy slow, Demonstration d) => pi.Entropy(d.State) - slow.Entropy(d.State);"
                )
            },
            {
                "DIL016",
                "sealed partial class Cloning { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); } [Loss<Cloning>(Weight = [|1 / 2|])] sealed partial class Weighed;"
            },
            {
                "DIL044",
                InClass(
                    "[Loss] static double L(Policy pi, Transition t) => ([|t.Reward switch { 0 => 1, 1 => 2 }|]) * pi.Entropy(t.State);"
                )
            },
            {
                "DIL044",
                InClass(
                    "[Loss] static double L(Policy pi, Transition t) => ([|t.Reward switch { < 0 => 1, >= 0 => 2 }|]) * pi.Entropy(t.State);"
                )
            },
            {
                "DIL044",
                "enum Mode { A, B } "
                    + InClass(
                        "[Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A) => ([|mode switch { Mode.A => 1, Mode.B => 2 }|]) * pi.Entropy(d.State);"
                    )
            },
            {
                "DIL044",
                InGated(
                    "[Aggregate(Store.EveryState)] static Control Decide(Step t) => [|t.Previous switch { Control.Expert => Control.Learner }|];"
                )
            },
            {
                "DIL045",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, int n = 3) => ([|checked(n * n)|]) * pi.Entropy(d.State);".Replace(
                        "[|checked(n * n)|]",
                        "checked([|n * n|])"
                    )
                )
            },
            {
                "DIL045",
                InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 3) => checked([|-n|]) * pi.Entropy(d.State);")
            },
            {
                "DIL046",
                "[Row] readonly record struct Case(State State, double Weight) { public double Weight { get; init; } = Math.Max(0, Weight); } "
                    + InClass("[Loss] static double L(Policy pi, Case [|c|]) => c.Weight * pi.Entropy(c.State);")
            },
            {
                "DIL046",
                "readonly record struct Case(State State, double Weight) { public double Weight => 2; } "
                    + InClass(
                        "[Loss] static double L(Policy pi, Demonstration d) => [|new Case(d.State, -3)|].Weight * pi.Entropy(d.State);"
                    )
            },
            {
                "DIL047",
                "sealed partial class F { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); } [Loss<F>(Weight = 0.5)] sealed partial class [|G|] { [Loss] static double M(Policy pi, Demonstration d, double fWeight = 7) => fWeight * pi.LogProb(d.Action, d.State); }"
            },
            {
                "DIL047",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, double alpha = 0.1, double [|Alpha|] = 0.2) => alpha * Alpha * pi.Entropy(d.State);"
                )
            },
            {
                "DIL047",
                InClass(
                    "[Loss] static double L(Policy pi, [Target(nameof(pi), 0.1)] Policy slow, Demonstration d, double [|slowPolyak|] = 0.2) => slowPolyak * pi.Entropy(d.State) - slow.Entropy(d.State);"
                )
            },
            {
                "DIL047",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [Range(0.0, 1.0)] double w = 0.5) => w * pi.Entropy(d.State); [Loss] static double M(Policy pi, Demonstration d, [Range(0.0, 2.0)] double [|w|] = 0.5) => w * pi.LogProb(d.Action, d.State);"
                )
            },
            {
                "DIL048",
                InGated(
                    "[Column] static double [|Reward|]([Rollout] Transition t, [Next] double later) => t.Reward + later; [Loss] static double M(Policy pi, [Rollout] Transition t, [Of(nameof(Reward))] double g) => -g * pi.LogProb(t.Action, t.State);"
                )
            },
            {
                "DIL049",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [[|System.ComponentModel.DataAnnotations.AllowedValues(1.0, 2.0)|]] double w = 1) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL049",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [[|System.ComponentModel.DataAnnotations.DeniedValues(0)|]] int n = 1) => n * pi.Entropy(d.State);"
                )
            },
            {
                "DIL049",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [[|Range(0, 1)|]] bool on = true) => (on ? 1 : 2) * pi.Entropy(d.State);"
                )
            },
            {
                "DIL049",
                InClass(
                    "[Loss] static double L(Policy pi, [[|System.ComponentModel.DataAnnotations.Required|]] Demonstration d) => pi.Entropy(d.State);"
                )
            },
            {
                "DIL030",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [Range(0.0, 1.0, MinimumIsExclusive = true)] double [|w|] = 0) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL030",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [Range(typeof(double), \"0\", \"1\")] double [|w|] = 2) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL030",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [[|Range(typeof(double), \"low\", \"1\")|]] double w = 0) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL030",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [[|Range(2.0, 1.0)|]] double w = 1) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL006",
                "[Row] readonly record struct Case(State State, double X) { public Case(double X, State State) : this(State, -X) { } } "
                    + InClass("[Loss] static double L(Policy pi, Demonstration d) => [|new Case(1.0, d.State)|].X * pi.Entropy(d.State);")
            },
            {
                "DIL006",
                "[Row] readonly record struct Case(State State, double X) { public double Y { get; init; } } "
                    + InClass("[Loss] static double L(Policy pi, Case c) => (c with { [|Y = 1|] }).X * pi.Entropy(c.State);")
            },
            {
                "DIL052",
                "sealed partial class [|Cloning|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double M(Policy policy, Demonstration d) => policy.LogProb(d.Action, d.State); }"
            },
        };
}
