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
        _modeDraws = [],
        _fitDraws = [];
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
                _fitDraws.Count,
                act,
                space.Width
            );
            HeadDraw Draw(HeadDraw draw) => draw.IsPlace ? draw : new(draw.LikeColumn, layout.WidthOf(draw));
            _kept.AddRange(part.Equations.KeptLikeColumns.Select(column => column < 0 ? column : column + place.Column));
            _sampleDraws.AddRange(part.Equations.SampleDraws.Select(Draw));
            _modeDraws.AddRange(part.Equations.ModeDraws.Select(Draw));
            _fitDraws.AddRange(part.Equations.FitDraws.Select(Draw));
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

    /// <summary>Its parts.</summary>
    public IReadOnlyList<HeadPartPlace> Places => _places;

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
    public override IReadOnlyList<HeadDraw> FitDraws => _fitDraws;

    /// <inheritdoc/>
    internal override bool FitsByLikelihood => _places.TrueForAll(static place => place.Equations.FitsByLikelihood);

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
    internal override void Write(HeadMember member, HeadRows rows)
    {
        if (member.AnswerOf() is HeadAnswer.Density or HeadAnswer.Entropy or HeadAnswer.Fit)
            Sum(rows, member);
        else if (member.AnswerOf() == HeadAnswer.Act)
            foreach (var place in _places)
                place.Equations.Write(member, ActsOf(place, member, rows));
        else
            base.Write(member, rows);
    }

    /// <inheritdoc/>
    internal override void AddGradient(HeadMember member, HeadRows rows)
    {
        foreach (var place in _places)
            place.Equations.AddGradient(
                member,
                member.AnswerOf() == HeadAnswer.Act ? ActsOf(place, member, rows) : NumberOf(place, member, rows)
            );
    }

    /// <inheritdoc/>
    public override void LogProbActGradient(HeadRows rows)
    {
        foreach (var place in _places)
            place.Equations.LogProbActGradient(NumberOf(place, HeadMember.LogProb, rows));
    }

    /// <inheritdoc/>
    public override Tensor Keep(int index, HeadTensors batch)
    {
        var place = PlaceOfKept(index);
        return place.Equations.Keep(index - place.Kept, batch.Part(place));
    }

    /// <inheritdoc/>
    internal override Tensor Say(HeadMember member, HeadTensors batch) =>
        member.AnswerOf() switch
        {
            HeadAnswer.Density or HeadAnswer.Entropy or HeadAnswer.Fit => _places
                .Select(place => place.Equations.Say(member, batch.Part(place, place.FirstDraw(member))))
                .Aggregate(static (left, right) => left.Plus(right)),
            HeadAnswer.Act => Join(batch, member, (equations, part) => equations.Say(member, part)),
            HeadAnswer.EveryAct => base.Say(member, batch),
        };

    /// <inheritdoc/>
    internal override void AddGradient(HeadMember member, HeadTensors batch, Tensor gradient)
    {
        foreach (var place in _places)
            place.Equations.AddGradient(
                member,
                batch.Part(place, place.FirstDraw(member)),
                member.AnswerOf() == HeadAnswer.Act ? gradient.narrow(-1, place.Act, place.ActWidth) : gradient
            );
    }

    /// <inheritdoc/>
    public override Tensor LogProbActGradient(HeadTensors batch, Tensor gradient) =>
        Join(batch, HeadMember.LogProb, (equations, part) => equations.LogProbActGradient(part, gradient));

    private HeadPartPlace PlaceOfKept(int index)
    {
        var last = _places[0];
        foreach (var place in _places)
            if (place.Kept <= index)
                last = place;
        return last;
    }

    /// <summary>The rows as a part sees them that answers by a number.</summary>
    private static HeadRows NumberOf(HeadPartPlace place, HeadMember member, HeadRows rows)
    {
        var part = rows.Part(place, place.FirstDraw(member));
        part.Answer.Window(rows.Answer, 0, 1);
        return part;
    }

    /// <summary>The rows as a part sees them that answers by its components of an act.</summary>
    private static HeadRows ActsOf(HeadPartPlace place, HeadMember member, HeadRows rows)
    {
        var part = rows.Part(place, place.FirstDraw(member));
        part.Answer.Window(rows.Answer, place.Act, place.ActWidth);
        return part;
    }

    private void Sum(HeadRows rows, HeadMember member)
    {
        for (var i = 0; i < rows.Rows; i++)
            rows.Answer.Set(i, 0);
        foreach (var place in _places)
        {
            var part = rows.Part(place, place.FirstDraw(member));
            part.AnswerApart();
            place.Equations.Write(member, part);
            for (var i = 0; i < rows.Rows; i++)
                rows.Answer.Set(i, rows.Answer[i] + part.Answer[i]);
        }
    }

    /// <summary>What each part says of its components, for every row, one behind the other.</summary>
    private Tensor Join(HeadTensors batch, HeadMember member, Func<HeadEquations, HeadTensors, Tensor> say) =>
        cat(
            [.. _places.Select(place => batch.EveryRow(say(place.Equations, batch.Part(place, place.FirstDraw(member))), place.ActWidth))],
            -1
        );
}
