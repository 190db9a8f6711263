using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>Continues texts, all rows at once, token by token.</summary>
internal sealed class Continuation(CausalLanguageModel model, FlatParameters parameters, Generation generation)
{
    private readonly TokenChoice _choice = new(generation);

    /// <summary>Generates the continuation of each prompt.</summary>
    /// <param name="prompts">One token or more each.</param>
    /// <param name="draw">
    /// The draw from [0, 1) of a row (by its place here) and a time; none asks for the most likely token each time.
    /// </param>
    public int[][] Run(IReadOnlyList<int[]> prompts, Func<int, int, double>? draw)
    {
        var longest = Math.Min(generation.MaxTokens, model.ContextLength - prompts.Max(static prompt => prompt.Length));
        if (longest < generation.MaxTokens)
            throw new ArgumentException(
                $"The longest prompt has {prompts.Max(static prompt => prompt.Length)} tokens, with {generation.MaxTokens} to follow; "
                    + $"expected at most {model.ContextLength} together, the model's context.",
                nameof(prompts)
            );
        using var quiet = no_grad();
        using var cache = model.CanCache
            ? new KeyValueCache(
                [.. prompts.Select(static prompt => prompt.Length)],
                prompts.Max(static prompt => prompt.Length) + longest,
                parameters.Device
            )
            : null;
        var texts = prompts.Select(static prompt => new List<int>(prompt)).ToArray();
        var open = prompts.Count;
        for (var time = 0; time < longest && open > 0; time++)
        {
            var logits = Logits(texts, prompts, time, cache);
            open = 0;
            for (var row = 0; row < texts.Length; row++)
            {
                var ended = time > 0 && texts[row][^1] == generation.EndToken;
                var some = logits.AsSpan(row * model.Vocabulary, model.Vocabulary);
                var next =
                    ended ? texts[row][^1]
                    : draw is null ? TokenChoice.Largest(some)
                    : _choice.Draw(some, draw(row, time));
                texts[row].Add(next);
                open += next == generation.EndToken ? 0 : 1;
            }
        }
        return [.. texts.Select((text, row) => Cut(text, prompts[row].Length))];
    }

    /// <summary>[n, vocabulary], row after row, of the next token of each text.</summary>
    private double[] Logits(List<int>[] texts, IReadOnlyList<int[]> prompts, int time, KeyValueCache? cache)
    {
        using var scope = NewDisposeScope();
        var isStep = cache is not null && time > 0; // then only the last token is new
        var columns = isStep ? 1 : texts.Max(static text => text.Count);
        var tokens = new long[texts.Length * columns];
        var places = new long[texts.Length];
        for (var row = 0; row < texts.Length; row++)
        {
            if (isStep)
                tokens[row] = texts[row][^1];
            else
                for (var i = 0; i < texts[row].Count; i++)
                    tokens[(row * columns) + i] = texts[row][i];
            places[row] = (row * columns) + (isStep ? 0 : prompts[row].Length + time - 1);
        }
        var hidden = model.Hidden(tensor(tokens, [texts.Length, columns]).to(parameters.Device), cache);
        cache?.Advance(columns);
        var last = hidden.reshape(-1, hidden.size(2)).index_select(0, tensor(places).to(parameters.Device));
        return DeviceTransfer.Download(model.Logits(last));
    }

    /// <summary>Without the prompt, and without what stands behind the end.</summary>
    private int[] Cut(List<int> text, int prompt)
    {
        var end = generation.EndToken is { } token ? text.IndexOf(token, prompt) : -1;
        return [.. text[prompt..(end < 0 ? text.Count : end + 1)]];
    }
}
