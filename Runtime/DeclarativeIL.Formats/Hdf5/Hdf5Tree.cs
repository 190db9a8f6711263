using System.Numerics;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>B-trees, of both versions.</summary>
/// <remarks>Format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html, "Disk Format: Level 1A".</remarks>
internal static class Hdf5Tree
{
    private const int NodeHead = 6,
        NodeTail = 4;

    /// <summary>The children of the lowest nodes of a tree of version 1, with the key before each.</summary>
    /// <param name="source">The file.</param>
    /// <param name="address">Of the root.</param>
    /// <param name="kind">0 of groups, 1 of chunks.</param>
    /// <param name="keySize">Bytes of a key.</param>
    /// <param name="position">For messages.</param>
    public static List<(byte[] Key, long Child)> Leaves(Hdf5Source source, long address, int kind, int keySize, string position)
    {
        var (leaves, level) = (new List<(byte[], long)>(), -1);
        var nodes = new Stack<(long Address, int Level)>([(address, -1)]);
        while (nodes.TryPop(out var node))
        {
            var head = 8 + (2 * source.OffsetSize);
            var reader = new Hdf5Reader(source, source.Read(node.Address, head, position), position);
            reader.Expect("TREE"u8);
            if (reader.Byte() is var found && found != kind)
                throw reader.Wrong($"a tree of kind {found}", $"{kind}");
            level = reader.Byte();
            if (node.Level >= 0 && level != node.Level)
                throw reader.Wrong($"a node of level {level}", $"{node.Level}");
            var used = reader.Short();
            var size = (used * (keySize + source.OffsetSize)) + keySize;
            var entries = new Hdf5Reader(source, source.Read(node.Address + head, size, position), position);
            for (var i = 0; i < used; i++)
            {
                var (key, child) = (entries.Take(keySize).ToArray(), entries.Place());
                if (level == 0)
                    leaves.Add((key, child));
                else
                    nodes.Push((child, level - 1));
            }
        }
        return leaves;
    }

    /// <summary>All records of a tree of version 2.</summary>
    public static List<byte[]> Records(Hdf5Source source, long address, int kind, string position)
    {
        var size = 22 + source.OffsetSize + source.LengthSize;
        var reader = new Hdf5Reader(source, source.Read(address, size, position), position);
        reader.Expect("BTHD"u8);
        reader.Version(0, 0);
        if (reader.Byte() is var found && found != kind)
            throw reader.Wrong($"a tree of kind {found}", $"{kind}");
        var (nodeSize, recordSize, depth) = (reader.Word(), reader.Short(), reader.Short());
        reader.Skip(2);
        var (root, inRoot) = (reader.Address(), reader.Short());
        var records = new List<byte[]>();
        if (root is not { } at || inRoot == 0)
            return records;
        if (recordSize == 0 || nodeSize < NodeHead + NodeTail + recordSize || nodeSize > source.Length || depth > 64)
            throw reader.Wrong(
                $"nodes of {nodeSize} bytes, records of {recordSize}, depth {depth}",
                "nodes inside the file, of one record or more"
            );
        var counts = new Counts(source, nodeSize, recordSize, depth);
        var nodes = new Stack<(long Address, long Count, int Depth)>([(at, inRoot, depth)]);
        while (nodes.TryPop(out var node))
            Read(source, node.Address, node.Count, node.Depth, kind, nodeSize, recordSize, counts, records, nodes, position);
        return records;
    }

    private static void Read(
        Hdf5Source source,
        long address,
        long count,
        int depth,
        int kind,
        long nodeSize,
        int recordSize,
        Counts counts,
        List<byte[]> records,
        Stack<(long Address, long Count, int Depth)> nodes,
        string position
    )
    {
        var reader = new Hdf5Reader(source, source.Read(address, nodeSize, position), position);
        reader.Expect(depth == 0 ? "BTLF"u8 : "BTIN"u8);
        reader.Version(0, 0);
        if (reader.Byte() is var found && found != kind)
            throw reader.Wrong($"a node of kind {found}", $"{kind}");
        for (var i = 0L; i < count; i++)
            records.Add(reader.Take(recordSize).ToArray());
        for (var i = 0L; depth > 0 && i <= count; i++)
        {
            var (child, inChild) = (reader.Place(), reader.Number(counts.Of(depth - 1)));
            if (depth > 1)
                reader.Skip(counts.OfAll(depth - 1));
            nodes.Push((child, inChild, depth - 1));
        }
    }

    /// <summary>Bytes that numbers of records take, by depth: as many as the most records need.</summary>
    private sealed class Counts
    {
        private readonly int[] _own,
            _all;

        public Counts(Hdf5Source source, long nodeSize, int recordSize, int depth)
        {
            (_own, _all) = (new int[depth + 1], new int[depth + 1]);
            var most = (nodeSize - NodeHead - NodeTail) / recordSize;
            var all = (UInt128)most;
            (_own[0], _all[0]) = (Bytes((ulong)most), 0);
            for (var level = 1; level <= depth; level++)
            {
                var pointer = source.OffsetSize + _own[level - 1] + _all[level - 1];
                most = Math.Max(0, (nodeSize - NodeHead - NodeTail - pointer) / (recordSize + pointer));
                all = UInt128.Min(ulong.MaxValue, (((UInt128)most + 1) * all) + (UInt128)most);
                (_own[level], _all[level]) = (Bytes((ulong)most), Bytes((ulong)all));
            }
        }

        public int Of(int depth) => _own[depth];

        public int OfAll(int depth) => _all[depth];

        private static int Bytes(ulong most) => (BitOperations.Log2(most) / 8) + 1;
    }
}
