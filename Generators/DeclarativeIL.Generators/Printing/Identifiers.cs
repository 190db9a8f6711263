using System.Text;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing;

/// <summary>Whose an identifier in generated code is.</summary>
internal enum Owned
{
    /// <summary>A parameter or local that the generator names by itself.</summary>
    Plain,

    /// <summary>A network or a given value of the declaration: keeps its name, since callers write it.</summary>
    User,

    /// <summary>A parameter of a declared member, in its one-sample form.</summary>
    Parameter,

    /// <summary>A data set or a batch, which is called after its row type.</summary>
    Data,

    /// <summary>The values of a column, or a statistic of them.</summary>
    Column,

    /// <summary>A local that is called after something of the user's.</summary>
    Local,

    /// <summary>A member of the object, or of the class, that is referred to.</summary>
    Member,
    Static,

    /// <summary>A private member that is referred to.</summary>
    PrivateMember,
    PrivateStatic,

    /// <summary>A member where it is declared: one that nobody else names, one that callers name.</summary>
    Private,
    Public,
}

/// <summary>
/// Marks for identifiers while code is composed, as macro expanders keep them: a character of Unicode's private use area, which no
/// identifier can contain. <see cref="Hygiene"/> takes the marks off again and sees to it that no two meanings share a name.
/// </summary>
internal static class Identifiers
{
    private const char None = '\uE000';

    /// <summary>The user's name for a network or a value from the caller.</summary>
    public static string User(string name) => Mark(Owned.User, name);

    /// <summary>The user's name for a parameter of a declared member.</summary>
    public static string Parameter(string name) => Mark(Owned.Parameter, name);

    public static string Data(string name) => Mark(Owned.Data, name);

    public static string Column(string name) => Mark(Owned.Column, name);

    public static string Local(string name) => Mark(Owned.Local, name);

    /// <summary>A property or method of this object.</summary>
    public static string Member(string name) => Mark(Owned.Member, name);

    /// <summary>A static member of this class.</summary>
    public static string Static(string name) => Mark(Owned.Static, name);

    public static string PrivateMember(string name) => Mark(Owned.PrivateMember, name);

    public static string PrivateStatic(string name) => Mark(Owned.PrivateStatic, name);

    public static string Private(string name) => Mark(Owned.Private, name);

    public static string Public(string name) => Mark(Owned.Public, name);

    public static Owned? OwnerOf(char letter) => letter is > None and <= (char)(None + (int)Owned.Public) ? (Owned)(letter - None) : null;

    /// <summary>The text without marks, and without the @ of what is marked.</summary>
    public static string Bare(string text)
    {
        if (Length(text) == text.Length)
            return text;
        var bare = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (OwnerOf(text[i]) is null && !(text[i] == '@' && i > 0 && OwnerOf(text[i - 1]) is not null))
                bare.Append(text[i]);
        return bare.ToString();
    }

    /// <summary>How long the text will be.</summary>
    public static int Length(string text)
    {
        var length = 0;
        foreach (var letter in text)
            length += OwnerOf(letter) is null ? 1 : 0;
        return length;
    }

    private static string Mark(Owned owner, string name) => (char)(None + (int)owner) + CSharpText.Escape(Bare(name));
}
