using System.ComponentModel;
using DeclarativeIL.Native;
using DeclarativeIL.Training;
using TorchSharp;

namespace DeclarativeIL.Generated;

[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class TrainingMonitor
{
    /// <inheritdoc/>
    /// <remarks>
    /// A run that was stopped within an epoch leaves finite parameters: those of its last step, or else the last good ones.
    /// </remarks>
    public void Dispose()
    {
        _asking.Dispose();
        if (_isOpen && !IsGood())
            Restore();
        foreach (var kept in _good)
            kept.Dispose();
        _losses.Dispose();
        _metrics.Dispose();
        _heldLosses?.Dispose();
        _heldMetrics?.Dispose();
        foreach (var parameters in _parameters)
            parameters.IsTraining = false;
        _noise.Dispose();
    }

    /// <summary>Marks parameters as being trained; of two runs at once each would undo the other's steps.</summary>
    private static FlatParameters[] Claim(IReadOnlyList<FlatParameters> parameters)
    {
        var claimed = new List<FlatParameters>();
        foreach (var flat in parameters.Distinct())
        {
            lock (flat.Gate)
                if (!flat.IsTraining)
                {
                    flat.IsTraining = true;
                    claimed.Add(flat);
                    continue;
                }
            claimed.ForEach(static one => one.IsTraining = false);
            throw new InvalidOperationException("A network of this run is being trained by another run; expected one run at a time.");
        }
        return [.. claimed];
    }

    /// <summary>Tells whether what has gathered since the last epoch is finite.</summary>
    private bool IsGood()
    {
        if (Tensors.IsSupported && Array.Exists(_parameters, static parameters => parameters.Device.type == DeviceType.META))
            return true; // shapes alone, without numbers
        if (!_losses.IsFinite())
            return false;
        for (var i = 0; i < _parameters.Length; i++)
            if (!_parameters[i].IsFinite() || _good[i].Fault(_parameters[i]) is not null)
                return false;
        return true;
    }

    private void SaveFinite(int epoch)
    {
        for (var i = 0; i < _parameters.Length; i++)
            if (!_parameters[i].IsFinite())
                throw Failed(
                    $"A parameter is not finite after epoch {epoch} of round {_round}, step {_steps}; try a smaller learning rate."
                );
        for (var i = 0; i < _parameters.Length; i++)
            if (_good[i].Fault(_parameters[i]) is { } name)
                throw Failed($"Buffer {name} of a module is not finite after epoch {epoch} of round {_round}, step {_steps}.");
        for (var i = 0; i < _parameters.Length; i++)
            _good[i] = _parameters[i].Copy(_good[i]);
        _isOpen = false;
    }

    private NonFiniteLossException Failed(string message)
    {
        Restore();
        return new(message);
    }

    private void Restore()
    {
        for (var i = 0; i < _parameters.Length; i++)
            _parameters[i].Restore(_good[i]);
        _isOpen = false;
    }
}
