using System.Buffers.Binary;
using System.Text;

namespace DeclarativeIL.Native;

/// <summary>
/// Makes one required symbol version of a shared object optional. TorchSharp's shim asks for a version of libstdc++ that Debian 12
/// and Ubuntu 22.04 lack, only because GCC 13's iostream header mentions a symbol that nothing calls; without the demand it loads.
/// </summary>
internal static class ElfShim
{
    private const ulong StringTable = 5,
        SymbolTable = 6,
        RelocationTable = 7,
        RelocationSize = 8,
        StringSize = 10,
        OldRelocations = 17,
        PltSize = 2,
        PltTable = 23,
        VersionOfSymbol = 0x6ffffff0,
        Needs = 0x6ffffffe,
        NeedCount = 0x6fffffff;
    private const int NeedEntry = 16,
        RelocationEntry = 24,
        SymbolEntry = 24,
        MostNeeds = 256,
        MostVersions = 1024;
    private const ushort Weak = 2,
        IndexMask = 0x7fff;

    /// <summary>A copy of <paramref name="stock"/> that loads where <paramref name="library"/> lacks <paramref name="version"/>.</summary>
    /// <exception cref="NativeLibraryException">It is malformed, does not ask for the version, or really uses a symbol of it.</exception>
    public static byte[] WithOptional(byte[] stock, string library, string version)
    {
        var image = new ElfImage(stock);
        var need = FindNeed(image, library, version);
        RefuseIfUsed(image, (ushort)(image.UInt16(need + 6) & IndexMask), version);
        var copy = stock.AsSpan().ToArray();
        // the loader skips a missing version that is marked weak (vna_flags)
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan((int)need + 4), (ushort)(image.UInt16(need + 4) | Weak));
        return copy;
    }

    /// <summary>The offset of the entry (Elf64_Vernaux) that asks for the version.</summary>
    private static ulong FindNeed(ElfImage image, string library, string version)
    {
        var count = image.Required(NeedCount, "number of needed versions");
        if (count > MostNeeds)
            throw ElfImage.Malformed("it needs versions of too many libraries");
        var need = image.OffsetOf(image.Required(Needs, "needed versions"), NeedEntry);
        for (ulong i = 0; i < count; i++)
        {
            if (IsNamed(image, image.UInt32(need + 4), library) && FindVersion(image, need, version) is { } found)
                return found;
            var next = image.UInt32(need + 12);
            if (next == 0)
                break;
            need += next;
        }
        throw new NativeLibraryException(
            $"TorchSharp's native library does not ask for {version} of {library}, so there is nothing to adapt."
        );
    }

    private static ulong? FindVersion(ElfImage image, ulong need, string version)
    {
        var count = image.UInt16(need + 2);
        if (count > MostVersions)
            throw ElfImage.Malformed("it needs too many versions of a library");
        var entry = need + image.UInt32(need + 8);
        for (var i = 0; i < count; i++)
        {
            image.Slice(entry, NeedEntry);
            if (IsNamed(image, image.UInt32(entry + 8), version))
                return entry;
            entry += image.UInt32(entry + 12);
        }
        return null;
    }

    /// <summary>A symbol that no relocation names is never looked up; one that is named has to exist.</summary>
    private static void RefuseIfUsed(ElfImage image, ushort index, string version)
    {
        if (image.Dynamic(OldRelocations) is not null)
            throw ElfImage.Malformed("it has relocations of a kind that x86-64 does not use");
        var versions = image.Required(VersionOfSymbol, "symbol versions");
        RefuseIfUsed(image, RelocationTable, RelocationSize, versions, index, version);
        RefuseIfUsed(image, PltTable, PltSize, versions, index, version);
    }

    private static void RefuseIfUsed(ElfImage image, ulong tableTag, ulong sizeTag, ulong versions, ushort index, string version)
    {
        if (image.Dynamic(tableTag) is not { } table)
            return;
        var size = image.Required(sizeTag, "size of its relocations");
        var start = image.OffsetOf(table, size);
        for (ulong i = 0; i < size / RelocationEntry; i++)
        {
            var symbol = image.UInt64(start + i * RelocationEntry + 8) >> 32;
            if (symbol == 0)
                continue;
            var symbolVersion = image.UInt16(image.OffsetOf(unchecked(versions + symbol * 2), 2)) & IndexMask;
            if (symbolVersion == index)
                throw new NativeLibraryException(
                    $"TorchSharp's native library calls '{NameOf(image, symbol)}' of {version}, which this system's libstdc++ lacks."
                );
        }
    }

    private static string NameOf(ElfImage image, ulong symbol)
    {
        var entry = image.OffsetOf(unchecked(image.Required(SymbolTable, "symbols") + symbol * SymbolEntry), SymbolEntry);
        var name = Name(image, image.UInt32(entry));
        var end = name.IndexOf((byte)0);
        return Encoding.ASCII.GetString(name[..Math.Min(end < 0 ? name.Length : end, 200)]);
    }

    private static bool IsNamed(ElfImage image, uint name, string expected)
    {
        var found = Name(image, name);
        return found.Length > expected.Length
            && found[expected.Length] == 0
            && found[..expected.Length].SequenceEqual(Encoding.ASCII.GetBytes(expected));
    }

    /// <summary>The string table from a name's first byte on.</summary>
    private static ReadOnlySpan<byte> Name(ElfImage image, uint name)
    {
        var size = image.Required(StringSize, "size of its names");
        var table = image.OffsetOf(image.Required(StringTable, "names"), size);
        return name < size ? image.Slice(table, size)[(int)name..] : throw ElfImage.Malformed("a name lies outside its names");
    }
}
