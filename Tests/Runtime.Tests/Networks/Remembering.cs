using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Small networks that remember, and rows of episodes for them.</summary>
internal static class Remembering
{
    public const int Inputs = 3,
        Choices = 2,
        Hidden = 5;
    public static readonly SeedSequence Seeds = new(3);

    public static MemoryModule Module(bool isGru) =>
        isGru
            ? Memory.Gru(Inputs, Choices, Hidden, Seeds, type: ScalarType.Float64)
            : Memory.Lstm(Inputs, Choices, Hidden, Seeds, type: ScalarType.Float64);

    public static CategoricalPolicy Over(MemoryModule module, bool isGru) =>
        CategoricalPolicy.Over(module, Inputs, Choices, () => Module(isGru));

    /// <summary>[n, width] of repeatable numbers.</summary>
    public static Tensor Row(int rows, int width)
    {
        var random = Seeds.Child("rows").Stream();
        var numbers = Enumerable.Range(0, rows * width).Select(_ => (double)(float)random.NextGaussian()).ToArray();
        return tensor(numbers, [rows, width], ScalarType.Float64);
    }

    public static Dataset<Demonstration> EpisodesOf(int[] lengths, Tensor states)
    {
        var (numbers, first) = (states.data<double>().ToArray(), 0);
        var episodes = new List<List<Demonstration>>();
        foreach (var length in lengths)
        {
            episodes.Add([
                .. Enumerable
                    .Range(first, length)
                    .Select(i => new Demonstration(State.Of(numbers[(i * Inputs)..((i + 1) * Inputs)]), Act.Discrete(i % Choices))),
            ]);
            first += length;
        }
        return Dataset.OfEpisodes<Demonstration>(episodes);
    }

    /// <summary>The log-probabilities of all rows in their order, asked in windows.</summary>
    public static Tensor Windowed(CategoricalPolicy policy, int[] episodes, EpisodeWindows windows, Tensor states)
    {
        using var feed = new WindowFeed<Demonstration>(EpisodesOf(episodes, states), windows, ScalarType.Float64, CPU);
        var answers = new List<Tensor>();
        while (feed.Next(4) is { } batch)
        {
            using (batch)
            using (var found = policy.Forward(new LogProbsQuestion(batch["State"])))
                answers.Add(found[0].clone());
        }
        return cat(answers);
    }

    /// <summary>The same numbers but for one, moved by a step.</summary>
    public static Tensor Moved(Tensor values, int place, double step)
    {
        var numbers = values.data<double>().ToArray();
        numbers[place] += step;
        return tensor(numbers, ScalarType.Float64);
    }
}
