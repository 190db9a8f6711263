using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DeclarativeIL.Player.Files;

/// <summary>
/// The SHA-256 of all that a policy file says, as the library writes it: every word (but the checksum itself), and name, type, shape and
/// numbers of every tensor. It guards against accidents, not against forgers.
/// </summary>
internal static class ContentHash
{
    /// <summary>The word under which it is kept.</summary>
    public const string Name = "sha256";

    /// <summary>64 hexadecimal digits.</summary>
    public static string Of(StoredFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var keys = new List<string>(file.Words.Keys);
        keys.Remove(Name);
        keys.Sort(StringComparer.Ordinal);
        Append(hash, keys.Count);
        foreach (var key in keys)
        {
            Append(hash, key);
            Append(hash, file.Words[key]);
        }
        var tensors = new List<StoredTensor>(file.Tensors);
        tensors.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name));
        foreach (var tensor in tensors)
        {
            Append(hash, tensor.Name);
            Append(hash, tensor.Type);
            Append(hash, tensor.Shape.Length);
            foreach (var length in tensor.Shape)
                Append(hash, length);
            hash.AppendData(tensor.Bytes);
        }
        var text = new StringBuilder(64);
        foreach (var one in hash.GetHashAndReset())
            text.Append(one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
