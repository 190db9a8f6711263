namespace DeclarativeIL.Generators.Equations;

/// <summary>What an equation of a head is given.</summary>
internal enum HeadPlace
{
    /// <summary>An output of the network.</summary>
    Column,

    /// <summary>Numbers that are trained for themselves, the same for all rows.</summary>
    FreeColumn,

    /// <summary>A part of the state.</summary>
    Given,

    /// <summary>The act that is asked about.</summary>
    Act,

    /// <summary>A draw, as wide as a column or a place of a stream.</summary>
    Draw,

    /// <summary>What several members need and is made of outputs alone: it is computed once a pass.</summary>
    Kept,

    /// <summary>The gradient with respect to the answer.</summary>
    Upstream,

    /// <summary>What the steps of a sample have made so far.</summary>
    Carried,

    /// <summary>The number of a step of a sample, the same for all rows.</summary>
    StepNumber,
}

internal abstract partial record Input
{
    /// <summary>What an equation of a head is given.</summary>
    /// <param name="Name">Its name in the declaration.</param>
    /// <param name="Index">Its number among those of its place.</param>
    public sealed record OfHead(HeadPlace Place, string Name, int Index) : Input
    {
        public override string Label => Name;

        public override bool IsOfRollout => false;

        public override Extent ExtentOf(ValueType type) =>
            Place switch
            {
                HeadPlace.FreeColumn => Extent.Whole,
                HeadPlace.StepNumber => Extent.Scalar,
                _ => Extent.Rows,
            };

        public override bool IsOfOneRow => false;

        public bool IsColumn => Place is HeadPlace.Column or HeadPlace.FreeColumn;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.OfHead(this, type);
    }
}
