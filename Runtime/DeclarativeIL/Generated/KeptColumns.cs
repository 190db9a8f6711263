namespace DeclarativeIL.Generated;

/// <summary>The columns of a round by name, in a checkpoint.</summary>
/// <param name="columns">The columns.</param>
internal sealed class KeptColumns(Dictionary<string, IRestorable> columns) : IRestorable
{
    /// <inheritdoc/>
    public void SaveState(BinaryWriter state)
    {
        state.Write(columns.Count);
        foreach (var (name, column) in columns)
        {
            using var bytes = new MemoryStream();
            using (var own = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
                column.SaveState(own);
            state.Write(name);
            state.WriteNumbers<byte>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
    }

    /// <inheritdoc/>
    public void RestoreState(BinaryReader state)
    {
        columns.Clear();
        for (var left = state.ReadCount(1 + sizeof(int), "columns"); left > 0; left--)
        {
            var name = state.ReadString();
            var bytes = new byte[state.ReadCount(1, name)];
            state.BaseStream.ReadExactly(bytes);
            columns[name] = new UnreadColumn(bytes);
        }
    }
}

/// <summary>A column of a checkpoint before it is asked for.</summary>
/// <param name="bytes">Its state.</param>
internal sealed class UnreadColumn(byte[] bytes) : IRestorable
{
    /// <summary>Its state.</summary>
    public byte[] State => bytes;

    /// <inheritdoc/>
    public void SaveState(BinaryWriter state) => state.Write(bytes);

    /// <inheritdoc/>
    public void RestoreState(BinaryReader state) => throw new NotSupportedException();
}

/// <summary>One number a row.</summary>
internal sealed class KeptColumn : IRestorable
{
    /// <summary>[rows].</summary>
    public double[] Values { get; set; } = [];

    /// <inheritdoc/>
    public void SaveState(BinaryWriter state) => state.WriteNumbers<double>(Values);

    /// <inheritdoc/>
    public void RestoreState(BinaryReader state)
    {
        Values = new double[state.ReadCount(sizeof(double), "a column")];
        for (var i = 0; i < Values.Length; i++)
            Values[i] = state.ReadDouble();
    }
}
