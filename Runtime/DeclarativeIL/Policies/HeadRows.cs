using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Policies;

/// <summary>Some rows of one member, as the equations of a head see them: columns, the acts asked about, draws, answers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HeadRows
{
    private readonly HeadLayout _layout;
    private readonly KeptValues _kept;
    private readonly RowValues[] _columns;
    private readonly List<RowValues> _keptRows = [];
    private readonly List<double[]> _scratch = [];
    private readonly List<RowValues> _gaussians = [];
    private readonly List<(double[] Numbers, Draw[] Places)> _drawn = [];
    private readonly List<HeadRows> _parts = [];
    private readonly HeadRows? _whole;
    private readonly HeadPartPlace? _place;
    private double[] _apart = [];
    private int _first,
        _firstDraw;

    /// <param name="layout">Where the columns are.</param>
    /// <param name="kept">What is computed once a pass.</param>
    internal HeadRows(HeadLayout layout, KeptValues kept)
    {
        (_layout, _kept) = (layout, kept);
        _columns = new RowValues[layout.Count];
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = new();
    }

    /// <summary>Some rows as a part of a product sees them; its answers are put where its caller says.</summary>
    private HeadRows(HeadRows whole, HeadPartPlace place)
    {
        (_layout, _kept, _whole, _place) = (place.Layout, whole._kept, whole, place);
        _columns = whole._columns[place.Column..(place.Column + place.Layout.Count)];
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The acts asked about, in the head's own units.</summary>
    public RowValues Act { get; } = new();

    /// <summary>The answers.</summary>
    public RowValues Answer { get; } = new();

    /// <summary>What the steps of a sample have made so far.</summary>
    public RowValues Carried { get; } = new();

    /// <summary>The number of a step of a sample, counted from 0.</summary>
    public double StepNumber { get; internal set; }

    /// <summary>A column, in the order of their declaration; a free one is the same in all rows.</summary>
    public RowValues Column(int index) => _columns[index];

    /// <summary>What is computed once a pass, of these rows.</summary>
    /// <param name="index">Which.</param>
    public RowValues Kept(int index)
    {
        if (_whole is not null)
            return _whole.Kept(index + _place!.Kept);
        while (_keptRows.Count <= index)
            _keptRows.Add(new());
        var width = _kept.WidthOf(index);
        return _keptRows[index].Over(_kept.Of(index), [], _first * width, width, width);
    }

    /// <summary>Standard normal draws.</summary>
    /// <param name="index">Which of the member's draws.</param>
    public RowValues Gaussian(int index) => _whole is null ? _gaussians[index] : _whole.Gaussian(index + _firstDraw);

    /// <summary>Draws from 0 to 1, one a row.</summary>
    /// <param name="index">Which of the member's draws.</param>
    public RowValues Uniform(int index) => Gaussian(index);

    /// <summary>The randomness of a row.</summary>
    /// <param name="index">Which of the member's draws.</param>
    /// <param name="row">The row.</param>
    public Draw Draw(int index, int row) => _whole is null ? _drawn[index].Places[row] : _whole.Draw(index + _firstDraw, row);

    /// <summary>Scratch memory for a vector that an equation computes on the way; the same from call to call.</summary>
    /// <param name="place">Which, from 0.</param>
    /// <param name="width">Its size.</param>
    public double[] Scratch(int place, int width)
    {
        while (_scratch.Count <= place)
            _scratch.Add([]);
        return _scratch[place].Length == width ? _scratch[place] : _scratch[place] = new double[width];
    }

    /// <summary>These rows as a part of a product sees them.</summary>
    /// <param name="place">Where the part lies.</param>
    /// <param name="firstDraw">Its first draw.</param>
    internal HeadRows Part(HeadPartPlace place, int firstDraw)
    {
        var part = Known(place);
        if (part is null)
            _parts.Add(part = new(this, place));
        (part.Rows, part._firstDraw) = (Rows, firstDraw);
        if (Act.Width > 0)
            part.Act.Window(Act, place.Act, place.ActWidth);
        return part;
    }

    private HeadRows? Known(HeadPartPlace place)
    {
        foreach (var part in _parts)
            if (ReferenceEquals(part._place, place))
                return part;
        return null;
    }

    /// <summary>Answers are a number each, in memory of its own.</summary>
    internal void AnswerApart()
    {
        if (_apart.Length < Rows)
            _apart = new double[Rows];
        Answer.Over(_apart, [], 0, 1, 1);
    }

    /// <summary>Says where the columns are.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="outputs">[all rows, outputs], and the gradients with respect to them.</param>
    /// <param name="first">The first row among all.</param>
    /// <param name="free">[members, free], and the gradients with respect to them.</param>
    /// <param name="member">The member.</param>
    /// <param name="states">The states of these rows, where columns are read from them.</param>
    internal void Open(
        int rows,
        (double[] Values, double[] Gradients) outputs,
        int first,
        (double[] Values, double[] Gradients) free,
        int member,
        GivenStates states = default
    )
    {
        (Rows, _first) = (rows, first);
        for (var i = 0; i < _columns.Length; i++)
            if (_layout.HasGiven && _layout.IsGiven(i))
                _columns[i].Over(states.Numbers ?? [], [], states.First + _layout[i].First, states.Size, _layout[i].Width);
            else if (_layout[i] is (true, var place, var width))
                _columns[i].Over(free.Values, free.Gradients, (member * _layout.Free) + place, 0, width);
            else
                _columns[i]
                    .Over(
                        outputs.Values,
                        outputs.Gradients,
                        (first * _layout.Outputs) + _layout[i].First,
                        _layout.Outputs,
                        _layout[i].Width
                    );
    }

    /// <summary>Draws in order: the numbers of a row after those of the row before it.</summary>
    internal void Draw(IReadOnlyList<HeadDraw> draws, RandomStream random)
    {
        MakeRoom(draws);
        for (var row = 0; row < Rows; row++)
        for (var i = 0; i < draws.Count; i++)
            if (draws[i].IsPlace)
                _drawn[i].Places[row] = new(random.Key, random.Position++);
            else
                for (int k = 0, width = WidthOf(draws[i]); k < width; k++)
                    _drawn[i].Numbers[(row * width) + k] = draws[i].IsUniform ? random.NextUniform() : random.NextGaussian();
    }

    /// <summary>Draws by place: each row has one of its own in the stream of each draw.</summary>
    /// <param name="draws">What is drawn.</param>
    /// <param name="places">A column of draws; the first draw's stream is its own, those of others follow from it.</param>
    /// <param name="first">The first row.</param>
    internal void Draw(IReadOnlyList<HeadDraw> draws, CpuColumn places, int first)
    {
        MakeRoom(draws);
        for (var i = 0; i < draws.Count; i++)
        {
            var key = Rows == 0 ? 0 : KeyOf(places.Draw(first).Key, i);
            for (var row = 0; row < Rows; row++)
                if (draws[i].IsPlace)
                    _drawn[i].Places[row] = new(key, places.PlaceOf(first + row));
                else
                    for (int k = 0, width = WidthOf(draws[i]); k < width; k++)
                        _drawn[i].Numbers[(row * width) + k] = draws[i].IsUniform
                            ? RandomStream.UniformOf(key, places.PlaceOf(first + row), 0)
                            : RandomStream.GaussianOf(key, places.PlaceOf(first + row), (ulong)k);
        }
    }

    /// <summary>The key of one of several draws; the first one's is the question's own.</summary>
    internal static ulong KeyOf(ulong key, int draw) => draw == 0 ? key : SeedSequence.ChildOf(key, (ulong)draw);

    private int WidthOf(HeadDraw draw) => _layout.WidthOf(draw);

    private void MakeRoom(IReadOnlyList<HeadDraw> draws)
    {
        while (_drawn.Count < draws.Count)
        {
            _drawn.Add(([], []));
            _gaussians.Add(new());
        }
        for (var i = 0; i < draws.Count; i++)
            if (draws[i].IsPlace && _drawn[i].Places.Length < Rows)
                _drawn[i] = ([], new Draw[Rows]);
            else if (!draws[i].IsPlace)
            {
                if (_drawn[i].Numbers.Length < Rows * WidthOf(draws[i]))
                    _drawn[i] = (new double[Rows * WidthOf(draws[i])], []);
                _gaussians[i].Over(_drawn[i].Numbers, [], 0, WidthOf(draws[i]), WidthOf(draws[i]));
            }
    }
}
