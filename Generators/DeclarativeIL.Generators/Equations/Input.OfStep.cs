namespace DeclarativeIL.Generators.Equations;

/// <summary>Inputs that exist within a rollout, a collection or a scan only.</summary>
internal abstract partial record Input
{
    /// <summary>A value of one environment's step, or of one step of a scan.</summary>
    public abstract record OfStep(string Name) : Input
    {
        public override string Label => Name;

        public override bool IsOfRollout => true;

        public override Extent ExtentOf(ValueType type) => Extent.Rows;

        public override bool IsOfOneRow => true;
    }

    /// <summary>The situation of a rollout step: its state is known for all environments at once.</summary>
    public sealed record Situation(string Name) : OfStep(Name)
    {
        public override bool IsOfOneRow => false;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Situation(this, type);
    }

    /// <summary>The state to act in, or the context to collect in.</summary>
    public sealed record Seen(string Name) : OfStep(Name)
    {
        public override bool IsOfOneRow => false;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Seen(this, type);
    }

    /// <summary>The act that was chosen.</summary>
    public sealed record Chosen(string Name) : OfStep(Name)
    {
        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Chosen(this, type);
    }

    /// <summary>The party that chose the act: learner or expert.</summary>
    public sealed record ChosenBy(string Name) : OfStep(Name)
    {
        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.ChosenBy(this, type);
    }

    /// <summary>A column's own value at the step after.</summary>
    public sealed record Next(string Name) : OfStep(Name)
    {
        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Next(this, type);
    }
}
