using static TorchSharp.torch;

namespace DeclarativeIL.Checkpoints;

/// <summary>A number type of the format, under TorchSharp's name.</summary>
internal enum ElementType
{
    Float64,
    Float32,
    Float16,
    BFloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    Byte,
    Bool,
}

/// <summary>The number types of the format, by their names there.</summary>
internal static class ElementTypes
{
    private static readonly (string Name, ElementType Type, int Size)[] Known =
    [
        ("F64", ElementType.Float64, 8),
        ("F32", ElementType.Float32, 4),
        ("F16", ElementType.Float16, 2),
        ("BF16", ElementType.BFloat16, 2),
        ("I64", ElementType.Int64, 8),
        ("I32", ElementType.Int32, 4),
        ("I16", ElementType.Int16, 2),
        ("I8", ElementType.Int8, 1),
        ("U8", ElementType.Byte, 1),
        ("BOOL", ElementType.Bool, 1),
    ];

    /// <summary>Every name, as read by people.</summary>
    public static string Names => string.Join(", ", Known.Select(static known => known.Name));

    /// <summary>The name of <paramref name="type"/>.</summary>
    public static string NameOf(ElementType type) => Array.Find(Known, known => known.Type == type).Name;

    /// <summary>Type and bytes per number of a name; none where it is unknown.</summary>
    public static (ElementType Type, int Size)? Find(string? name) =>
        Array.Find(Known, known => known.Name == name) is { Name: not null } found ? (found.Type, found.Size) : null;

    /// <summary>The type of a tensor.</summary>
    /// <exception cref="NotSupportedException">The format has none for it.</exception>
    public static ElementType Of(ScalarType type) =>
        type switch
        {
            ScalarType.Float64 => ElementType.Float64,
            ScalarType.Float32 => ElementType.Float32,
            ScalarType.Float16 => ElementType.Float16,
            ScalarType.BFloat16 => ElementType.BFloat16,
            ScalarType.Int64 => ElementType.Int64,
            ScalarType.Int32 => ElementType.Int32,
            ScalarType.Int16 => ElementType.Int16,
            ScalarType.Int8 => ElementType.Int8,
            ScalarType.Byte => ElementType.Byte,
            ScalarType.Bool => ElementType.Bool,
            _ => throw new NotSupportedException($"{type} cannot be stored; expected one of {Names}."),
        };

    /// <summary>The type of a tensor that holds such numbers.</summary>
    public static ScalarType OfTensor(ElementType type) => Enum.Parse<ScalarType>(type.ToString());
}
