using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>One argument of a question, as a network's input takes it.</summary>
/// <param name="Name">Its name in the question.</param>
/// <param name="Value">[n, columns], or [n] for <see cref="InputForm.Number"/>.</param>
/// <param name="Width">How many columns of the input it fills.</param>
/// <param name="Form">How it fills them.</param>
internal readonly record struct InputPart(string Name, Tensor Value, int Width, InputForm Form = InputForm.Vector)
{
    /// <summary>Throws where the argument does not fit, saying what was found and what was expected.</summary>
    public void Check(Question question, long? rows, FlatParameters parameters)
    {
        if (Form == InputForm.Number)
        {
            Backends.Torch.Check.Tensor(question, Name, Value, parameters, rows);
            return;
        }
        Backends.Torch.Check.Tensor(question, Name, Value, parameters, rows, Form == InputForm.OneHot ? 1 : Width);
        if (Form == InputForm.OneHot)
            Backends.Torch.Check.Indices(question, Name, Value, Width);
    }

    /// <summary>[n, width], a new tensor unless it is <see cref="Value"/> itself.</summary>
    public Tensor Encode() =>
        Form switch
        {
            InputForm.Number => Value.unsqueeze(1),
            InputForm.OneHot => OneHot(),
            _ => Value,
        };

    private Tensor OneHot()
    {
        using var index = Value.to(ScalarType.Int64);
        using var one = ones_like(Value);
        return zeros([Value.size(0), Width], Value.dtype, Value.device).scatter_(1, index, one);
    }
}
