namespace DeclarativeIL.Generators.Printing;

/// <summary>A C# expression with the rank of its outermost operator, so that parentheses stand only where they must.</summary>
internal readonly record struct Code(string Text, int Rank)
{
    public const int Primary = 100,
        Prefix = 90,
        Product = 80,
        Sum = 70,
        Comparison = 60,
        Equality = 55,
        Conjunction = 50,
        Disjunction = 45,
        Choice = 10;

    /// <summary>How long the text will be, marks taken off.</summary>
    public int Length => Identifiers.Length(Text);

    public static Code Atom(string text) => new(text, Primary);

    /// <summary>The text, in parentheses if its operator binds less than <paramref name="rank"/>.</summary>
    public string In(int rank) => Rank < rank ? "(" + Text + ")" : Text;

    /// <summary>A left-associative operator.</summary>
    public static Code Infix(Code left, string @operator, Code right, int rank) =>
        new($"{left.In(rank)} {@operator} {right.In(rank + 1)}", rank);

    public static Code Negative(Code operand) => new("-" + operand.In(Primary), Prefix);

    public static Code Call(string method, params string[] arguments) => Atom($"{method}({string.Join(", ", arguments)})");

    public Code Then(string member) => Atom(In(Primary) + member);

    public override string ToString() => Text;
}
