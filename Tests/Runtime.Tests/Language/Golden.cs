using System.Text.Json;
using DeclarativeIL.LanguageModels;

namespace DeclarativeIL.Runtime.Tests.Language;

/// <summary>What transformers computes with a random GPT-2 of two layers, and the files it wrote.</summary>
internal static class Golden
{
    private static readonly JsonElement Expected = JsonDocument
        .Parse(File.ReadAllBytes(GoldenFile.PathOf("gpt2/expected.json")))
        .RootElement;

    public static string Folder { get; } = Path.GetDirectoryName(GoldenFile.PathOf("gpt2/config.json"))!;

    /// <summary>Rows of tokens, filled up on their right.</summary>
    public static long[][] Inputs { get; } =
    [.. Rows("input_ids").Select(static row => row.EnumerateArray().Select(static token => token.GetInt64()).ToArray())];

    /// <summary>How many tokens of each row are not filling.</summary>
    public static int[] Lengths { get; } = [.. Rows("lengths").Select(static length => length.GetInt32())];

    /// <summary>Of the real positions of each row, [t][vocabulary].</summary>
    public static float[][][] Logits { get; } =
    [
        .. Rows("logits")
            .Select(static row =>
                row.EnumerateArray().Select(static at => at.EnumerateArray().Select(static logit => logit.GetSingle()).ToArray()).ToArray()
            ),
    ];

    /// <summary>Of each real token but the first, given those before it.</summary>
    public static double[][] TokenLogProbs { get; } =
    [.. Rows("token_logprobs").Select(static row => row.EnumerateArray().Select(static at => at.GetDouble()).ToArray())];

    /// <summary>The first seven tokens of row 2, and what follows.</summary>
    public static double[] Greedy { get; } = [.. Rows("greedy").Select(static token => token.GetDouble())];

    public static Gpt2 Model() => Gpt2.Load(Folder);

    /// <summary>The first tokens of a row.</summary>
    public static State Prompt(int row, int count) => State.Of([.. Inputs[row][..count].Select(static token => (double)token)]);

    /// <summary>The others.</summary>
    public static Act Completion(int row, int from) =>
        Act.Continuous([.. Inputs[row][from..Lengths[row]].Select(static token => (double)token)]);

    private static JsonElement.ArrayEnumerator Rows(string name) => Expected.GetProperty(name).EnumerateArray();
}
