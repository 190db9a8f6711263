namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>What things are called.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Names =>
        new()
        {
            { "namespace named by a keyword", $"namespace @event.A {{ sealed partial class C {{ {Loss} }} }}" },
            { "class named by a keyword", $"sealed partial class @event {{ {Loss} }}" },
            { "record", $"sealed partial record C {{ {Loss} }}" },
            { "file-local class", $"file sealed partial class C {{ {Loss} }}" },
            { "names that differ by case only", $"sealed partial class Case {{ {Loss} }} sealed partial class CASE {{ {Loss} }}" },
            {
                "name with letters beyond ASCII",
                """
                    sealed partial class Übung
                    {
                        [Loss] static double Maß(Policy π, Demonstration d, double λ = 1, double ß = 2)
                            => -λ * ß * π.LogProb(d.Action, d.State);
                    }
                    """
            },
            { "class named like a generated method", $"sealed partial class Train {{ {Loss} }}" },
            { "member named like a generated field", WithLoss("public int LossNames = 1;") },
            { "method named like a generated one", WithLoss("void Train() { }") },
            { "one-sample form already there", WithLoss("double LOfOne(Policy pi, Demonstration d) => 0;") },
            {
                "hyperparameter named like a member of object",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double equals = 1) => equals * pi.Entropy(d.State);")
            },
            {
                "hyperparameter named like the one-sample form",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double lOfOne = 1) => lOfOne * pi.Entropy(d.State);")
            },
            {
                "hyperparameter named like a turn's method",
                InClass(
                    "[Loss(Phase = 1)] static double L(Policy pi, Demonstration d, double fitTurn1 = 1) => fitTurn1 * pi.Entropy(d.State);"
                )
            },
            {
                "hyperparameter that hides a type of the body",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double math = 1) => math * Math.Exp(pi.Entropy(d.State));")
            },
            {
                "hyperparameter that hides Control",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, double control = 1)
                        => t.Round < control ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "hyperparameters that differ by case only",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double x = 1, double X = 2) => x * X * pi.Entropy(d.State);")
            },
            {
                "hyperparameter with a leading underscore",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double _x = 1) => _x * pi.Entropy(d.State);")
            },
            {
                "network named like a property",
                InClass("[Loss] static double L(Policy Beta, Demonstration d, double beta = 1) => beta * Beta.Entropy(d.State);")
            },
            {
                "row named like a property",
                InClass("[Loss] static double L(Policy pi, Demonstration Beta, double beta = 1) => beta * pi.Entropy(Beta.State);")
            },
            {
                "networks that differ by case only",
                InClass("[Loss] static double L(Policy a, Policy A, Demonstration d) => a.Entropy(d.State) + A.Entropy(d.State);")
            },
            { "network named options", InClass("[Loss] static double L(Policy options, Demonstration d) => options.Entropy(d.State);") },
            { "network named seeds", InClass("[Loss] static double L(Policy seeds, Demonstration d) => seeds.Entropy(d.State);") },
            { "network named step", InClass("[Loss] static double L(Policy step, Demonstration d) => step.Entropy(d.State);") },
            {
                "network named expert, with a gate",
                InClass(
                    """
                    [Loss] static double L(Policy expert, Demonstration d) => expert.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    """
                )
            },
            {
                "network named environments, with a gate",
                InClass(
                    """
                    [Loss] static double L(Policy environments, Demonstration d) => environments.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    """
                )
            },
            {
                "network named demonstrations",
                InClass("[Loss] static double L(Policy demonstrations, Demonstration d) => demonstrations.Entropy(d.State);")
            },
            {
                "draw named by a keyword",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, Uniform @event)
                        => @event < 0.5 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "draw named like a local",
                WithLoss(
                    "[Aggregate(Store.EveryState)] static Control D(Step t, Uniform step) => step < 0.5 ? Control.Expert : Control.Learner;"
                )
            },
            {
                "situation named like a local",
                WithLoss(
                    "[Aggregate(Store.EveryState)] static Control D(Step control) => control.Round < 1 ? Control.Expert : Control.Learner;"
                )
            },
            {
                "expert by another name",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, Expert teacher)
                        => teacher.TakesOver(t) ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "row type named like a parameter",
                """
                    [Row] readonly record struct Option(State State, double Weight);
                    sealed partial class C { [Loss] static double L(Policy pi, Option o) => o.Weight * pi.Entropy(o.State); }
                    """
            },
            {
                "hyperparameter named like its type, in no namespace",
                """
                    enum Mode { A, B }
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A)
                            => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State);
                    }
                    """
            },
        };
}
