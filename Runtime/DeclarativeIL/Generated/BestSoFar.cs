using DeclarativeIL.Native;
using DeclarativeIL.Runs;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>The best epoch of a phase, and its networks as they were then.</summary>
/// <param name="networks">All networks of the phase: those that train come first.</param>
/// <param name="restores">Whether the networks are wanted back.</param>
internal sealed class BestSoFar(IReadOnlyList<FlatParameters> networks, bool restores) : IDisposable
{
    private readonly SortedDictionary<int, ParameterCopy> _copies = [];

    /// <summary>The lowest loss; infinite where there is none.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>Its epoch, counted from 1; 0 where there is none.</summary>
    public int Epoch { get; private set; }

    /// <summary>A phase begins.</summary>
    public void Begin() => (Loss, Epoch) = (double.PositiveInfinity, 0);

    /// <summary>Takes in an epoch.</summary>
    /// <param name="loss">Its loss.</param>
    /// <param name="epoch">The epoch, counted from 1.</param>
    /// <param name="least">By how much more than this it has to be lower.</param>
    /// <param name="moved">The networks that the phase moves.</param>
    public void Take(double loss, int epoch, double least, IEnumerable<int> moved)
    {
        if (!double.IsFinite(loss) || !(loss < Loss - least))
            return;
        (Loss, Epoch) = (loss, epoch);
        if (!restores)
            return;
        foreach (var index in moved)
            _copies[index] = networks[index].Copy(_copies.GetValueOrDefault(index));
    }

    /// <summary>Writes the networks back, if there was a best epoch.</summary>
    public void Restore()
    {
        if (Epoch == 0)
            return;
        foreach (var (index, copy) in _copies)
            networks[index].Restore(copy);
    }

    /// <summary>Writes all of it.</summary>
    public void Save(BinaryWriter state)
    {
        state.Write(Loss);
        state.Write(Epoch);
        state.Write(_copies.Count);
        foreach (var (index, copy) in _copies)
        {
            state.Write(index);
            Save(state, copy);
        }
    }

    /// <summary>Takes back what <see cref="Save(BinaryWriter)"/> of an equal one wrote.</summary>
    /// <exception cref="InvalidDataException">It does not fit.</exception>
    public void RestoreState(BinaryReader state)
    {
        (Loss, Epoch) = (state.ReadDouble(), state.ReadInt32());
        for (var left = state.ReadInt32(0, networks.Count, "networks of the best epoch"); left > 0; left--)
        {
            var index = state.ReadInt32(0, networks.Count - 1, "number of a network");
            Restore(state, _copies[index] = networks[index].Copy(_copies.GetValueOrDefault(index)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in _copies.Values)
            copy.Dispose();
    }

    private static void Save(BinaryWriter state, ParameterCopy copy)
    {
        if (copy.Values is float[] floats)
            state.WriteNumbers<float>(floats);
        else if (copy.Values is double[] doubles)
            state.WriteNumbers<double>(doubles);
        else if (Tensors.IsSupported)
            state.WriteTensor((Tensor)copy.Values);
        if (!Tensors.IsSupported)
            return;
        foreach (var (name, value) in copy.Statistics)
        {
            state.Write(name);
            state.WriteTensor(value);
        }
    }

    private static void Restore(BinaryReader state, ParameterCopy copy)
    {
        if (copy.Values is float[] floats)
            state.ReadFinite<float>(floats, "parameters of the best epoch");
        else if (copy.Values is double[] doubles)
            state.ReadFinite<double>(doubles, "parameters of the best epoch");
        else if (Tensors.IsSupported)
            state.ReadTensor((Tensor)copy.Values, "parameters of the best epoch");
        if (!Tensors.IsSupported)
            return;
        foreach (var (name, value) in copy.Statistics)
        {
            if (state.ReadString() is var found && found != name)
                throw new InvalidDataException($"Found the statistic '{found}' of the best epoch; expected '{name}'.");
            state.ReadTensor(value, name);
        }
    }
}
