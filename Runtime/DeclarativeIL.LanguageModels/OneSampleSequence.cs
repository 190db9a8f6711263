using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>A language model asked about one prompt at a time: slow, and meant to be.</summary>
internal sealed class OneSampleSequence(SequencePolicy network) : Policy
{
    /// <inheritdoc/>
    public override double LogProb(Act action, State state) => network.LogProb([action], [state])[0];

    /// <inheritdoc/>
    public override Vector LogProb(Acts actions, State state) => new(actions.Select(action => LogProb(action, state)).ToArray());

    /// <inheritdoc/>
    public override Act Sample(State state, Draw draw)
    {
        var stream = draw.Stream();
        stream.Position = draw.Row; // row 0 of the call draws at the places (Row, 0), (Row, 1), ...
        return network.Sample([state], stream)[0];
    }

    /// <inheritdoc/>
    public override double SquaredWeights
    {
        get
        {
            using var scope = NewDisposeScope();
            return DeviceTransfer.Download(network.Parameters.Values.dot(network.Parameters.Values))[0];
        }
    }
}
