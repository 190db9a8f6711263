using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>One forward pass of a <see cref="BodyNetwork"/>.</summary>
internal sealed class BodyOutputs(
    BodyNetwork owner,
    Question[] questions,
    Rounding rounding,
    IReadOnlyList<InputPart>?[] parts,
    InputBatch batch
) : NetworkOutputs
{
    private readonly Tensor?[] _answers = new Tensor?[questions.Length];

    public BodyNetwork Owner => owner;

    public Question[] Questions => questions;

    /// <summary>The arguments of each question; none where it is not about an input.</summary>
    public IReadOnlyList<InputPart>?[] Parts => parts;

    public InputBatch Batch => batch;

    /// <summary>The result of the body for <see cref="InputBatch.Input"/>.</summary>
    public BodyPass? Pass { get; set; }

    /// <inheritdoc/>
    public override int Count => questions.Length;

    /// <inheritdoc/>
    public override Tensor this[int index] => _answers[index]!;

    public void Set(int index, Tensor answer) => _answers[index] = answer;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var answer in _answers)
            answer?.Dispose();
        Pass?.Dispose();
        batch.Dispose();
        rounding.Dispose();
    }
}

/// <summary>The gradient with respect to the outputs of a pass, added up from those of its answers.</summary>
internal sealed class OutputGradient(BodyOutputs pass) : IDisposable
{
    private bool _shared;

    /// <summary>[n, out]; none while nothing was added.</summary>
    public Tensor? Total { get; private set; }

    /// <summary>Adds the gradient of an answer, [rows] or [rows, out].</summary>
    public void Add(int question, Tensor gradient)
    {
        var rows = pass.Batch.Rows[question];
        var columns = gradient.dim() == 1 ? gradient.unsqueeze(1) : gradient.alias();
        if (Total is null && rows.IsAll)
        {
            (Total, _shared) = (columns, true); // nothing is copied where one question is about all rows
            return;
        }
        using (columns)
        {
            var before = Total;
            if (before is null || _shared)
            {
                Total = before?.clone() ?? zeros_like(pass.Pass!.Output);
                before?.Dispose();
                _shared = false;
            }
            using var view = rows.IsAll ? null : rows.Of(Total!);
            (view ?? Total!).add_(columns, Alpha.One);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Total?.Dispose();
}
