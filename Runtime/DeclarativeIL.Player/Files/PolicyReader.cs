using DeclarativeIL.Player.Heads;
using DeclarativeIL.Player.Kernels;

namespace DeclarativeIL.Player.Files;

/// <summary>Makes of a file what plays it: everything is checked before memory is taken by what it says.</summary>
internal sealed class PolicyReader
{
    private const string Suffix = "_ensemble",
        Wide = "F64";

    private static readonly string[] OfUnsealed =
    {
        "version",
        "kind",
        "state_size",
        "body",
        "low",
        "high",
        "actions",
        "hidden",
        "activation",
        "format",
    };

    private readonly StoredFile _file;
    private readonly FileWords _words;

    public PolicyReader(StoredFile file, PlayerKernel kernel)
    {
        (_file, _words) = (file, new FileWords(file));
        IsVerified = Verify();
        Kind = _words["kind"];
        var isEnsemble = Kind.EndsWith(Suffix, StringComparison.Ordinal);
        var kind = isEnsemble ? Kind[..^Suffix.Length] : Kind;
        var space = Space(kind);
        Head = Created(kind, space);
        if (Head.Outputs > int.MaxValue)
            throw _words.Wrong($"a head of {Head.Outputs} outputs", $"at most {int.MaxValue}");
        var outputs = (int)Head.Outputs;
        Shape = isEnsemble ? PolicyShape.Ensemble(_words, outputs) : PolicyShape.Single(_words, outputs);
        if (Head.LeastState > Shape.Widths[0])
            throw _words.Wrong($"a mask that ends at number {Head.LeastState} of a state", $"one within its {Shape.Widths[0]}");
        var type = ExpectTensors();
        foreach (var tensor in file.Tensors)
            CheckFinite(tensor);
        var (observed, acted) = (Standardization("observation", Shape.Widths[0]), Standardization("action", Head.Width));
        if (acted is not null && (space.Kind != "box" || HeadFactory.IsUnit(kind)))
            throw _words.Wrong("a standardisation of acts", "none for such a policy");
        Components = ComponentsOf(kind, space, acted);
        Free = Enumerable.Range(0, Shape.Members).Select(ReadFree).ToArray();
        Network = new NetworkBuilder(Shape, observed, type == Wide, kernel).Build(file);
        Head.Open();
    }

    /// <summary>Whether the file has a checksum, which is then its own.</summary>
    public bool IsVerified { get; }

    /// <summary>The word for the kind of policy.</summary>
    public string Kind { get; }

    public Head Head { get; }

    public PolicyShape Shape { get; }

    public Network Network { get; }

    /// <summary>The components of an act.</summary>
    public ActComponent[] Components { get; }

    /// <summary>The head's own parameters, of each member.</summary>
    public double[][] Free { get; }

    /// <summary>Only files of the first version may have no checksum.</summary>
    private bool Verify()
    {
        if (_file.Words.TryGetValue(ContentHash.Name, out var hash))
        {
            if (hash != ContentHash.Of(_file))
                throw _words.Wrong("a checksum of other contents", "the checksum of this file: it is damaged");
            _words.Expect("version", "2");
            return true;
        }
        _words.Expect("version", "1");
        foreach (var key in _file.Words.Keys)
            if (!OfUnsealed.Contains(key))
                throw _words.Wrong($"the word '{FileWords.Shortened(key)}' in a file without a checksum", string.Join(", ", OfUnsealed));
        return false;
    }

    private ActSpace Space(string kind)
    {
        var over = HeadFactory.SpaceOf(kind) ?? throw _words.Wrong($"kind '{FileWords.Shortened(Kind)}'", HeadFactory.Names);
        try
        {
            var space =
                _words.Has("space") ? ActSpace.Parse(_words["space"])
                : _words.Has("low") ? ActSpace.Box(_words["low"], _words["high"])
                : ActSpace.Choices(_words["actions"]);
            if (space.Kind != over)
                throw _words.Wrong($"a {space.Kind} space of acts under the head '{kind}'", over);
            if (HeadFactory.IsUnit(kind))
                space.CheckFinite();
            return space;
        }
        catch (FormatException error)
        {
            throw _words.Wrong("another space of acts", error.Message);
        }
    }

    private Head Created(string kind, ActSpace space)
    {
        try
        {
            return HeadFactory.Create(kind, space, _words.Hyperparameter, _words.WholeHyperparameter);
        }
        catch (FormatException error)
        {
            throw _words.Wrong("other hyperparameters", error.Message);
        }
    }

    /// <summary>Throws unless the tensors are those of the shape, and no others.</summary>
    /// <returns>Their type.</returns>
    private string ExpectTensors()
    {
        var own = (2L * Shape.Depth) + (Head.Free is null ? 0 : 1);
        var count = (Shape.Members * own) + (_words.Has("observations") ? 2 : 0) + (_words.Has("acts") ? 2 : 0);
        if (_file.Tensors.Count != count)
            throw _words.Wrong($"{_file.Tensors.Count} tensors", $"{count}");
        var type = _file.Find(Shape.NameOf(0, "layers.0.weight"))?.Type == Wide ? Wide : "F32";
        for (var member = 0; member < Shape.Members; member++)
        {
            for (var i = 0; i < Shape.Depth; i++)
            {
                Expect(Shape.NameOf(member, $"layers.{i}.weight"), type, Shape.Widths[i + 1], Shape.Widths[i]);
                Expect(Shape.NameOf(member, $"layers.{i}.bias"), type, Shape.Widths[i + 1]);
            }
            if (Head.Free is not null)
                Expect(Shape.NameOf(member, Head.Free), type, Head.Width);
        }
        return type;
    }

    private void Expect(string name, string type, params long[] shape)
    {
        var found = _file.Find(name) ?? throw _words.Wrong($"no tensor '{name}'", StoredTensor.Describe(type, shape));
        if (found.Type != type || !found.Shape.SequenceEqual(shape))
            throw _words.Wrong($"tensor '{name}' of {StoredTensor.Describe(found.Type, found.Shape)}", StoredTensor.Describe(type, shape));
    }

    private void CheckFinite(StoredTensor tensor)
    {
        for (var i = 0L; i < tensor.Bytes.Length / (tensor.Type == Wide ? 8 : 4); i++)
            if (double.IsNaN(tensor[i]) || double.IsInfinity(tensor[i]))
                throw _words.Wrong($"a number in tensor '{tensor.Name}' that is not finite", "finite numbers");
    }

    /// <summary>That of observations or of acts; none where the file has none.</summary>
    private Standardization? Standardization(string of, int size)
    {
        var key = of == "action" ? "acts" : "observations";
        if (!_words.Has(key))
            return null;
        _words.Expect(key, "standardized");
        var (mean, deviation) = (of + "_mean", of + "_deviation");
        Expect(mean, Wide, size);
        Expect(deviation, Wide, size);
        var (means, deviations) = (Numbers(mean), Numbers(deviation));
        foreach (var one in means)
            if (float.IsInfinity((float)one))
                throw _words.Wrong($"the number {one} in '{mean}'", "numbers that float32 holds");
        foreach (var one in deviations)
            if (!(one > 0 && float.IsNormal((float)one)))
                throw _words.Wrong($"the number {one} in '{deviation}'", "numbers above 0 that float32 holds");
        return new(means, deviations);
    }

    private double[] Numbers(string name)
    {
        var tensor = _file.Find(name)!;
        var numbers = new double[tensor.Shape[0]];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = tensor[i];
        return numbers;
    }

    private double[] ReadFree(int member) => Head.Free is null ? Array.Empty<double>() : Numbers(Shape.NameOf(member, Head.Free));

    private ActComponent[] ComponentsOf(string kind, ActSpace space, Standardization? acted)
    {
        var components = new ActComponent[Head.Width]; // a choice, if not said otherwise
        for (var i = 0; i < space.Low.Length; i++)
            components[i] = HeadFactory.IsUnit(kind)
                ? ActComponent.OfUnit(space.Low[i], space.High[i])
                : ActComponent.Of(space.Low[i], space.High[i], acted?.Mean[i], acted?.Deviation[i]);
        return components;
    }
}
