namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Marks of parameters, and numbers within their range.</content>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Marks =>
        new()
        {
            { "DIL026", InClass("[Loss] static double L([Ensemble(Members = 1)] Policy [|pi|], Demonstration d) => pi.Entropy(d.State);") },
            { "DIL026", InClass("[Loss] static double L([Ensemble(Members = 0)] Policy [|pi|], Demonstration d) => pi.Entropy(d.State);") },
            {
                "DIL026",
                """
                    [[|Ensemble(Members = 1)|]] sealed partial class Marked
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    }
                    """
            },
            {
                "DIL027",
                InGated(
                    """
                    [Aggregate(Store.EveryState)] static Control Decide(Ensemble [|pi|], Step t)
                        => Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;
                    """
                )
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
                    """
                    [Loss] static double L(Policy pi, Demonstration a, [Other] Transition [|b|])
                        => pi.Entropy(a.State) - pi.Entropy(b.State);
                    """
                )
            },
            {
                "DIL029",
                InGated(
                    """
                    [Column] static double X(Policy pi, Transition t) => pi.Entropy(t.State);
                    [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(X))] double [|x|]) => x * pi.Entropy(d.State);
                    """
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
            { "DIL030", InClass("[[|Loss(Phase = -1)|]] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            {
                "DIL030",
                """
                    [[|Ensemble(Fraction = 1.5)|]] sealed partial class Marked
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    }
                    """
            },
            {
                "DIL030",
                InClass("[Loss] static double L([Ensemble(Fraction = 0.0)] Policy [|pi|], Demonstration d) => pi.Entropy(d.State);")
            },
            {
                "DIL030",
                InGated(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [[|Quantile(nameof(X), 1.5)|]] double x)
                        => t.Round > x ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "DIL030",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [[|Target(nameof(pi), 0)|]] Policy slow, Demonstration d)
                        => pi.Entropy(d.State) - slow.Entropy(d.State);
                    """
                )
            },
            {
                "DIL030",
                """
                    sealed partial class Base { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    [[|Loss<Base>(Phase = -1)|]] sealed partial class Importing;
                    """
            },
            {
                "DIL030",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Range(0.0, 1.0, MinimumIsExclusive = true)] double [|w|] = 0)
                        => w * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL030",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Range(typeof(double), "0", "1")] double [|w|] = 2)
                        => w * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL030",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [[|Range(typeof(double), "low", "1")|]] double w = 0)
                        => w * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL030",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [[|Range(2.0, 1.0)|]] double w = 1) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL035",
                InClass(
                    """
                    [Column] static double X(Demonstration d, [Next] double [|later|]) => later;
                    [Loss] static double L(Policy pi, Demonstration d, [Of(nameof(X))] double x) => x * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL035",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Frozen, [|Target(nameof(pi), 0.1)|]] Policy old, Demonstration d)
                        => pi.Entropy(d.State) - old.Entropy(d.State);
                    """
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
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, [[|Mean(nameof(X))|]] double x) => x * pi.SquaredWeights;
                    """
                )
            },
            { "DIL035", InClass("[Loss] static double L([[|Other|]] Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "DIL035", InClass("[Loss] static double L(Policy pi, [[|Mean(\"X\")|]] Demonstration d) => pi.Entropy(d.State);") },
            {
                "DIL049",
                InClass(
                    """
                    [Loss]
                    static double L(Policy pi, Demonstration d,
                        [[|System.ComponentModel.DataAnnotations.AllowedValues(1.0, 2.0)|]] double w = 1)
                        => w * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL049",
                InClass(
                    """
                    [Loss]
                    static double L(Policy pi, Demonstration d, [[|System.ComponentModel.DataAnnotations.DeniedValues(0)|]] int n = 1)
                        => n * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL049",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [[|Range(0, 1)|]] bool on = true)
                        => (on ? 1 : 2) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL049",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [[|System.ComponentModel.DataAnnotations.Required|]] Demonstration d)
                        => pi.Entropy(d.State);
                    """
                )
            },
        };
}
