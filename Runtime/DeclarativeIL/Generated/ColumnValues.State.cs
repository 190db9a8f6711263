namespace DeclarativeIL.Generated;

/// <content>The numbers in a checkpoint.</content>
public sealed partial class ColumnValues : IRestorable
{
    void IRestorable.SaveState(BinaryWriter state)
    {
        state.Write(_rows);
        state.Write(_columns);
        state.WriteNumbers<double>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values));
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        (_rows, _columns) = (state.ReadInt32(), state.ReadInt32());
        _values.Clear();
        for (var left = state.ReadCount(sizeof(double), "a column"); left > 0; left--)
            _values.Add(state.ReadDouble());
    }
}
