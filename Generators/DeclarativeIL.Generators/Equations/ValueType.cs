namespace DeclarativeIL.Generators.Equations;

/// <summary>The kinds of values that an equation computes with.</summary>
internal enum ValueKind
{
    /// <summary>A number: one per row, or one for all rows.</summary>
    Scalar,
    Boolean,

    /// <summary>A list of numbers per row: a difference of points.</summary>
    Vector,
    State,
    Act,

    /// <summary>A value of an enum, known when <c>Train</c> is entered or per row.</summary>
    Enumeration,

    /// <summary>A whole row of a data set; only its columns are computed with.</summary>
    Row,

    /// <summary>Something that is asked: a network or the expert.</summary>
    Player,

    /// <summary>The situation of a rollout step; only its members are computed with.</summary>
    Situation,
}

/// <summary>The type of a value in an equation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Fully qualified name of the C# type of an enumeration, row, player or situation; else empty.</param>
internal sealed record ValueType(ValueKind Kind, string Name = "")
{
    public static readonly ValueType Scalar = new(ValueKind.Scalar);
    public static readonly ValueType Boolean = new(ValueKind.Boolean);
    public static readonly ValueType Vector = new(ValueKind.Vector);
    public static readonly ValueType State = new(ValueKind.State);
    public static readonly ValueType Act = new(ValueKind.Act);

    /// <summary>Several numbers per row.</summary>
    public bool IsWide => Kind is ValueKind.Vector or ValueKind.State or ValueKind.Act;

    public override string ToString() => Name.Length == 0 ? Kind.ToString() : Name;
}
