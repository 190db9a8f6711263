namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Classes, their members and what these are for.</content>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Classes =>
        new()
        {
            { "DIL001", "sealed class [|Cloning|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            {
                "DIL001",
                """
                    static class [|Ops|]
                    {
                        [Operation(nameof(F)), Gradient("x", nameof(G))] public static double F(double x) => x;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                        static double G(double x, double gradient) => gradient;
                    }
                    """
            },
            { "DIL002", "static partial class [|Cloning|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            { "DIL002", "partial class [|Cloning|]<T> { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            { "DIL002", "partial struct [|Cloning|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            {
                "DIL002",
                """
                    partial class Outer
                    {
                        partial class [|Inner|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    }
                    """
            },
            {
                "DIL002",
                "file sealed partial class [|Local|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            { "DIL003", InClass("[Loss] double [|L|](Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "DIL003", InGated("[Aggregate(Store.EveryState)] Control [|Decide|](Step t) => Control.Learner;") },
            { "DIL003", InClass("[Loss] static double [|L|]<T>(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "DIL004", InClass("[Loss] static [|float|] L(Policy pi, Demonstration d) => 0f;") },
            { "DIL004", InGated("[Explore] static [|double|] Execute(Act chosen) => 0;") },
            { "DIL004", InGated("[Reward] static [|Vector|] Pay(Transition t) => t.Next - t.State;") },
            { "DIL004", InGated("[Column] static [|bool|] Novel(Demonstration d) => true;") },
            { "DIL004", InGated("[Augment] static [|State|] Displace(Demonstration d) => d.State;") },
            { "DIL004", InGated("[Collect] static [|Act|] Keep(State context, Expert expert) => expert.Action(context);") },
            { "DIL004", InGated("[Aggregate(Store.EveryState)] static [|bool|] Decide(Step t) => true;") },
            {
                "DIL004",
                InGated(
                    "[Augment] static [|Transition|] Displace(Demonstration d) => new Transition(d.State, d.Action, 0, d.State, false);"
                )
            },
            { "DIL004", InGated("[Augment] static [|Demonstration|] Made([Given] State s, [Given] Act a) => new Demonstration(s, a);") },
            {
                "DIL012",
                "sealed partial class [|Gated|] { [Aggregate(Store.EveryState)] static Control Decide(Step t) => Control.Learner; }"
            },
            { "DIL012", "[Ensemble] sealed partial class [|Marked|];" },
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
                "DIL024",
                """
                    sealed partial class Cloning { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    [Loss<Cloning>] sealed partial class [|Twice|]
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    }
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
            {
                "DIL025",
                InGated(
                    """
                    [Loss] static double M([Learner] Policy a, [Learner] Policy [|b|], Demonstration d)
                        => a.Entropy(d.State) + b.Entropy(d.State);
                    """
                )
            },
            {
                "DIL028",
                """
                    sealed partial class [|Turns|]
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                        [Loss(Phase = 1)] static double M(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
                    }
                    """
            },
            {
                "DIL031",
                InGated(
                    "[Collect] static Transition [|Made|](State s, Policy pi, Draw z) => new Transition(s, pi.Sample(s, z), 1, s, false);"
                )
            },
            { "DIL031", InGated("[Augment] static Transition [|Moved|](Transition t) => t with { Reward = 0 };") },
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
            { "DIL051", InGated("[Reward] static double [|R|](Transition t) => -t.Reward;") },
            {
                "DIL052",
                """
                    sealed partial class [|Cloning|]
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                        [Loss] static double M(Policy policy, Demonstration d) => policy.LogProb(d.Action, d.State);
                    }
                    """
            },
            {
                "DIL061",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Metric] static double M(Policy pi, Transition [|t|]) => pi.Entropy(t.State);
                    """
                )
            },
            {
                "DIL061",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Metric(Phase = 1)] static double [|M|](Policy pi) => pi.SquaredWeights;
                    """
                )
            },
            {
                "DIL062",
                InClass(
                    """
                    [Loss] static double L([Ensemble] Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Metric] static double M(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Metric] static double [|N|]([Given] Critic v, Policy pi, Demonstration d) => v.Value(d.State) * pi.Entropy(d.State);
                    """
                )
            },
            { "DIL004", InMeasured("[Metric] static [|bool|] M(Policy pi, Demonstration d) => pi.Entropy(d.State) > 1;") },
            { "DIL009", InMeasured("[Metric] static double M(Policy pi, Demonstration d, Step [|t|]) => t.Round;") },
            { "DIL021", InMeasured("[Metric] static double M(Policy [|beta|], Demonstration d) => beta.Entropy(d.State);") },
            {
                "DIL012",
                """
                    sealed partial class [|Idle|]
                    {
                        [Metric] static double M([Given] Policy pi, Demonstration d) => pi.Entropy(d.State);
                    }
                    """
            },
            {
                "DIL024",
                """
                    sealed partial class [|Twice|]
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                        [Metric] static double L(Policy pi) => pi.SquaredWeights;
                    }
                    """
            },
            {
                "DIL030",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [[|Metric(Phase = -1)|]] static double M(Policy pi) => pi.SquaredWeights;
                    """
                )
            },
            { "DIL058", InClass("[Loss, Column] static double [|L|](Policy pi, Demonstration d) => pi.Entropy(d.State);") },
        };
}
