using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>Makes modules that remember.</summary>
public static class Memory
{
    /// <summary>
    /// A layer of gated recurrent units (Cho et al. 2014, as in PyTorch's <c>GRU</c>), and a linear layer to the outputs.
    /// </summary>
    /// <param name="inputs">Numbers of a state, or what the encoder makes of one.</param>
    /// <param name="outputs">Numbers that the network needs: for a <c>CategoricalPolicy</c> one a choice.</param>
    /// <param name="hidden">Units, 1 or more; all that it remembers.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="encoder">What states go through first, [n, s] -> [n, inputs]; none takes them as they are.</param>
    /// <param name="type">Float32 or Float64.</param>
    public static MemoryModule Gru(
        int inputs,
        int outputs,
        int hidden,
        SeedSequence seeds,
        nn.Module<Tensor, Tensor>? encoder = null,
        ScalarType type = ScalarType.Float32
    ) => new GruModule(new(inputs, outputs, hidden, seeds, type), encoder);

    /// <summary>
    /// A layer of long short-term memory (Hochreiter, Schmidhuber 1997, as in PyTorch's <c>LSTM</c>), and a linear layer to the outputs.
    /// </summary>
    /// <param name="inputs">Numbers of a state, or what the encoder makes of one.</param>
    /// <param name="outputs">Numbers that the network needs: for a <c>CategoricalPolicy</c> one a choice.</param>
    /// <param name="hidden">Units, 1 or more; it remembers two numbers of each.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="encoder">What states go through first, [n, s] -> [n, inputs]; none takes them as they are.</param>
    /// <param name="type">Float32 or Float64.</param>
    public static MemoryModule Lstm(
        int inputs,
        int outputs,
        int hidden,
        SeedSequence seeds,
        nn.Module<Tensor, Tensor>? encoder = null,
        ScalarType type = ScalarType.Float32
    ) => new LstmModule(new(inputs, outputs, hidden, seeds, type), encoder);
}
