using DeclarativeIL.CodeFixes;

namespace DeclarativeIL.Generators.Tests.CodeFixes;

/// <content>Fixes of networks and rows: names, ensembles, other rows.</content>
public partial class CodeFixTests
{
    [Fact]
    public Task A_network_gets_the_name_that_it_is_trained_under() =>
        InClass<NetworkNameFix>(
            Loss
                + """
                [Aggregate(Store.EveryState)] static Control D(Policy {|DIL021:learner|}, Step t)
                    => learner.Entropy(t.State) > 1 ? Control.Expert : Control.Learner;
                """,
            Loss
                + """
                [Aggregate(Store.EveryState)] static Control D(Policy pi, Step t)
                    => pi.Entropy(t.State) > 1 ? Control.Expert : Control.Learner;
                """,
            "Policy pi"
        );

    [Fact]
    public Task A_network_whose_name_would_clash_is_left() =>
        InClass<NetworkNameFix>(
            Loss
                + """
                [Aggregate(Store.EveryState)] static Control D(Policy {|DIL021:learner|}, Step t)
                {
                    var pi = learner.Entropy(t.State);
                    return pi > 1 ? Control.Expert : Control.Learner;
                }
                """
        );

    [Fact]
    public Task An_ensemble_gets_two_members() =>
        InClass<EnsembleSizeFix>(
            "[Loss] static double L([Ensemble(Members = 1)] Policy {|DIL026:mu|}, Demonstration d) => mu.Entropy(d.State);",
            "[Loss] static double L([Ensemble(Members = 2)] Policy mu, Demonstration d) => mu.Entropy(d.State);",
            "Members = 2"
        );

    [Fact]
    public Task A_class_of_one_member_gets_two() =>
        Fixing.Check<EnsembleSizeFix>(
            $"[{{|DIL026:Ensemble(Members = 1)|}}] sealed partial class C {{ {Loss} }}",
            $"[Ensemble(Members = 2)] sealed partial class C {{ {Loss} }}",
            "Write 'Members = 2'"
        );

    [Fact]
    public Task An_ensemble_is_marked_in_its_loss() =>
        InClass<EnsembleMarkFix>(
            Loss
                + """
                [Aggregate(Store.EveryState)] static Control D(Ensemble {|DIL027:pi|}, Step t)
                    => Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;
                """,
            Loss.Replace("Policy pi", "[Ensemble] Policy pi", StringComparison.Ordinal)
                + """
                [Aggregate(Store.EveryState)] static Control D(Ensemble pi, Step t)
                    => Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;
                """,
            "[Ensemble] Policy pi"
        );

    [Fact]
    public Task An_ensemble_of_an_imported_loss_is_marked_on_the_class()
    {
        const string Members =
            "[Aggregate(Store.EveryState)] static Control D(Ensemble $, Step t) "
            + "=> Trace(pi.Covariance(t.State)) > 1 ? Control.Expert : Control.Learner;";
        string Source(string head, string parameter) =>
            $$"""
                sealed partial class Imported { {{Loss}} }

                /// <summary>Documented.</summary>
                {{head}}sealed partial class C { {{Members.Replace("$", parameter, StringComparison.Ordinal)}} }
                """;
        return Fixing.Check<EnsembleMarkFix>(
            Source("[Loss<Imported>]\n", "{|DIL027:pi|}"),
            Source("[Ensemble]\n[Loss<Imported>]\n", "pi"),
            "Write '[Ensemble] sealed partial class C'"
        );
    }

    [Fact]
    public Task A_second_row_is_the_next_of_the_batch() =>
        InClass<OtherRowFix>(
            "[Loss] static double L(Policy pi, Demonstration a, Demonstration {|DIL029:b|}) => pi.Entropy(a.State) - pi.Entropy(b.State);",
            "[Loss] static double L(Policy pi, Demonstration a, [Other] Demonstration b) => pi.Entropy(a.State) - pi.Entropy(b.State);",
            "[Other] Demonstration b"
        );

    [Fact]
    public Task A_row_of_another_type_is_left() =>
        InClass<OtherRowFix>(
            "[Loss] static double L(Policy pi, Demonstration a, Transition {|DIL029:b|}) => pi.Entropy(a.State) - pi.Entropy(b.State);"
        );
}
