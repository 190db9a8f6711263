using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>Acts of a head with a network inside, for one call at a time; nothing is allocated from the second call on.</summary>
/// <param name="kernels">The network with weights and buffers of its own; none where it needs tensors.</param>
/// <param name="equations">The head.</param>
/// <param name="layout">Where its column is.</param>
/// <param name="stateSize">Numbers of a state.</param>
internal sealed class GenerativeActing(CpuActing? kernels, FieldEquations equations, HeadLayout layout, int stateSize)
{
    private readonly FieldRows _rows = new(equations, layout);
    private float[] _input = [];
    private int _count;

    public CpuActing? Kernels => kernels;

    /// <summary>[rows, a], to be filled with what the network answers.</summary>
    public Span<double> Answers => _rows.Answers;

    private int Inputs => stateSize + layout.Act + 1;

    /// <summary>Begins samples in states.</summary>
    public void Begin(ReadOnlySpan<float> states, int count, RandomStream random)
    {
        _count = count;
        if (_input.Length < count * Inputs)
            _input = new float[count * Inputs];
        for (var row = 0; row < count; row++)
            states.Slice(row * stateSize, stateSize).CopyTo(_input.AsSpan(row * Inputs));
        _rows.Open(count);
        _rows.Draw(HeadMember.Sample, random);
        _rows.Start();
    }

    /// <summary>What a step asks the network.</summary>
    /// <returns>[rows, s + a + 1].</returns>
    public ReadOnlySpan<float> Ask(int step)
    {
        _rows.AskForStep(step);
        for (var row = 0; row < _count; row++)
        {
            var besides = _input.AsSpan((row * Inputs) + stateSize, layout.Act + 1);
            for (var k = 0; k < layout.Act; k++)
                besides[k] = (float)_rows.Points[(row * layout.Act) + k];
            besides[^1] = (float)_rows.Times[row];
        }
        return _input.AsSpan(0, _count * Inputs);
    }

    /// <summary>A step, by <see cref="Answers"/>.</summary>
    public void Step() => _rows.Step();

    /// <summary>Writes the acts, when all steps are done.</summary>
    public void Store(ActUnits units, Span<float> actions, bool isClipped)
    {
        var acts = _rows.End();
        units.ToEnvironment(acts);
        for (var i = 0; i < acts.Length; i++)
            actions[i] = isClipped ? units[i].Clip(acts[i]) : (float)acts[i];
    }
}
