using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>Sizes and starting weights of a recurrent layer.</summary>
internal sealed record GatedShape
{
    public GatedShape(int inputs, int outputs, int hidden, SeedSequence seeds, ScalarType type)
    {
        Inputs = Hyperparameter.Checked(inputs, 1, int.MaxValue, nameof(inputs));
        Outputs = Hyperparameter.Checked(outputs, 1, int.MaxValue, nameof(outputs));
        Hidden = Hyperparameter.Checked(hidden, 1, int.MaxValue, nameof(hidden));
        (Seeds, Type) = (seeds ?? throw new ArgumentNullException(nameof(seeds)), Placement.Of(type, null).Type);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Hidden { get; }

    public SeedSequence Seeds { get; }

    public ScalarType Type { get; }
}

/// <summary>What layers of gates have in common: weights of all gates side by side, and a linear layer to the outputs.</summary>
internal abstract class GatedModule : MemoryModule, ITakesRows
{
    private readonly Parameter weight_ih,
        weight_hh,
        bias_ih,
        bias_hh,
        weight_out,
        bias_out;
    private readonly nn.Module<Tensor, Tensor>? encoder;

    /// <param name="shape">Sizes and starting weights.</param>
    /// <param name="gates">Gates of a unit.</param>
    /// <param name="remembered">Numbers that a unit remembers.</param>
    /// <param name="encoder">What states go through first.</param>
    protected GatedModule(GatedShape shape, int gates, int remembered, nn.Module<Tensor, Tensor>? encoder)
        : base(gates == 3 ? "Gru" : "Lstm", checked(remembered * shape.Hidden))
    {
        Hidden = shape.Hidden;
        var weights = new StartingWeights(shape.Seeds, shape.Type);
        weight_ih = weights.Uniform("weight_ih", shape.Hidden, gates * shape.Hidden, shape.Inputs);
        weight_hh = weights.Uniform("weight_hh", shape.Hidden, gates * shape.Hidden, shape.Hidden);
        bias_ih = weights.Uniform("bias_ih", shape.Hidden, gates * shape.Hidden);
        bias_hh = weights.Uniform("bias_hh", shape.Hidden, gates * shape.Hidden);
        weight_out = weights.UniformOfOutputs("weight_out", shape.Hidden, shape.Outputs, shape.Hidden);
        bias_out = weights.Zeros(shape.Outputs);
        this.encoder = encoder;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int RowSize => encoder is null ? (int)weight_ih.size(1) : (encoder as ITakesRows)?.RowSize ?? 0;

    /// <inheritdoc/>
    public string Rows => (encoder as ITakesRows)?.Rows ?? "states";

    /// <summary>Units.</summary>
    protected int Hidden { get; }

    /// <inheritdoc/>
    protected sealed override (Tensor Outputs, Tensor Memory) Steps(Tensor states, Tensor memory)
    {
        var (steps, episodes) = (states.size(0), states.size(1));
        var rows = states.reshape(steps * episodes, -1);
        if (encoder is not null)
            rows = encoder.call(rows);
        if (rows.dim() != 2 || rows.size(1) != weight_ih.size(1))
            throw new InvalidOperationException(
                $"{GetName()} takes [n, {weight_ih.size(1)}]; found [{string.Join(", ", rows.shape)}]"
                    + $"{(encoder is null ? ", the states" : ", from its encoder")}."
            );
        var inputs = nn.functional.linear(rows, weight_ih, bias_ih).view(steps, episodes, -1);
        var after = new Tensor[steps];
        for (var step = 0; step < steps; step++)
        {
            memory = Step(inputs.select(0, step), memory);
            after[step] = Shown(memory);
        }
        var outputs = nn.functional.linear(stack(after), weight_out, bias_out);
        return (outputs, memory);
    }

    /// <summary>One step.</summary>
    /// <param name="inputs">[n, gates H], the inputs' share of the gates.</param>
    /// <param name="memory">[n, m].</param>
    /// <returns>[n, m].</returns>
    protected abstract Tensor Step(Tensor inputs, Tensor memory);

    /// <summary>The share of the gates of what is remembered, [n, gates H].</summary>
    /// <param name="hidden">[n, H].</param>
    protected Tensor Recurrent(Tensor hidden) => nn.functional.linear(hidden, weight_hh, bias_hh);

    /// <summary>What outputs are made of, [n, H].</summary>
    protected abstract Tensor Shown(Tensor memory);
}

/// <summary>Gated recurrent units: r and z from input and memory, n = tanh(W x + r (U h)), h' = n + z (h - n).</summary>
internal sealed class GruModule(GatedShape shape, nn.Module<Tensor, Tensor>? encoder) : GatedModule(shape, 3, 1, encoder)
{
    /// <inheritdoc/>
    protected override Tensor Step(Tensor inputs, Tensor memory)
    {
        var (x, h) = (inputs.chunk(3, 1), Recurrent(memory).chunk(3, 1));
        var (reset, update) = (x[0].Plus(h[0]).sigmoid(), x[1].Plus(h[1]).sigmoid());
        var proposed = x[2].Plus(reset * h[2]).tanh();
        return proposed.Plus(update * (memory - proposed));
    }

    /// <inheritdoc/>
    protected override Tensor Shown(Tensor memory) => memory;
}

/// <summary>Long short-term memory: c' = f c + i g, h' = o tanh(c'), remembered as h' and c' side by side.</summary>
internal sealed class LstmModule(GatedShape shape, nn.Module<Tensor, Tensor>? encoder) : GatedModule(shape, 4, 2, encoder)
{
    /// <inheritdoc/>
    protected override Tensor Step(Tensor inputs, Tensor memory)
    {
        var gates = inputs.Plus(Recurrent(Shown(memory))).chunk(4, 1);
        var cell = (gates[1].sigmoid() * memory.narrow(1, Hidden, Hidden)).Plus(gates[0].sigmoid() * gates[2].tanh());
        return cat([gates[3].sigmoid() * cell.tanh(), cell], 1);
    }

    /// <inheritdoc/>
    protected override Tensor Shown(Tensor memory) => memory.narrow(1, 0, Hidden);
}
