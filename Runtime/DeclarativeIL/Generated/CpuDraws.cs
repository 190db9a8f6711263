using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>
/// The draws of training steps on the CPU: the same numbers as <see cref="StepDraws"/>, in columns that are written anew for each step.
/// </summary>
/// <param name="seeds">Where the run's randomness starts.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CpuDraws(SeedSequence seeds)
{
    private readonly List<Drawn> _drawn = [];
    private long _step = -1;

    /// <summary>Goes on to a step; until the next call, a draw that is asked for again is the same one.</summary>
    /// <param name="step">The step's number.</param>
    public void Begin(long step) => _step = step;

    /// <summary>One uniform number per row.</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="rows">How many rows, those of all members of an ensemble.</param>
    public CpuColumn Uniform(string parameter, int rows)
    {
        var drawn = Find(parameter);
        if (!drawn.IsOf(_step, rows, 1))
            for (var row = 0; row < rows; row++)
                drawn.Column.Set(row, drawn.Stream.UniformAt(StepDraws.At(_step, row), 0));
        return drawn.Column;
    }

    /// <summary>Standard normal numbers for each row.</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="rows">How many rows, those of all members of an ensemble.</param>
    /// <param name="width">Numbers per row.</param>
    public CpuColumn Gaussian(string parameter, int rows, int width)
    {
        var drawn = Find(parameter);
        if (!drawn.IsOf(_step, rows, width))
            for (var row = 0; row < rows; row++)
            for (var k = 0; k < width; k++)
                drawn.Column.Set(row, k, drawn.Stream.GaussianAt(StepDraws.At(_step, row), (ulong)k));
        return drawn.Column;
    }

    /// <summary>Randomness for a question that samples, or for an operation that does.</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="rows">How many rows, those of all members of an ensemble.</param>
    public CpuColumn Draw(string parameter, int rows)
    {
        var drawn = Find(parameter);
        if (!drawn.IsOf(_step, rows, 1))
            drawn.Column.Start(StepDraws.At(_step, 0));
        return drawn.Column;
    }

    private Drawn Find(string parameter)
    {
        foreach (var drawn in _drawn)
            if (drawn.Column.Name == parameter)
                return drawn;
        _drawn.Add(new(parameter, seeds.Child(parameter).Stream()));
        return _drawn[^1];
    }

    private sealed class Drawn(string parameter, RandomStream stream)
    {
        private readonly CpuRows _rows = new();
        private CpuColumn? _column;
        private long _step = -1;

        public RandomStream Stream => stream;

        public CpuColumn Column => _column ??= new(parameter, stream, _rows);

        /// <summary>Tells whether the numbers are there; if not, makes space for them.</summary>
        public bool IsOf(long step, int rows, int width)
        {
            if (step == _step && _rows.Numbers.Length == rows && Column.Width == width)
                return true;
            _step = step;
            _rows.InOrder(1, rows);
            Column.Resize(width);
            return false;
        }
    }
}
