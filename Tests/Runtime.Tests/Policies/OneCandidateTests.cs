using DeclarativeIL.Runtime.Tests.Networks;
using static DeclarativeIL.Runtime.Tests.Policies.StirredPolicies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>One candidate a row is a list of one: as likely as the act by itself, in a list of its own.</summary>
public sealed class OneCandidateTests
{
    public static TheoryData<string, int> Policies
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Names.Except(["deterministic", "deterministic, acts standardised"])) // which says no likelihood
            {
                data.Add(name, Count);
                data.Add(name, 1);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void One_candidate_is_as_likely_as_the_act(string name, int rows)
    {
        using var scope = NewDisposeScope();
        using var policy = Stirred(name);
        var states = Gradients.Random(Seeds.Child("data").Stream(), rows, States);
        var acts = Acts(policy, states);
        Question[] alone = [new LogProbQuestion(acts, states)],
            listed = [new LogProbsOfQuestion(acts.unsqueeze(1), states)];
        using var byItself = policy.Forward(alone);
        using var inList = policy.Forward(listed);
        Assert.Equal([rows, 1], inList[0].shape);
        Gradients.Equal(byItself[0].contiguous().data<double>().ToArray(), inList[0].contiguous().data<double>().ToArray(), 1e-12);

        var weights = Gradients.Random(Seeds.Child("weights").Stream(), rows);
        Gradients.Equal(Gradients.Backward(policy, [weights], alone), Gradients.Backward(policy, [weights.unsqueeze(-1)], listed), 1e-12);
    }
}
