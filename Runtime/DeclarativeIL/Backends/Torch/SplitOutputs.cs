using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// Answers of a network that differs in training, some of which train it and some of which do not (a detached view beside the
/// network itself): two passes, one in each mode.
/// </summary>
internal sealed class SplitOutputs : NetworkOutputs
{
    private readonly NetworkOutputs _trained,
        _asked;
    private readonly (bool Trains, int Place)[] _places;
    private readonly List<(string Name, Tensor Value)> _before = []; // statistics that the evaluation went by

    private SplitOutputs(NetworkOutputs trained, NetworkOutputs asked, (bool, int)[] places) =>
        (_trained, _asked, _places) = (trained, asked, places);

    /// <summary>Asks some questions.</summary>
    internal delegate NetworkOutputs Ask(ReadOnlySpan<Question> questions);

    /// <inheritdoc/>
    public override int Count => _places.Length;

    /// <inheritdoc/>
    public override Tensor this[int index] => PartOf(index, out var place)[place];

    /// <summary>Tells whether some of the questions train and others do not, and that makes a difference.</summary>
    public static bool IsNeeded(ReadOnlySpan<Question> questions, bool tellsTraining)
    {
        if (!tellsTraining)
            return false;
        for (var i = 1; i < questions.Length; i++)
            if (questions[i]?.Trains != questions[0]?.Trains)
                return true;
        return false;
    }

    /// <summary>Asks twice: first what does not train, by the running statistics that are there before the step.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="ask">Asks in one pass.</param>
    /// <param name="statistics">What the passes that train change.</param>
    public static SplitOutputs Of(ReadOnlySpan<Question> questions, Ask ask, IEnumerable<(string Name, Tensor Value)> statistics)
    {
        List<Question> trained = [],
            asked = [];
        var places = new (bool, int)[questions.Length];
        for (var i = 0; i < places.Length; i++)
        {
            if (questions[i] is null)
                throw new ArgumentException($"Question {i} is null.", nameof(questions));
            var part = questions[i].Trains ? trained : asked;
            places[i] = (questions[i].Trains, part.Count);
            part.Add(questions[i]);
        }
        var first = ask([.. asked]);
        List<(string Name, Tensor Value)> before =
        [
            .. statistics.Select(static one => (one.Name, one.Value.detach().clone().DetachFromDisposeScope())),
        ];
        try
        {
            var answers = new SplitOutputs(ask([.. trained]), first, places);
            answers._before.AddRange(before);
            return answers;
        }
        catch
        {
            first.Dispose();
            before.ForEach(static one => one.Value.Dispose());
            throw;
        }
    }

    /// <summary>The pass that answered a question, and the answer's place in it.</summary>
    public NetworkOutputs PartOf(int question, out int place)
    {
        if (question < 0 || question >= _places.Length)
            throw new ArgumentOutOfRangeException(
                nameof(question),
                question,
                $"Found question {question}; expected one of 0 to {_places.Length - 1}."
            );
        (var trains, place) = _places[question];
        return trains ? _trained : _asked;
    }

    /// <summary>Tells whether a question was answered as in evaluation by statistics that the pass beside it has changed since.</summary>
    public bool HasMoved(int question) => _before.Count > 0 && !_places[question].Trains;

    /// <summary>Computes something by the statistics that the evaluation went by; those of now are back afterwards.</summary>
    /// <remarks>On the CPU they are exchanged below autograd, which would refuse the backward pass of the step otherwise.</remarks>
    public Tensor AsBefore(IReadOnlyList<(string Name, Tensor Value)> statistics, Func<Tensor> compute)
    {
        var now = statistics.Select(static one => (one.Name, one.Value.detach().clone())).ToList();
        try
        {
            Write(_before, statistics);
            return compute();
        }
        finally
        {
            Write(now, statistics);
            now.ForEach(static one => one.Item2.Dispose());
        }
    }

    private static void Write(IReadOnlyList<(string Name, Tensor Value)> from, IReadOnlyList<(string Name, Tensor Value)> to)
    {
        using var quiet = no_grad();
        foreach (var ((_, source), (_, target)) in from.Zip(to))
            if (target.device.type == DeviceType.CPU && target.is_contiguous())
                source.bytes.CopyTo(target.bytes);
            else
                target.copy_(source);
    }

    /// <summary>Hands each gradient to the pass that it is of.</summary>
    public void Backward(INetwork network, ReadOnlySpan<Tensor?> gradients)
    {
        if (gradients.Length != _places.Length)
            throw new ArgumentException(
                $"Found {gradients.Length} gradients; expected {_places.Length}, one an answer.",
                nameof(gradients)
            );
        Tensor?[] trained = new Tensor?[_trained.Count],
            asked = new Tensor?[_asked.Count];
        for (var i = 0; i < gradients.Length; i++)
            (_places[i].Trains ? trained : asked)[_places[i].Place] = gradients[i];
        network.Backward(_trained, trained);
        network.Backward(_asked, asked);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _trained.Dispose();
        _asked.Dispose();
        _before.ForEach(static one => one.Value.Dispose());
    }
}

/// <summary>A network that may be over a module.</summary>
internal interface IModuleNetwork
{
    /// <summary>The part that needs more than one row in training; none where none does.</summary>
    string? BatchNorm { get; }

    /// <summary>Numbers that it remembers of an episode from step to step; 0 where an answer is about its row alone.</summary>
    int MemorySize => 0;
}
