using System.Globalization;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Native;
using DeclarativeIL.Networks;

namespace DeclarativeIL.Runs;

/// <summary>A network's parameters and running statistics (of batch normalisation, say).</summary>
/// <param name="parameters">The parameters.</param>
internal sealed class NetworkState(FlatParameters parameters) : IRestorable
{
    /// <summary>Number type, parameters and fixed standardisation, in words.</summary>
    public static string Describe(FlatParameters parameters)
    {
        var words = string.Join("; ", parameters.Slots.Select(static slot => $"{slot.Name} [{string.Join(", ", slot.Shape)}]"));
        var seen = ObservationScaler.RunningOf(parameters) is { } running
            ? string.Create(CultureInfo.InvariantCulture, $" standardized by running statistics of {running.Size} numbers")
            : ObservationScaler.Describe(parameters);
        var acts = parameters.Acts is { } scaling ? $" acts {Text(scaling.Mean)} {Text(scaling.Deviation)}" : "";
        return $"{(parameters.Placement.IsWide ? "float64" : "float32")}: {words}{seen}{acts}";
    }

    /// <summary>The same with a hash of all values, for a network that is given and never trained.</summary>
    public static string DescribeWhole(FlatParameters parameters)
    {
        using var hashed = new HashedStream(Stream.Null);
        using var buffered = new BufferedStream(hashed);
        using (var state = new BinaryWriter(buffered, System.Text.Encoding.UTF8, leaveOpen: true))
            new NetworkState(parameters).SaveState(state);
        buffered.Flush();
        return $"{Describe(parameters)}; SHA-256 {hashed.Hash()}";
    }

    /// <inheritdoc/>
    public void SaveState(BinaryWriter state)
    {
        lock (parameters.Gate)
        {
            if (parameters.IsInMemory)
                foreach (var slot in parameters.Slots)
                    state.WriteNumbers(parameters.BytesOf(slot));
            else if (Tensors.IsSupported)
                state.WriteTensor(parameters.Values);
            if (Tensors.IsSupported)
                SaveStatistics(state);
        }
    }

    /// <inheritdoc/>
    public void RestoreState(BinaryReader state)
    {
        lock (parameters.Gate)
        {
            if (parameters.IsInMemory)
                foreach (var slot in parameters.Slots)
                    Read(state, slot);
            else if (Tensors.IsSupported)
                state.ReadTensor(parameters.Values, "parameters");
            if (Tensors.IsSupported)
                RestoreStatistics(state);
        }
    }

    private static string Text(IEnumerable<double> numbers) =>
        string.Join(',', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    private void Read(BinaryReader state, ParameterSlot slot)
    {
        var bytes = new byte[parameters.BytesOf(slot).Length];
        state.ReadNumbers<byte>(bytes, slot.Name);
        parameters.WriteBytes(slot, bytes);
        if (!parameters.IsFinite(slot))
            throw new InvalidDataException($"{slot.Name}: found a number that is not finite; expected finite numbers.");
    }

    private void SaveStatistics(BinaryWriter state)
    {
        foreach (var (name, value) in parameters.CurrentStatistics())
        {
            state.Write(name);
            state.WriteTensor(value);
        }
    }

    private void RestoreStatistics(BinaryReader state)
    {
        foreach (var (name, value) in parameters.CurrentStatistics())
        {
            if (state.ReadString() is var found && found != name)
                throw new InvalidDataException($"Found the statistic '{found}'; expected '{name}'.");
            state.ReadTensor(value, name);
        }
    }
}
