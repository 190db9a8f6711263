namespace DeclarativeIL.Generated;

/// <content>The transitions in a checkpoint.</content>
public sealed partial class RolloutBuffer : IRestorable
{
    void IRestorable.SaveState(BinaryWriter state)
    {
        state.Write(Steps);
        state.WriteNumbers(Ends);
        state.WriteNumbers(Environment);
        Rows.SaveRows(state, 0);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        var steps = state.ReadInt32();
        var ends = new bool[state.ReadCount(sizeof(bool), "ends of episodes")];
        state.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(ends.AsSpan()));
        state.CheckLeft((long)ends.Length * sizeof(int), "environments of rows");
        var environment = new int[ends.Length];
        state.ReadNumbers<int>(environment, "environments of rows");
        if (Array.Exists(environment, one => one < 0 || one >= Environments))
            throw new InvalidDataException($"Found a row of no environment; expected numbers from 0 to {Environments - 1}.");
        Rows.RestoreRows(state, 0);
        if (Rows.Count != ends.Length)
            throw new InvalidDataException($"Found {Rows.Count} rows; expected {ends.Length}.");
        (Steps, _ends, _environment) = (steps, ends, environment);
    }
}
