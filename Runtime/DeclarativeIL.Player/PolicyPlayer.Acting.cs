using DeclarativeIL.Player.Heads;

namespace DeclarativeIL.Player;

/// <content>What becomes of outputs.</content>
public sealed partial class PolicyPlayer
{
    private void Act(ReadOnlySpan<float> state, Span<float> action, DrawStream? draws)
    {
        if (state.Length != StateSize)
            throw new ArgumentException($"Found {state.Length} numbers; expected {StateSize}, the size of a state.", nameof(state));
        if (action.Length != ActionSize)
            throw new ArgumentException($"Found room for {action.Length} numbers; expected {ActionSize}.", nameof(action));
        for (var i = 0; i < state.Length; i++)
            if (float.IsNaN(state[i]) || float.IsInfinity(state[i]))
                throw new ArgumentException($"The state, component {i}, is {state[i]}; expected a finite number.", nameof(state));
        _network.Answer(state, _outputs);
        for (var i = 0; i < _outputs.Length; i++)
            if (double.IsNaN(_outputs[i]) || double.IsInfinity(_outputs[i]))
                throw new InvalidOperationException(
                    $"The network's output, component {i % (int)_head.Outputs}, is {_outputs[i]}; expected a finite number."
                );
        var sampling = draws is not null && _head.Draws ? draws : null;
        if (_each.Length == 0)
            Write(0, state, sampling);
        else if (_head.Choices > 0)
            Mix(state, draws);
        else if (sampling is not null)
            Write(sampling.NextInt(Members), state, sampling);
        else
            Together(state);
        for (var i = 0; i < action.Length; i++)
            action[i] = sampling is null ? _components[i].Clipped(_act[i]) : (float)_act[i];
    }

    private HeadRow Row(int member, ReadOnlySpan<float> state) =>
        new(_outputs.AsSpan(member * (int)_head.Outputs, (int)_head.Outputs), _free[member], state);

    /// <summary>An act of one member, in the environment's units.</summary>
    private void Write(int member, ReadOnlySpan<float> state, DrawStream? draws)
    {
        if (draws is null)
            _head.Mode(Row(member, state), _act);
        else
            _head.Sample(Row(member, state), _act, draws);
        for (var i = 0; i < _act.Length; i++)
            _act[i] = _components[i].Mapped(_act[i]);
    }

    /// <summary>The mean of the members' numbers; of their choices the one of most members, of equals the first.</summary>
    private void Together(ReadOnlySpan<float> state)
    {
        for (var member = 0; member < Members; member++)
        {
            Write(member, state, null);
            _act.CopyTo(_each, member * _act.Length);
        }
        for (var i = 0; i < _act.Length; i++)
            _act[i] = _components[i].IsNumber ? MeanOf(i) : MostChosen(i);
    }

    private double MeanOf(int place)
    {
        var sum = 0.0;
        for (var member = 0; member < Members; member++)
            sum += _each[(member * _act.Length) + place];
        return sum / Members;
    }

    private double MostChosen(int place)
    {
        var (best, most) = (0.0, 0);
        for (var member = 0; member < Members; member++)
        {
            var (choice, votes) = (_each[(member * _act.Length) + place], 0);
            for (var other = 0; other < Members; other++)
                votes += _each[(other * _act.Length) + place] == choice ? 1 : 0;
            if (votes > most || (votes == most && choice < best))
                (best, most) = (choice, votes);
        }
        return best;
    }

    /// <summary>A choice by the mean of the members' probabilities.</summary>
    private void Mix(ReadOnlySpan<float> state, DrawStream? draws)
    {
        Span<double> logs = _each.AsSpan(0, _head.Choices),
            mixed = _each.AsSpan(_head.Choices);
        mixed.Clear();
        for (var member = 0; member < Members; member++)
        {
            _head.LogProbs(Row(member, state), logs);
            for (var i = 0; i < logs.Length; i++)
                mixed[i] += Math.Exp(logs[i]);
        }
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = Math.Log(mixed[i]); // up to a constant, which no choice sees
        _act[0] = Choice.Of(mixed, draws);
    }
}
