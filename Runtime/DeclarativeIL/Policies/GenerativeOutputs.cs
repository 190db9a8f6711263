using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>One forward pass of a <see cref="GenerativePolicy"/>: its answers, and those of the network inside.</summary>
internal sealed class GenerativeOutputs : NetworkOutputs
{
    private readonly Rounding _rounding;
    private readonly Tensor?[] _answers;
    private readonly int?[] _places;
    private readonly List<Tensor> _owned = [];
    private NetworkOutputs? _field;

    public GenerativeOutputs(GenerativePolicy owner, ReadOnlySpan<Question> questions)
    {
        (Owner, _rounding) = (owner, new(owner.Parameters.Type));
        Questions = _rounding.Of(questions);
        (_answers, _places) = (new Tensor?[questions.Length], new int?[questions.Length]);
        for (int i = 0, place = 0; i < _places.Length; i++)
            if (Questions[i] is null)
                throw new ArgumentException($"Question {i} is null.", nameof(questions));
            else if (Questions[i] is not SampleQuestion)
                _places[i] = place++;
    }

    public GenerativePolicy Owner { get; }

    public Question[] Questions { get; }

    /// <summary>What the network inside was asked once.</summary>
    public NetworkOutputs Field => _field!;

    /// <inheritdoc/>
    public override int Count => _answers.Length;

    /// <inheritdoc/>
    public override Tensor this[int index] => _answers[index]!;

    /// <summary>The place of a question among those to the network; none of a sample, which asks step by step.</summary>
    public int? Place(int index) => _places[index];

    /// <summary>Frees a tensor with the pass.</summary>
    public Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    public void Take(NetworkOutputs field) => _field = field;

    public void Set(int index, Tensor answer) => _answers[index] = answer;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var answer in _answers)
            answer?.Dispose();
        foreach (var tensor in _owned)
            tensor.Dispose();
        _field?.Dispose();
        _rounding.Dispose();
    }
}
