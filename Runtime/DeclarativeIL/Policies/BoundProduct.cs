using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The equations of a product over the space of its acts.</summary>
internal sealed class BoundProduct : HeadEquations
{
    private readonly HeadEquations _declared;
    private readonly List<HeadPartPlace> _places = [];
    private readonly List<HeadColumn> _columns = [];
    private readonly List<HeadDraw> _sampleDraws = [],
        _modeDraws = [];
    private readonly List<int> _kept = [];

    public BoundProduct(HeadEquations declared, IEnumerable<(HeadPart Part, Space Space)> parts)
    {
        _declared = declared;
        var act = 0;
        foreach (var (part, space) in parts)
        {
            var layout = new HeadLayout(part.Equations.Columns, space);
            var place = new HeadPartPlace(
                part.Equations,
                layout,
                _columns.Count,
                _kept.Count,
                _sampleDraws.Count,
                _modeDraws.Count,
                act,
                space.Width
            );
            HeadDraw Draw(HeadDraw draw) => draw.IsPlace ? draw : new(draw.LikeColumn, layout.WidthOf(draw));
            _kept.AddRange(part.Equations.KeptLikeColumns.Select(column => column < 0 ? column : column + place.Column));
            _sampleDraws.AddRange(part.Equations.SampleDraws.Select(Draw));
            _modeDraws.AddRange(part.Equations.ModeDraws.Select(Draw));
            _columns.AddRange(
                part.Equations.Columns.Select(
                    (column, i) =>
                        column with
                        {
                            Name = $"{part.Name}_{column.Name}",
                            Length = column.IsNumber ? null : layout[i].Width,
                            PerComponent = null,
                        }
                )
            );
            _places.Add(place);
            act += space.Width;
        }
    }

    /// <inheritdoc/>
    public override string Kind => _declared.Kind;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> Columns => _columns;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Declared => _declared.Declared;

    /// <inheritdoc/>
    public override bool IsReparameterised => _declared.IsReparameterised;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadDraw> SampleDraws => _sampleDraws;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadDraw> ModeDraws => _modeDraws;

    /// <inheritdoc/>
    public override IReadOnlyList<int> KeptLikeColumns => _kept;

    /// <inheritdoc/>
    internal override bool IsUnitPart(int part) => part < _places.Count && _places[part].Equations.IsUnit;

    /// <inheritdoc/>
    public override void Keep(int index, HeadRows rows)
    {
        var place = PlaceOfKept(index);
        var part = rows.Part(place, place.SampleDraw);
        part.Answer.Window(rows.Answer, 0, rows.Answer.Width);
        place.Equations.Keep(index - place.Kept, part);
    }

    /// <inheritdoc/>
    public override void LogProb(HeadRows rows) => Sum(rows, Member.LogProb);

    /// <inheritdoc/>
    public override void Entropy(HeadRows rows) => Sum(rows, Member.Entropy);

    /// <inheritdoc/>
    public override void LogProbGradient(HeadRows rows) => Each(rows, static (equations, part) => equations.LogProbGradient(part));

    /// <inheritdoc/>
    public override void LogProbActGradient(HeadRows rows) => Each(rows, static (equations, part) => equations.LogProbActGradient(part));

    /// <inheritdoc/>
    public override void EntropyGradient(HeadRows rows) => Each(rows, static (equations, part) => equations.EntropyGradient(part));

    /// <inheritdoc/>
    public override void Mean(HeadRows rows) => EachAct(rows, static (equations, part) => equations.Mean(part));

    /// <inheritdoc/>
    public override void MeanGradient(HeadRows rows) => EachAct(rows, static (equations, part) => equations.MeanGradient(part));

    /// <inheritdoc/>
    public override void Sample(HeadRows rows) => EachAct(rows, static (equations, part) => equations.Sample(part));

    /// <inheritdoc/>
    public override void SampleGradient(HeadRows rows) => EachAct(rows, static (equations, part) => equations.SampleGradient(part));

    /// <inheritdoc/>
    public override void SampleLogProb(HeadRows rows) => Sum(rows, Member.SampleLogProb);

    /// <inheritdoc/>
    public override void SampleLogProbGradient(HeadRows rows) =>
        Each(rows, static (equations, part) => equations.SampleLogProbGradient(part));

    /// <inheritdoc/>
    public override void Mode(HeadRows rows) => EachAct(rows, static (equations, part) => equations.Mode(part), isMode: true);

    /// <inheritdoc/>
    public override Tensor Keep(int index, HeadTensors batch)
    {
        var place = PlaceOfKept(index);
        return place.Equations.Keep(index - place.Kept, batch.Part(place));
    }

    /// <inheritdoc/>
    public override Tensor LogProb(HeadTensors batch) => Sum(batch, static (equations, part) => equations.LogProb(part));

    /// <inheritdoc/>
    public override void LogProbGradient(HeadTensors batch, Tensor gradient) =>
        _places.ForEach(place => place.Equations.LogProbGradient(batch.Part(place), gradient));

    /// <inheritdoc/>
    public override Tensor LogProbActGradient(HeadTensors batch, Tensor gradient) =>
        Join(batch, (equations, part) => equations.LogProbActGradient(part, gradient));

    /// <inheritdoc/>
    public override Tensor Entropy(HeadTensors batch) => Sum(batch, static (equations, part) => equations.Entropy(part));

    /// <inheritdoc/>
    public override void EntropyGradient(HeadTensors batch, Tensor gradient) =>
        _places.ForEach(place => place.Equations.EntropyGradient(batch.Part(place), gradient));

    /// <inheritdoc/>
    public override Tensor Mean(HeadTensors batch) => Join(batch, static (equations, part) => equations.Mean(part));

    /// <inheritdoc/>
    public override void MeanGradient(HeadTensors batch, Tensor gradient) =>
        _places.ForEach(place => place.Equations.MeanGradient(batch.Part(place), Of(place, gradient)));

    /// <inheritdoc/>
    public override Tensor Sample(HeadTensors batch) => Join(batch, static (equations, part) => equations.Sample(part));

    /// <inheritdoc/>
    public override void SampleGradient(HeadTensors batch, Tensor gradient) =>
        _places.ForEach(place => place.Equations.SampleGradient(batch.Part(place), Of(place, gradient)));

    /// <inheritdoc/>
    public override Tensor SampleLogProb(HeadTensors batch) => Sum(batch, static (equations, part) => equations.SampleLogProb(part));

    /// <inheritdoc/>
    public override void SampleLogProbGradient(HeadTensors batch, Tensor gradient) =>
        _places.ForEach(place => place.Equations.SampleLogProbGradient(batch.Part(place), gradient));

    private HeadPartPlace PlaceOfKept(int index)
    {
        var last = _places[0];
        foreach (var place in _places)
            if (place.Kept <= index)
                last = place;
        return last;
    }

    private void Each(HeadRows rows, Action<HeadEquations, HeadRows> write)
    {
        foreach (var place in _places)
        {
            var part = rows.Part(place, place.SampleDraw);
            part.Answer.Window(rows.Answer, 0, 1);
            write(place.Equations, part);
        }
    }

    private void EachAct(HeadRows rows, Action<HeadEquations, HeadRows> write, bool isMode = false)
    {
        foreach (var place in _places)
        {
            var part = rows.Part(place, isMode ? place.ModeDraw : place.SampleDraw);
            part.Answer.Window(rows.Answer, place.Act, place.ActWidth);
            write(place.Equations, part);
        }
    }

    private void Sum(HeadRows rows, Member member)
    {
        for (var i = 0; i < rows.Rows; i++)
            rows.Answer.Set(i, 0);
        foreach (var place in _places)
        {
            var part = rows.Part(place, place.SampleDraw);
            part.AnswerApart();
            place.Equations.Write(member, part);
            for (var i = 0; i < rows.Rows; i++)
                rows.Answer.Set(i, rows.Answer[i] + part.Answer[i]);
        }
    }

    private Tensor Sum(HeadTensors batch, Func<HeadEquations, HeadTensors, Tensor> say) =>
        _places.Select(place => say(place.Equations, batch.Part(place))).Aggregate(static (left, right) => left.Plus(right));

    /// <summary>What each part says of its components, for every row, one behind the other.</summary>
    private Tensor Join(HeadTensors batch, Func<HeadEquations, HeadTensors, Tensor> say) =>
        cat([.. _places.Select(place => batch.EveryRow(say(place.Equations, batch.Part(place)), place.ActWidth))], -1);

    private static Tensor Of(HeadPartPlace place, Tensor gradient) => gradient.narrow(-1, place.Act, place.ActWidth);
}
