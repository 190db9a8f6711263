using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DeclarativeIL.Checkpoints;

/// <summary>
/// The SHA-256 of all that a safetensors file says: every word (but the checksum itself), and name, type, shape and numbers of every
/// tensor. It guards against accidents, not against forgers, who can compute a checksum too.
/// </summary>
internal static class ContentHash
{
    /// <summary>The word under which it is kept.</summary>
    public const string Name = "sha256";

    /// <summary>
    /// 64 hexadecimal digits. The order of words and tensors does not matter, so that other programs may write the file anew.
    /// </summary>
    public static string Of(SafeTensors content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var words = content
            .Metadata.Where(static word => word.Key != Name)
            .OrderBy(static word => word.Key, StringComparer.Ordinal)
            .ToList();
        Append(hash, words.Count);
        foreach (var (key, value) in words)
        {
            Append(hash, key);
            Append(hash, value);
        }
        foreach (var tensor in content.Tensors.OrderBy(static tensor => tensor.Name, StringComparer.Ordinal))
        {
            Append(hash, tensor.Name);
            Append(hash, ElementTypes.NameOf(tensor.Type));
            Append(hash, tensor.Shape.Count);
            foreach (var length in tensor.Shape)
                Append(hash, length);
            hash.AppendData(tensor.Data.Span); // as many bytes as type and shape say
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
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
