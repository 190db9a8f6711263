using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>One argument of a question, as a network's input takes it.</summary>
/// <param name="Name">Its name in the question.</param>
/// <param name="Value">[n, columns], or [n] for <see cref="InputForm.Number"/>.</param>
/// <param name="Width">How many columns of the input it fills.</param>
/// <param name="Form">How it fills them.</param>
/// <param name="Code">Of acts that enter by <see cref="InputForm.Parts"/>.</param>
internal readonly record struct InputPart(string Name, Tensor Value, int Width, InputForm Form = InputForm.Vector, ActCode? Code = null)
{
    /// <summary>Throws where the argument does not fit, saying what was found and what was expected.</summary>
    public void Check(Question question, long? rows, FlatParameters parameters)
    {
        if (Form == InputForm.Number)
        {
            Backends.Torch.Check.Tensor(question, Name, Value, parameters, rows);
            return;
        }
        Backends.Torch.Check.Tensor(question, Name, Value, parameters, rows, Code?.Width ?? (Form == InputForm.OneHot ? 1 : Width));
        if (Form == InputForm.OneHot)
            Backends.Torch.Check.Indices(question, Name, Value, Width);
        foreach (var piece in Code?.Pieces ?? [])
            if (piece.Choices > 0)
            {
                using var choice = Value.narrow(1, piece.Offset, 1);
                Backends.Torch.Check.Indices(question, Name, choice, piece.Choices);
            }
    }

    /// <summary>[n, width], a new tensor unless it is <see cref="Value"/> itself.</summary>
    public Tensor Encode() =>
        Form switch
        {
            InputForm.Number => Value.unsqueeze(1),
            InputForm.OneHot => OneHot(Value, Width),
            InputForm.Parts => EncodeParts(),
            _ => Value,
        };

    private Tensor EncodeParts()
    {
        using var scope = NewDisposeScope();
        var pieces = new List<Tensor>();
        foreach (var piece in Code!.Pieces)
        {
            var numbers = Value.narrow(1, piece.Offset, piece.Count);
            pieces.Add(piece.Choices > 0 ? OneHot(numbers, piece.Choices) : numbers);
        }
        return cat(pieces, 1).MoveToOuterDisposeScope();
    }

    private static Tensor OneHot(Tensor choices, int count)
    {
        using var index = choices.to(ScalarType.Int64);
        using var one = ones_like(choices);
        return zeros([choices.size(0), count], choices.dtype, choices.device).scatter_(1, index, one);
    }
}
