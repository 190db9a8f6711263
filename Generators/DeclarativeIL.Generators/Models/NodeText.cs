using System.Globalization;
using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>The wire form of one node: a letter, its type, its operands.</summary>
internal static class NodeText
{
    public static IEnumerable<string> Write(Node node) =>
        node switch
        {
            Node.Constant constant => ["c", constant.Bits.ToString("x", CultureInfo.InvariantCulture)],
            Node.Truth truth => [truth.Value ? "t" : "f"],
            Node.EnumValue value => ["e", EquationText.Type(value.Type), EquationText.Escape(value.Member)],
            Node.Parameter parameter => ["i", EquationText.Type(parameter.Type), EquationText.Escape(parameter.Name)],
            Node.Field field => ["m", EquationText.Type(field.Type), EquationText.Number(field.Of), EquationText.Escape(field.Name)],
            Node.Ask ask =>
            [
                "q",
                EquationText.Type(ask.Type),
                EquationText.Number(ask.Recipient),
                EquationText.Escape(ask.Member),
                .. List(ask.Arguments),
            ],
            Node.Apply apply => ["a", EquationText.Type(apply.Type), EquationText.Escape(apply.Operation), .. List(apply.Arguments)],
            Node.Unary unary => ["u", EquationText.Type(unary.Type), Operator(unary.Operator), EquationText.Number(unary.Operand)],
            Node.Binary binary =>
            [
                "b",
                EquationText.Type(binary.Type),
                binary.Operator.ToString(),
                EquationText.Number(binary.Left),
                EquationText.Number(binary.Right),
            ],
            Node.Select select =>
            [
                "s",
                EquationText.Type(select.Type),
                EquationText.Number(select.Condition),
                EquationText.Number(select.WhenTrue),
                EquationText.Number(select.WhenFalse),
            ],
            Node.MakeRow row =>
            [
                "r",
                EquationText.Type(row.Type),
                EquationText.Number(row.Columns.Count),
                .. row.Columns.Select(EquationText.Escape),
                .. List(row.Values),
            ],
            _ => throw new InvalidOperationException($"No wire form for {node.GetType().Name}."),
        };

    /// <param name="before">How many nodes there are already: an operand is one of them.</param>
    public static Node Read(WordReader words, int before)
    {
        var last = before - 1;
        return words.Next() switch
        {
            "c" => new Node.Constant(words.Hex()),
            "t" => new Node.Truth(true),
            "f" => new Node.Truth(false),
            "e" => new Node.EnumValue(EquationText.ReadType(words), words.String()),
            "i" => new Node.Parameter(EquationText.ReadType(words), words.String()),
            "m" => new Node.Field(EquationText.ReadType(words), words.Int(last), words.String()),
            "q" => new Node.Ask(EquationText.ReadType(words), words.Int(last), words.String(), words.List(() => words.Int(last))),
            "a" => new Node.Apply(EquationText.ReadType(words), words.String(), words.List(() => words.Int(last))),
            "u" => new Node.Unary(EquationText.ReadType(words), ReadOperator(words), words.Int(last)),
            "b" => new Node.Binary(EquationText.ReadType(words), words.Enum<BinaryOperator>(), words.Int(last), words.Int(last)),
            "s" => new Node.Select(EquationText.ReadType(words), words.Int(last), words.Int(last), words.Int(last)),
            "r" => new Node.MakeRow(EquationText.ReadType(words), words.List(words.String), words.List(() => words.Int(last))),
            _ => throw new FormatException(),
        };
    }

    /// <summary>Operators are written by name; this one has another in the notation.</summary>
    private const string ToVector = "Displacement";

    private static string Operator(UnaryOperator @operator) => @operator == UnaryOperator.ToVector ? ToVector : @operator.ToString();

    private static UnaryOperator ReadOperator(WordReader words) =>
        words.Next() is var word && word == ToVector ? UnaryOperator.ToVector
        : Enum.TryParse<UnaryOperator>(word, out var known) && known.ToString() == word && known != UnaryOperator.ToVector ? known
        : throw new FormatException();

    private static IEnumerable<string> List(EquatableArray<int> items) =>
        new[] { EquationText.Number(items.Count) }.Concat(items.Select(EquationText.Number));
}

/// <summary>Reads words; whatever is not as expected is a <see cref="FormatException"/>.</summary>
internal sealed class WordReader(string text)
{
    private readonly string[] _words = text.Split(' ');
    private int _next;

    public bool IsAtEnd => _next >= _words.Length;

    public string Next() => _next < _words.Length ? _words[_next++] : throw new FormatException();

    public string String() => Next() is ['\'', .. var rest] ? Uri.UnescapeDataString(rest) : throw new FormatException();

    public int Int(int maximum) =>
        int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum
            ? number
            : throw new FormatException();

    public long Hex() =>
        long.TryParse(Next(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? bits
            : throw new FormatException();

    public T Enum<T>()
        where T : struct =>
        System.Enum.TryParse<T>(Next(), out var value) && System.Enum.IsDefined(typeof(T), value) ? value : throw new FormatException();

    public EquatableArray<T> List<T>(Func<T> item)
        where T : IEquatable<T>
    {
        var items = new List<T>();
        for (var count = Int(1_000_000); count > 0; count--)
            items.Add(item());
        return items.ToEquatableArray();
    }
}
