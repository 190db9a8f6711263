using System.Globalization;
using DeclarativeIL.Checkpoints;

namespace DeclarativeIL.Policies;

/// <summary>A policy in a file: its parameters by name, in words what they mean, and a checksum over all of it.</summary>
/// <remarks>Files of version 1 have no checksum: they are read if their numbers are finite and fit, and are not verified.</remarks>
internal sealed partial class PolicyCheckpoint
{
    private readonly string _path;
    private readonly SafeTensors _stored;

    /// <summary>Reads a file that must hold a policy of that kind.</summary>
    public PolicyCheckpoint(string path, string kind)
    {
        _path = path;
        _stored = SafeTensors.Read(path);
        IsVerified = Verify();
        Expect("kind", kind);
        foreach (var tensor in _stored.Tensors)
            if (!tensor.IsFinite())
                throw new CheckpointException(_path, $"a number in tensor '{tensor.Name}' that is not finite", "finite numbers");
    }

    /// <summary>True if the file has a checksum, which is then its own; older files have none.</summary>
    public bool IsVerified { get; }

    /// <summary>The number type of the first tensor, which is every parameter's.</summary>
    public ElementType Type =>
        _stored.Tensors.FirstOrDefault(static one => !StoredScaling.IsTensor(one.Name))
            is { Type: ElementType.Float32 or ElementType.Float64 } first
            ? first.Type
            : throw new CheckpointException(_path, "no parameters in Float32 or Float64", "some");

    /// <summary>True for float64.</summary>
    public bool IsWide => Type == ElementType.Float64;

    /// <summary>Writes a policy.</summary>
    /// <exception cref="ObjectDisposedException">The policy, or a module that it is over, was disposed.</exception>
    /// <exception cref="InvalidOperationException">A number is not finite: the file could not be read.</exception>
    public static void Write(string path, string kind, PolicyNetwork policy)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ObjectDisposedException.ThrowIf(policy.Parameters.IsDisposed || policy.Body.IsDisposed, policy);
        List<StoredTensor> tensors;
        lock (policy.Parameters.Gate)
            tensors =
            [
                .. PolicyPlaces.Read(policy),
                .. StoredScaling.Observations.Of(policy.Observed),
                .. StoredScaling.Acts.Of(policy.Acted),
            ];
        if (tensors.GroupBy(static tensor => tensor.Name).FirstOrDefault(static same => same.Count() > 1) is { Key: var twice })
            throw new InvalidOperationException(
                $"The module calls a buffer '{twice}', as a file calls a standardisation; expected another name."
            );
        foreach (var tensor in tensors)
            if (!tensor.IsFinite())
                throw new InvalidOperationException(
                    $"A number in '{tensor.Name}' is not finite; {path} is left as it was, since no policy could be loaded from it."
                );
        new SafeTensors(tensors, PolicyWords.Of(kind, policy)).Sealed().Write(path);
    }

    /// <summary>That the file holds something else than it should.</summary>
    public CheckpointException Unexpected(string found, string expected) => new(_path, found, expected);

    /// <summary>A perceptron of the stored sizes, without values yet.</summary>
    /// <param name="outputs">Its outputs; none takes the stored number of actions.</param>
    /// <param name="besides">Numbers that it takes behind a state.</param>
    /// <param name="extra">Numbers that the file must hold beside the perceptron's, by name.</param>
    public Backends.Torch.Perceptron CreateBody(int? outputs, int besides, params ReadOnlySpan<(string Name, int Count)> extra)
    {
        if (Word("body") != PolicyWords.Perceptron)
            throw new CheckpointException(
                _path,
                "a policy over a module",
                "one over a perceptron; build the module and call LoadParameters"
            );
        if (!Enum.TryParse<Activation>(Word("activation"), out var activation) || !Enum.IsDefined(activation))
            throw new CheckpointException(
                _path,
                $"activation '{Word("activation")}'",
                $"one of {string.Join(", ", Enum.GetNames<Activation>())}"
            );
        var hidden = Word("hidden").Length == 0 ? [] : Numbers("hidden", Size);
        var states = Size("state_size", Word("state_size"));
        if (states > int.MaxValue - besides)
            throw new CheckpointException(_path, $"state_size '{states}'", $"at most {int.MaxValue - besides}");
        var shape = new PerceptronShape(states + besides, hidden, outputs ?? Size("actions", Word("actions")), activation);
        var body = new Backends.Torch.Perceptron(shape, default, null);
        ExpectCount((2L * shape.Depth) + extra.Length); // before anything is allocated by what the words say
        foreach (var (name, size) in body.Layout)
            Expect(name, Type, size);
        foreach (var (name, count) in extra)
            Expect(name, Type, [count]);
        return body;
    }

    /// <summary>Fills a policy's parameters: all, or none where something does not fit: a size, or a word about what they mean.</summary>
    public void Fill(PolicyNetwork policy, string kind)
    {
        foreach (var (key, value) in PolicyWords.Of(kind, policy))
            if (key == PolicyWords.Structure)
                ExpectStructure(policy.Body);
            else if (key != "version" && !StoredScaling.IsWord(key))
                Expect(key, value);
        var places = PolicyPlaces.Of(policy).ToList();
        ExpectCount(places.Count);
        foreach (var (name, type, shape) in places)
            Expect(name, type, shape);
        lock (policy.Parameters.Gate)
            PolicyPlaces.Write(policy, name => _stored.Find(name)!);
    }

    private void Expect(string name, ElementType type, IReadOnlyList<long> shape)
    {
        var found = _stored.Find(name) ?? throw new CheckpointException(_path, $"no tensor '{name}'", StoredTensor.Describe(type, shape));
        if (found.Type != type || !found.Shape.SequenceEqual(shape))
            throw new CheckpointException(
                _path,
                $"tensor '{name}' of {StoredTensor.Describe(found.Type, found.Shape)}",
                StoredTensor.Describe(type, shape)
            );
    }

    private void ExpectCount(long ofPolicy)
    {
        var count = ofPolicy + (Has(StoredScaling.Observations) ? 2 : 0) + (Has(StoredScaling.Acts) ? 2 : 0);
        if (_stored.Tensors.Count != count)
            throw new CheckpointException(_path, $"{_stored.Tensors.Count} tensors", $"{count}");
    }

    private void Expect(string key, string value)
    {
        if (Word(key) != value)
            throw new CheckpointException(_path, $"{key} '{Word(key)}'", $"'{value}'");
    }

    private void ExpectStructure(Backends.Torch.Body body)
    {
        if (IsVerified && Word(PolicyWords.Structure) != body.StructureOfBefore)
            Expect(PolicyWords.Structure, body.Structure);
    }

    private string Word(string key) =>
        _stored.Metadata.TryGetValue(key, out var value)
            ? value
            : throw new CheckpointException(_path, $"no word for '{key}' in the metadata", "one");

    private T[] Numbers<T>(string key, Func<string, string, T> parse) => [.. Word(key).Split(',').Select(part => parse(key, part))];

    private int Size(string key, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? size
            : throw new CheckpointException(_path, $"{key} '{text}'", "a whole number above 0");

    private float Number(string key, string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !float.IsNaN(number)
            ? number
            : throw new CheckpointException(_path, $"{key} '{text}'", "a number");

    /// <summary>Tells whether there is a checksum; it must be right, and only files of the first version may have none.</summary>
    private bool Verify()
    {
        switch (_stored.IsWhole())
        {
            case true:
                Expect("version", PolicyWords.Version);
                return true;
            case false:
                throw new CheckpointException(_path, "a checksum of other contents", "the checksum of this file: it is damaged");
            case null:
                Expect("version", PolicyWords.Unsealed);
                foreach (var key in _stored.Metadata.Keys)
                    if (!PolicyWords.OfUnsealed.Contains(key))
                        throw new CheckpointException(
                            _path,
                            $"the word '{key}' in a file without a checksum",
                            string.Join(", ", PolicyWords.OfUnsealed)
                        );
                return false;
        }
    }
}
