namespace DeclarativeIL.Generators.Diagnostics;

/// <summary>Words of messages.</summary>
internal static class Words
{
    /// <summary>The noun with its article, at the start of a sentence: "An if statement".</summary>
    public static string Start(string noun) => (StartsWithVowel(noun) ? "An " : "A ") + noun;

    /// <summary>"an [Aggregate] member".</summary>
    public static string Member(string attribute) => $"{(StartsWithVowel(attribute) ? "an" : "a")} [{attribute}] member";

    private static bool StartsWithVowel(string word) => word.Length > 0 && "aeiouAEIOU".IndexOf(word[0]) >= 0;
}
