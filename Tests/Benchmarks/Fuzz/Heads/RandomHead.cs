using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz.Heads;

/// <summary>
/// C# of a random head: equations of columns, acts and draws, smooth and moderate. It is no distribution; what is compared is what its own
/// members say.
/// </summary>
internal sealed class RandomHead
{
    private const int Depth = 3;

    private readonly RandomStream _random;
    private readonly bool _isDiscrete;
    private readonly string _center;
    private readonly List<string> _columns = [],
        _vectors = [],
        _numbers = ["0.7", "-0.4"],
        _helpers = [];
    private readonly HashSet<string> _features;

    private RandomHead(RandomStream random)
    {
        _random = random;
        _isDiscrete = random.NextInt(3) == 0;
        _center = random.NextInt(2) == 0 ? "Mean" : "Center";
        _features = [_isDiscrete ? "head over choices" : "head over a box"];
    }

    /// <summary>What random heads are made of.</summary>
    public static IEnumerable<string> Parts =>
        [
            "head over choices",
            "head over a box",
            "head: free vector",
            "head: free number",
            "head: number column",
            "head: hyperparameter",
            "head: helper",
            "head: helper of an argument",
            "head: locals",
            "head: a choice",
            "head: LogProb of draws",
            "head: Mean",
            "head: Mode",
        ];

    /// <summary>C# of the record, and what it uses.</summary>
    public static (string Source, IReadOnlySet<string> Features) Of(string name, RandomStream random)
    {
        var head = new RandomHead(random);
        head.Columns();
        head.Helpers();
        var members = head._isDiscrete ? head.Choices() : head.Box();
        var space = head._isDiscrete ? "DiscreteSpace" : "BoxSpace";
        return (
            $$"""
            using System;
            using DeclarativeIL;
            using DeclarativeIL.Policies;
            using static DeclarativeIL.Functions;

            namespace {{Declaration.Namespace}};

            [Head<{{space}}>]
            public sealed partial record {{name}}Head({{string.Join(", ", head._columns)}})
            {
                {{string.Join("\n\n    ", head._helpers.Concat(members))}}
            }

            """,
            head._features
        );
    }

    private void Columns()
    {
        Column("", _isDiscrete ? "Vector Logits" : "Act " + _center, _vectors, _isDiscrete ? "Logits" : $"(Vector){_center}");
        if (Maybe())
            Column("", "Vector Raw", _vectors, "Raw");
        if (Maybe())
            Column("head: number column", "double Gain", _numbers, "Gain");
        if (Maybe())
            Column("head: free vector", "[Free(0.2)] Vector Loose", _vectors, "Loose");
        if (Maybe())
            Column("head: free number", "[Free(-0.1)] double Rate", _numbers, "Rate");
        if (Maybe())
            Column("head: hyperparameter", "double Bound = 1.5", _numbers, "Bound");
    }

    private void Helpers()
    {
        if (Maybe())
            Helper("head: helper", $"private Vector Shape => {Vector(2)};", () => _vectors.Add("Shape"));
        if (Maybe())
            Helper("head: helper", $"private double Level => {Number(2)};", () => _numbers.Add("Level"));
        if (!Maybe())
            return;
        var of = Beside("v", () => Vector(2));
        Helper("head: helper of an argument", $"private Vector Bent(Vector v) => {of};", () => _vectors.Add($"Bent({_vectors[0]})"));
    }

    private IEnumerable<string> Box()
    {
        yield return $"public double LogProb(Act a) {Body(() => Beside($"(a - {_center})", () => Number(Depth)))}";
        if (Maybe())
            yield return $"public double Entropy {Property(() => Number(Depth))}";
        yield return $"public Act Sample(Gaussian z) => {_center} + {Vector(2)} * z;";
        if (Used("head: LogProb of draws"))
            yield return $"public double LogProb(Gaussian z) {Body(() => Beside("(Vector)z", () => Number(Depth)))}";
        var declaresMean = _center != "Mean" && Used("head: Mean");
        if (declaresMean)
            yield return $"public Act Mean => Act.At({Vector(2)});";
        if (Used("head: Mode") || !(declaresMean || _center == "Mean"))
            yield return $"public Act Mode => Act.At({Vector(2)});";
    }

    private IEnumerable<string> Choices()
    {
        var logits = Vector(2);
        yield return $"public double LogProb(Act a) => LogSoftmax({logits})[a] + {Number(1)};";
        yield return $"public Vector LogProbs => LogSoftmax({logits});";
        if (Maybe())
            yield return $"public double Entropy {Property(() => Number(Depth))}";
        yield return $"public Act Sample(Draw z) => Categorical({logits}, z);";
        yield return $"public Act Mode => Argmax({Vector(1)});";
    }

    private string Property(Func<string> number) => Body(number) is var body && body[0] == '{' ? $"{{ get {body} }}" : body;

    /// <summary>A body that returns a number: at once, by locals, or by a choice.</summary>
    private string Body(Func<string> number)
    {
        switch (_random.NextInt(4))
        {
            case 0:
                _features.Add("head: locals");
                var local = Vector(2);
                return $"{{ var gap = {local}; return {Beside("gap", number)}; }}";
            case 1:
                _features.Add("head: a choice");
                return $"=> {Number(1)} > 0.3 ? {number()} : {number()};";
            default:
                return $"=> {number()};";
        }
    }

    private string Vector(int depth)
    {
        if (depth == 0)
            return One(_vectors) is var leaf && Maybe() ? $"Tanh({leaf})" : leaf;
        string V() => Vector(depth - 1);
        return _random.NextInt(12) switch
        {
            0 => $"Tanh({V()})",
            1 => $"({V()} + {V()})",
            2 => $"({V()} * {V()})",
            3 => $"({Number(depth - 1)} * {V()})",
            4 => $"Exp(-0.5 * Square({V()}))",
            5 => $"Softplus({V()})",
            6 => $"({V()} / (1 + Square({V()})))",
            7 => $"Sigmoid({V()})",
            8 => $"LogSoftmax({V()})",
            9 => $"({V()} - {V()})",
            10 => $"Sqrt(1 + Square({V()}))",
            _ => V(),
        };
    }

    private string Number(int depth)
    {
        if (depth == 0)
            return One(_numbers);
        string V() => Vector(depth - 1);
        string N() => Number(depth - 1);
        return _random.NextInt(11) switch
        {
            0 => $"Sum({V()})",
            1 => $"Dot({V()}, {V()})",
            2 => $"SquaredNorm({V()})",
            3 => $"LogSumExp({V()})",
            4 => $"({N()} + {N()})",
            5 => $"({N()} * {N()})",
            6 => $"Math.Tanh({N()})",
            7 => $"Math.Log(1 + SquaredNorm({V()}))",
            8 => $"Sigmoid({N()})",
            9 => $"({N()} > 0.3 ? {N()} : {N()})",
            _ => $"({V()})[0]",
        };
    }

    /// <summary>What is written while one more vector is there.</summary>
    private string Beside(string vector, Func<string> written)
    {
        _vectors.AddRange([vector, vector]); // twice: it is what the member is about
        var text = written();
        _vectors.RemoveRange(_vectors.Count - 2, 2);
        return text;
    }

    private void Column(string feature, string declared, List<string> kind, string name)
    {
        _columns.Add(declared);
        kind.Add(name);
        if (feature.Length > 0)
            _features.Add(feature);
    }

    private void Helper(string feature, string declared, Action then)
    {
        _features.Add(feature);
        _helpers.Add(declared);
        then();
    }

    private bool Used(string feature) => Maybe() && (_features.Add(feature) || true);

    private bool Maybe() => _random.NextInt(2) == 0;

    private string One(List<string> some) => some[_random.NextInt(some.Count)];
}
