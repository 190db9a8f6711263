using DeclarativeIL.Experts;

namespace DeclarativeIL.Samples;

/// <summary>A person at a console, who chooses by typing a word.</summary>
/// <param name="input">Where the person types.</param>
/// <param name="output">Where the person reads.</param>
/// <param name="words">The word for each action, in the actions' order.</param>
/// <param name="picture">What the person is shown of a state.</param>
internal sealed class ConsoleExpert(TextReader input, TextWriter output, IReadOnlyList<string> words, Func<State, string> picture)
    : IInteractiveExpert
{
    private const string End = "q",
        TakeOver = "t",
        HandBack = "h";

    /// <summary>The number of labels that the person gave.</summary>
    public int Labels { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation)
    {
        await output.WriteLineAsync(picture(query.State));
        while (true)
        {
            var word = await AskAsync($"Round {query.Round}, step {query.Step}: {string.Join(", ", words)}, or {End} to end", cancellation);
            for (var i = 0; i < words.Count; i++)
            {
                if (!string.Equals(words[i], word, StringComparison.OrdinalIgnoreCase))
                    continue;
                Labels++;
                return Act.Discrete(i);
            }
            await output.WriteLineAsync($"Found '{word}'; expected {string.Join(", ", words)} or {End}.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation)
    {
        await output.WriteLineAsync(picture(query.State));
        var acts = query.Previous == Control.Expert;
        var word = await AskAsync(
            acts ? $"You act: Enter to go on, {HandBack} to hand back" : $"The learner acts: Enter to let it, {TakeOver} to take over",
            cancellation
        );
        return word switch
        {
            TakeOver => true,
            HandBack => false,
            _ => acts,
        };
    }

    private async Task<string> AskAsync(string question, CancellationToken cancellation)
    {
        await output.WriteAsync($"{question}: ");
        var word = (await input.ReadLineAsync(cancellation))?.Trim();
        return word is null or End ? throw new OperationCanceledException("The person ended it.") : word;
    }
}
