using System.Text.Json;

namespace DeclarativeIL.Checkpoints;

/// <summary>Reads a header that may be hostile: whatever it says is held against the number of bytes that are really there.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="data">The bytes behind the header.</param>
internal sealed class SafeTensorsHeader(string path, byte[] data)
{
    private const int MostDimensions = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public SafeTensors Parse(byte[] header)
    {
        if (header.Length == 0 || header[0] != '{')
            throw Wrong("a header that does not start with '{'", "a JSON object");
        try
        {
            using var json = JsonDocument.Parse(header, Strict);
            return Read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter: text that is not UTF-8
        {
            throw new CheckpointException(
                path,
                $"a header that is not JSON ({error.Message.TrimEnd('.')})",
                "a JSON object without duplicate names",
                error
            );
        }
    }

    private SafeTensors Read(JsonElement root)
    {
        var metadata = new Dictionary<string, string>();
        var entries = new List<(long Start, long End, StoredTensor Tensor)>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == SafeTensors.MetadataName)
                ReadMetadata(property.Value, metadata);
            else
                entries.Add(ReadEntry(property.Name, property.Value));
        }
        entries.Sort(static (x, y) => (x.Start, x.End).CompareTo((y.Start, y.End)));
        long reached = 0;
        foreach (var (start, end, tensor) in entries)
        {
            if (start != reached)
                throw Wrong(
                    $"tensor '{tensor.Name}' starting at byte {start} of the numbers",
                    $"byte {reached}, where the one before ends"
                );
            reached = end;
        }
        if (reached != data.Length)
            throw Wrong($"{data.Length} bytes of numbers", $"{reached}, where the last tensor ends");
        return new SafeTensors([.. entries.Select(static entry => entry.Tensor)], metadata);
    }

    private void ReadMetadata(JsonElement value, Dictionary<string, string> metadata)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Wrong($"metadata of kind {value.ValueKind}", "an object of words");
        foreach (var property in value.EnumerateObject())
            metadata[property.Name] =
                property.Value.ValueKind == JsonValueKind.String
                    ? property.Value.GetString()!
                    : throw Wrong($"metadata '{property.Name}' of kind {property.Value.ValueKind}", "a word");
    }

    private (long Start, long End, StoredTensor Tensor) ReadEntry(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Wrong($"tensor '{name}' of kind {value.ValueKind}", "an object");
        var word = value.TryGetProperty("dtype", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        var element = ElementTypes.Find(word) ?? throw Wrong($"tensor '{name}' of type '{word}'", $"one of {ElementTypes.Names}");
        var shape = ReadNumbers(name, value, "shape", MostDimensions);
        var offsets = ReadNumbers(name, value, "data_offsets", 2);
        if (offsets.Length != 2 || offsets[0] > offsets[1] || offsets[1] > data.Length)
            throw Wrong(
                $"tensor '{name}' at bytes [{string.Join(", ", offsets)}]",
                $"a start and an end not before it, within {data.Length} bytes"
            );
        var (start, end) = (offsets[0], offsets[1]);
        if (Product(shape, element.Size) != end - start)
            throw Wrong($"tensor '{name}', {word} [{string.Join(", ", shape)}], with {end - start} bytes", "as many as the shape needs");
        return (start, end, new StoredTensor(name, element.Type, shape, data.AsMemory((int)start, (int)(end - start))));
    }

    private long[] ReadNumbers(string name, JsonElement value, string property, int most)
    {
        if (!value.TryGetProperty(property, out var array) || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > most)
            throw Wrong($"tensor '{name}' without a proper {property}", $"an array of at most {most} whole numbers");
        var numbers = new List<long>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
                throw Wrong($"'{item.GetRawText()}' in {property} of tensor '{name}'", "a whole number that is not negative");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>Bytes of a shape; -1 where they cannot be counted in 64 bits.</summary>
    private static long Product(long[] shape, long size)
    {
        foreach (var length in shape)
            if (Math.BigMul(size, length, out size) != 0 || size < 0)
                return -1;
        return size;
    }

    private CheckpointException Wrong(string found, string expected) => new(path, found, expected);
}
