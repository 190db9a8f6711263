using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Formats.Columns;

/// <summary>What the elements of a column are.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are what is named.")]
public enum ColumnType
{
    /// <summary>Truths, a byte each.</summary>
    Boolean,

    /// <summary>Whole numbers of 8 bits.</summary>
    Int8,

    /// <summary>Whole numbers of 16 bits.</summary>
    Int16,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Whole numbers of 8 bits, none below 0: images.</summary>
    UInt8,

    /// <summary>Whole numbers of 16 bits, none below 0.</summary>
    UInt16,

    /// <summary>Whole numbers of 32 bits, none below 0.</summary>
    UInt32,

    /// <summary>Whole numbers of 64 bits, none below 0.</summary>
    UInt64,

    /// <summary>Numbers of 16 bits (IEEE 754).</summary>
    Float16,

    /// <summary>Numbers of 32 bits (IEEE 754).</summary>
    Float32,

    /// <summary>Numbers of 64 bits (IEEE 754).</summary>
    Float64,

    /// <summary>Texts, one a row.</summary>
    Text,

    /// <summary>Bytes, some a row: encoded images, for instance.</summary>
    Bytes,
}
