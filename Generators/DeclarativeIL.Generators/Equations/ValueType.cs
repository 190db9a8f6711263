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

    /// <summary>A table of numbers per row.</summary>
    Matrix,

    /// <summary>Several acts per row.</summary>
    Acts,

    /// <summary>Randomness for a question that samples.</summary>
    Draw,

    /// <summary>A whole batch, in a loss that is written over batches.</summary>
    Tensor,

    /// <summary>A value of an enum, known when <c>Train</c> is entered or per row.</summary>
    Enumeration,

    /// <summary>A whole row of a data set; only its columns are computed with.</summary>
    Row,

    /// <summary>Something that is asked: a network or the expert.</summary>
    Recipient,

    /// <summary>The situation of a rollout step; only its members are computed with.</summary>
    Situation,
}

/// <summary>The type of a value in an equation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Fully qualified name of the C# type of an enumeration, row, recipient or situation; else empty.</param>
internal sealed record ValueType(ValueKind Kind, string Name = "")
{
    public static readonly ValueType Scalar = new(ValueKind.Scalar);
    public static readonly ValueType Boolean = new(ValueKind.Boolean);
    public static readonly ValueType Vector = new(ValueKind.Vector);
    public static readonly ValueType State = new(ValueKind.State);
    public static readonly ValueType Act = new(ValueKind.Act);
    public static readonly ValueType Matrix = new(ValueKind.Matrix);
    public static readonly ValueType Acts = new(ValueKind.Acts);
    public static readonly ValueType Draw = new(ValueKind.Draw);
    public static readonly ValueType Tensor = new(ValueKind.Tensor);

    /// <summary>The kind of a network; null for all else, the expert included.</summary>
    public NetworkKind? Network => Kind == ValueKind.Recipient ? NetworkKinds.Of(Name) : null;

    /// <summary>Several numbers per row, in one dimension.</summary>
    public bool IsWide => Rank == 1;

    /// <summary>Dimensions of a row's value.</summary>
    public int Rank =>
        Kind switch
        {
            ValueKind.Vector or ValueKind.State or ValueKind.Act => 1,
            ValueKind.Matrix or ValueKind.Acts => 2,
            _ => 0,
        };

    public override string ToString() => Name.Length == 0 ? Kind.ToString() : Name;
}
