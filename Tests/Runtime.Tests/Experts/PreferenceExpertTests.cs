using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Experts;

public sealed class PreferenceExpertTests
{
    private static readonly State Somewhere = State.Of(2);

    [Fact]
    public void A_function_or_a_reward_says_what_is_better()
    {
        var shorter = PreferenceExpert.From(static (first, second, _) => first.Size < second.Size);
        var nearer = PreferenceExpert.FromReward(static (state, act) => -Math.Abs(state[0] - act[0]));

        Assert.True(shorter.Prefers(Act.Continuous(1), Act.Continuous(1, 2), Somewhere));
        Assert.True(nearer.Prefers(Act.Continuous(2), Act.Continuous(5), Somewhere));
        Assert.False(nearer.Prefers(Act.Continuous(5), Act.Continuous(2), Somewhere));
        Assert.True(nearer.Prefers(Act.Continuous(1), Act.Continuous(3), Somewhere));
        Assert.Throws<InvalidOperationException>(() => nearer.Prefers(Act.Continuous(double.NaN), Act.Continuous(3), Somewhere));
    }

    [Fact]
    public void A_temperature_makes_it_err_as_Bradley_and_Terry_say()
    {
        var expert = PreferenceExpert.FromReward(static (_, act) => act[0], temperature: 2, new RandomStream(6));
        var wins = Enumerable.Range(0, 20_000).Count(_ => expert.Prefers(Act.Continuous(3), Act.Continuous(1), Somewhere));

        Assert.Equal(1 / (1 + Math.Exp(-1)), wins / 20_000.0, 0.01);
        Assert.Throws<ArgumentOutOfRangeException>(() => PreferenceExpert.FromReward(static (_, _) => 0, 0, new RandomStream(1)));
    }

    [Fact]
    public void A_person_is_asked_until_the_answer_is_one_of_the_two()
    {
        using var output = new StringWriter();
        using var input = new StringReader("maybe\n\n 2 \n1\n");
        var person = PreferenceExpert.FromPerson(input, output, static state => $"at {state[0]}", static act => $"go {act[0]}");

        Assert.False(person.Prefers(Act.Continuous(5), Act.Continuous(2), Somewhere));
        Assert.True(person.Prefers(Act.Continuous(5), Act.Continuous(2), Somewhere));
        Assert.Throws<EndOfStreamException>(() => person.Prefers(Act.Continuous(5), Act.Continuous(2), Somewhere));
        Assert.StartsWith("at 2\n  1  go 5\n  2  go 2\n", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(5, output.ToString().Split("Which is better, 1 or 2? ").Length - 1);
    }

    [Fact]
    public void Declarations_see_an_expert_that_only_compares()
    {
        var expert = PreferenceExpert.From(static (_, _, _) => true).OneSample();

        Assert.IsAssignableFrom<IPreferenceExpert>(expert);
        Assert.True(expert.Prefers(default, default, Somewhere));
        Assert.Throws<NotSupportedException>(() => expert.Action(Somewhere));
    }
}
