namespace DeclarativeIL.Benchmarks.Files;

/// <summary>What was loaded from a changed file.</summary>
/// <param name="Content">All of it in a word, to be compared with the original's.</param>
/// <param name="Fault">What is not valid in it; none where all is.</param>
/// <param name="NativeBytes">Bytes that were allocated where .NET does not count.</param>
internal readonly record struct Loaded(string Content, string? Fault, long NativeBytes = 0);

/// <summary>A file that the library reads.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Path">Where; other files that belong to it lie beside it.</param>
/// <param name="Original">Its bytes.</param>
/// <param name="Load">Reads it and what belongs to it; nothing where it was refused without an exception.</param>
/// <param name="IsRefusal">Whether an exception is the documented one.</param>
/// <param name="Reseal">Of our own formats: writes the right checksum into changed bytes.</param>
internal sealed record FileSubject(
    string Name,
    string Path,
    byte[] Original,
    Func<string, Loaded?> Load,
    Func<Exception, bool> IsRefusal,
    Func<byte[], byte[]>? Reseal
)
{
    /// <summary>Whether the format is our own, and has a checksum.</summary>
    public bool IsOurs => Reseal is not null;
}
