namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>
/// Puts together what published sets of comparisons write in other forms: answers that begin with their prompt (UltraFeedback), and
/// dialogues as one text (hh-rlhf). Nothing is guessed: what could be read in two ways is refused.
/// </summary>
internal static class PreferenceForms
{
    private const string Human = "\n\nHuman:",
        Assistant = "\n\nAssistant:";
    private static readonly (string Found, string Expected) NoPrompt = ("no 'prompt'", "a text or a list of messages");

    /// <summary>The comparison, or what is wrong with it.</summary>
    /// <param name="prompt">None where there is no such column: the answers then begin with it.</param>
    /// <param name="chosen">The preferred answer.</param>
    /// <param name="rejected">The other.</param>
    public static (PreferenceText? Pair, (string Found, string Expected)? Fault) Join(Passage? prompt, Passage chosen, Passage rejected)
    {
        if (prompt is not null && (prompt.IsChat || !chosen.IsChat || !rejected.IsChat))
            return Checked(new(prompt, chosen, rejected));
        if (prompt is null && !chosen.IsChat && !rejected.IsChat)
        {
            if (Dialogue(chosen) is not { } one || Dialogue(rejected) is not { } other)
                return (null, NoPrompt);
            (chosen, rejected) = (one, other);
        }
        if (!chosen.IsChat || !rejected.IsChat)
            return (null, NoPrompt);
        if (chosen.Equals(rejected))
            return (null, ("the same text in 'chosen' and 'rejected'", "two answers"));
        var shared = Shared(chosen, rejected);
        var before = shared == 0 && prompt is not null ? [new ChatMessage("user", prompt.Render())] : chosen.Messages.Take(shared);
        if (shared == 0 && prompt is null)
            return (null, ("no 'prompt', and answers that begin with different messages", "a prompt with which both begin"));
        if (shared > 0 && prompt is not null && !chosen.Messages.Take(shared).Any(message => message.Content == prompt.Render()))
            return (null, ("answers that do not begin with 'prompt', but with another message", "'prompt' before both answers"));
        return Checked(new(new Passage(before), new Passage(chosen.Messages.Skip(shared)), new Passage(rejected.Messages.Skip(shared))));
    }

    /// <summary>The name of who speaks that chat templates know.</summary>
    public static string Role(string from) =>
        from switch
        {
            "human" => "user",
            "gpt" => "assistant",
            _ => from,
        };

    private static (PreferenceText?, (string, string)?) Checked(PreferenceText pair) =>
        pair.Fault() is { } fault ? (null, fault) : (pair, null);

    /// <summary>The number of messages that both begin with, so that each keeps an answer.</summary>
    private static int Shared(Passage chosen, Passage rejected)
    {
        var (shared, most) = (0, Math.Min(chosen.Messages.Count, rejected.Messages.Count) - 1);
        while (shared < most && chosen.Messages[shared] == rejected.Messages[shared])
            shared++;
        return shared;
    }

    /// <summary>The turns of a text such as "\n\nHuman: Hi\n\nAssistant: Hello"; none where it does not begin like that.</summary>
    private static Passage? Dialogue(Passage passage)
    {
        var text = passage.Render();
        if (!text.StartsWith(Human, StringComparison.Ordinal))
            return null;
        var messages = new List<ChatMessage>();
        for (var at = 0; at < text.Length; )
        {
            var mark = text.AsSpan(at).StartsWith(Human) ? Human : Assistant;
            var start = at + mark.Length;
            var (human, assistant) = (
                text.IndexOf(Human, start, StringComparison.Ordinal),
                text.IndexOf(Assistant, start, StringComparison.Ordinal)
            );
            at =
                (human, assistant) is (< 0, < 0) ? text.Length
                : human < 0 ? assistant
                : assistant < 0 ? human
                : Math.Min(human, assistant);
            if (start < at && text[start] == ' ')
                start++;
            messages.Add(new(mark == Human ? "user" : "assistant", text[start..at]));
        }
        return new Passage(messages);
    }
}
