using System.ComponentModel;

namespace DeclarativeIL.Policies;

/// <summary>A head that is one of several of a product.</summary>
/// <param name="Name">Its name in the declaration.</param>
/// <param name="Equations">Its equations, with the defaults of its hyperparameters.</param>
/// <param name="SmallSpace">A space of the kind that it is over.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record HeadPart(string Name, HeadEquations Equations, Space SmallSpace)
{
    /// <summary>A part that is a declared head.</summary>
    /// <typeparam name="THead">The head.</typeparam>
    /// <param name="name">Its name in the declaration.</param>
    public static HeadPart Of<THead>(string name)
        where THead : IDeclaredHead => new(name, THead.Equations, THead.SmallSpace);
}

/// <summary>Where a part of a product lies: its numbers among those of the whole.</summary>
/// <param name="Equations">Its equations over its space.</param>
/// <param name="Layout">Its own columns.</param>
/// <param name="Column">Its first column.</param>
/// <param name="Kept">The first of what it computes once a pass.</param>
/// <param name="SampleDraw">The first draw of its samples.</param>
/// <param name="ModeDraw">The first draw of its mode.</param>
/// <param name="FitDraw">The first draw of its fit.</param>
/// <param name="Act">Its first component of an act.</param>
/// <param name="ActWidth">Its components of an act.</param>
internal sealed record HeadPartPlace(
    HeadEquations Equations,
    HeadLayout Layout,
    int Column,
    int Kept,
    int SampleDraw,
    int ModeDraw,
    int FitDraw,
    int Act,
    int ActWidth
)
{
    /// <summary>The first draw of a member.</summary>
    public int FirstDraw(HeadMember member) =>
        member switch
        {
            HeadMember.Mode => ModeDraw,
            HeadMember.Fit => FitDraw,
            _ => SampleDraw,
        };
}
