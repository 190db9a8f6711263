using System.Globalization;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>Scratch memory of a method: each vector has a place of its own, whichever loop it is computed in.</summary>
/// <param name="owner">C# for the object that holds it.</param>
internal sealed class Scratch(string owner)
{
    private int _next,
        _computed;

    /// <summary>C# for memory of a size.</summary>
    public string Next(string size) => $"{owner}.Scratch({(_next++).ToString(CultureInfo.InvariantCulture)}, {size})";

    /// <summary>C# for a column that is written anew for each batch, of a batch.</summary>
    public string Column() => $"{owner}.Computed({(_computed++).ToString(CultureInfo.InvariantCulture)})";
}
