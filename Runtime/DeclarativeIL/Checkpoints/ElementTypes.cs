using static TorchSharp.torch;

namespace DeclarativeIL.Checkpoints;

/// <summary>The number types of the format, by their names there.</summary>
internal static class ElementTypes
{
    private static readonly (string Name, ScalarType Type, int Size)[] Known =
    [
        ("F64", ScalarType.Float64, 8),
        ("F32", ScalarType.Float32, 4),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8),
        ("I32", ScalarType.Int32, 4),
        ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>Every name, as read by people.</summary>
    public static string Names => string.Join(", ", Known.Select(static known => known.Name));

    /// <summary>The name of <paramref name="type"/>.</summary>
    public static string NameOf(ScalarType type) =>
        Array.Find(Known, known => known.Type == type).Name
        ?? throw new NotSupportedException($"{type} cannot be stored; expected one of {Names}.");

    /// <summary>Type and bytes per number of a name; none where it is unknown.</summary>
    public static (ScalarType Type, int Size)? Find(string? name) =>
        Array.Find(Known, known => known.Name == name) is { Name: not null } found ? (found.Type, found.Size) : null;
}
