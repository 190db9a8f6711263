namespace DeclarativeIL.Backends.Cpu;

/// <summary>Several forward passes with the same parameters, each of which waits for its own backward pass.</summary>
internal sealed unsafe partial class CpuPerceptron<T>
{
    private Pass? _present;

    /// <summary>A pass with buffers of its own.</summary>
    public Pass NewPass() => new(_results.Length, _arguments.Length);

    /// <summary>Goes on with a pass: until another one is taken, everything is about its rows.</summary>
    public void Use(Pass pass)
    {
        if (ReferenceEquals(_present, pass))
            return;
        _present?.Exchange(this);
        pass.Exchange(this);
        _present = pass;
    }

    /// <summary>The activations that a forward pass keeps for its backward pass, while another one is in use.</summary>
    /// <param name="results">How many layers keep their results.</param>
    /// <param name="arguments">How many layers may keep what they were applied to.</param>
    public sealed class Pass(int results, int arguments)
    {
        private readonly AlignedBuffer<T>?[] _results = new AlignedBuffer<T>?[results],
            _arguments = new AlignedBuffer<T>?[arguments];
        private AlignedBuffer<T>? _input,
            _outputs,
            _outputGradient;
        private CpuSplit _split;
        private int _rows = -1;

        /// <summary>Swaps the buffers kept here with those in use.</summary>
        internal void Exchange(CpuPerceptron<T> with)
        {
            for (var i = 0; i < with._results.Length; i++)
                (_results[i], with._results[i]) = (with._results[i], _results[i]);
            for (var i = 0; i < with._arguments.Length; i++)
                (_arguments[i], with._arguments[i]) = (with._arguments[i], _arguments[i]);
            (_input, with._input) = (with._input, _input);
            (_outputs, with._outputs) = (with._outputs, _outputs);
            (_outputGradient, with._outputGradient) = (with._outputGradient, _outputGradient);
            (_split, with._split) = (with._split, _split);
            (_rows, with._rows) = (with._rows, _rows);
        }
    }
}
