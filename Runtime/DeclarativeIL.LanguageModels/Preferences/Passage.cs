namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">Who speaks: such as "user" or "assistant".</param>
/// <param name="Content">What is said.</param>
public readonly record struct ChatMessage(string Role, string Content);

/// <summary>A piece of text in one of the two forms of preference data: plain, or a conversation.</summary>
public sealed class Passage : IEquatable<Passage>
{
    private readonly string? _text;
    private readonly ChatMessage[] _messages;

    /// <summary>Plain text.</summary>
    public Passage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_text, _messages) = (text, []);
    }

    /// <summary>A conversation.</summary>
    public Passage(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        _messages = [.. messages];
    }

    /// <summary>True if the passage is a conversation.</summary>
    public bool IsChat => _text is null;

    /// <summary>The turns of a conversation; none of plain text.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>True if the passage has no text.</summary>
    public bool IsEmpty =>
        _text?.Length == 0 || (_text is null && Array.TrueForAll(_messages, static message => message.Content.Length == 0));

    /// <summary>As one text: plain text as it is, a conversation turn by turn.</summary>
    /// <param name="turn">How a turn reads, with the marks that the model knows; role, colon, content and line feed unless given.</param>
    public string Render(Func<ChatMessage, string>? turn = null) =>
        _text ?? string.Concat(_messages.Select(turn ?? (static message => $"{message.Role}: {message.Content}\n")));

    /// <inheritdoc/>
    public bool Equals(Passage? other) => other is not null && _text == other._text && _messages.AsSpan().SequenceEqual(other._messages);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Passage);

    /// <inheritdoc/>
    public override int GetHashCode() => _messages.Aggregate(_text?.GetHashCode(StringComparison.Ordinal) ?? 0, HashCode.Combine);

    /// <summary>As read by people.</summary>
    public override string ToString() => Render();
}

/// <summary>Two answers to a prompt, and which was preferred, as text.</summary>
/// <param name="Prompt">What is answered.</param>
/// <param name="Chosen">The preferred answer; not empty.</param>
/// <param name="Rejected">The other one; not empty, and not the same.</param>
public sealed record PreferenceText(Passage Prompt, Passage Chosen, Passage Rejected)
{
    /// <summary>A comparison of plain texts.</summary>
    public PreferenceText(string prompt, string chosen, string rejected)
        : this(new Passage(prompt), new Passage(chosen), new Passage(rejected)) { }

    /// <summary>The fault of the passage, as found and expected; null where there is none.</summary>
    internal (string Found, string Expected)? Fault()
    {
        var fault = Fault("prompt", Prompt) ?? Fault("chosen", Chosen) ?? Fault("rejected", Rejected);
        return fault is null && Chosen.Equals(Rejected) ? ("the same text in 'chosen' and 'rejected'", "two answers") : fault;
    }

    private (string Found, string Expected)? Fault(string name, Passage passage)
    {
        if (passage.IsChat != Prompt.IsChat)
            return ($"'{name}' as {Form(passage)}", $"{Form(Prompt)}, as 'prompt' is");
        if (passage.IsChat && passage.Messages.Count == 0)
            return ($"a chat without messages in '{name}'", "one message or more");
        return passage.IsEmpty && name != "prompt" ? ($"an empty text in '{name}'", "an answer") : null;

        static string Form(Passage passage) => passage.IsChat ? "a chat" : "plain text";
    }
}
