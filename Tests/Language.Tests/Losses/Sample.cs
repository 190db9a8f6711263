using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Random rows. All numbers are exact in float32, so that both element types see the same rows.</summary>
internal static class Sample
{
    private const int Count = 17;

    public static Demonstration[] Demonstrations(ulong seed = 1) =>
        Rows(seed, random => new Demonstration(State(random), Continuous(random)));

    public static Demonstration[] Labels(ulong seed = 1) => Rows(seed, random => new Demonstration(State(random), Discrete(random)));

    public static Transition[] Transitions(ulong seed = 2, bool discrete = false) =>
        Rows(
            seed,
            random => new Transition(
                State(random),
                discrete ? Discrete(random) : Continuous(random),
                Number(random),
                State(random),
                random.NextInt(3) == 0,
                random.NextInt(3) == 0,
                discrete ? default : Continuous(random)
            )
        );

    public static Preference[] Preferences(ulong seed = 3) =>
        Rows(seed, random => new Preference(State(random), Continuous(random), Continuous(random)));

    /// <summary>Answers of one to four tokens.</summary>
    public static Preference[] Texts(ulong seed = 4) => Rows(seed, random => new Preference(State(random), Text(random), Text(random)));

    public static Demonstration[] Sentences(ulong seed = 5) => Rows(seed, random => new Demonstration(State(random), Text(random)));

    public static Rating[] Ratings(ulong seed = 6) =>
        Rows(seed, random => new Rating(State(random), Continuous(random), random.NextInt(2) == 0));

    public static Ranking[] Rankings(ulong seed = 7) =>
        Rows(seed, random => new Ranking(State(random), new Acts(Continuous(random), Continuous(random), Continuous(random))));

    public static Logged[] Logs(ulong seed = 8) =>
        Rows(seed, random => new Logged(State(random), Continuous(random), Number(random), (float)(0.02 + 0.9 * random.NextUniform())));

    public static TwoChoices[] Choices(ulong seed = 10) =>
        Rows(seed, random => new TwoChoices(State(random), Act.Continuous(random.NextInt(2), random.NextInt(2))));

    public static double[] Numbers(ulong seed = 9) => Rows(seed, Number);

    private static TRow[] Rows<TRow>(ulong seed, Func<RandomStream, TRow> row)
    {
        var random = new SeedSequence(seed).Stream();
        return [.. Enumerable.Range(0, Count).Select(_ => row(random))];
    }

    private static State State(RandomStream random) =>
        DeclarativeIL.State.Of(Number(random), Number(random), Number(random), Number(random));

    private static Act Continuous(RandomStream random) => Act.Continuous(Number(random), Number(random));

    private static Act Discrete(RandomStream random) => Act.Discrete(random.NextInt(3));

    private static Act Text(RandomStream random) =>
        new(Enumerable.Range(0, 1 + random.NextInt(4)).Select(_ => (double)random.NextInt(50)).ToArray());

    private static double Number(RandomStream random) => (float)random.NextGaussian();
}
