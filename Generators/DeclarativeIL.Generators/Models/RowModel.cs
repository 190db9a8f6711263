using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>What a column of a row holds.</summary>
internal enum RowColumnKind
{
    /// <summary>A State or an Act, which is made of memory of numbers.</summary>
    Point,

    /// <summary>Several acts.</summary>
    Acts,

    /// <summary>double[].</summary>
    Doubles,

    /// <summary>float[].</summary>
    Singles,

    /// <summary>Memory of double.</summary>
    DoubleMemory,

    /// <summary>Memory of float.</summary>
    SingleMemory,

    /// <summary>A number, or a member of an enum.</summary>
    Number,

    /// <summary>A truth.</summary>
    Truth,
}

/// <summary>A column of a row type.</summary>
/// <param name="Name">The property, as C# writes it.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Underlying">Of an enum, the type of its numbers; of any other, <paramref name="Type"/>.</param>
internal sealed record RowColumnModel(string Name, RowColumnKind Kind, string Type, string Underlying);

/// <summary>A type that is marked as a row, and whose columns can be read and made without reflection.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name and those of the types around it, joined by dots.</param>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Columns">Its positional parameters.</param>
internal sealed record RowModel(string Namespace, string Name, string Type, EquatableArray<RowColumnModel> Columns)
{
    /// <summary>The name of its file.</summary>
    public string HintName => $"{(Namespace.Length == 0 ? "" : Namespace + ".")}{Name}.Row.g.cs";
}
