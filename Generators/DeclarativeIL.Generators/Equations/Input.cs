namespace DeclarativeIL.Generators.Equations;

/// <summary>The use of a network: trained, so that a gradient reaches its parameters, or only asked.</summary>
internal enum NetworkUse
{
    Trained,
    Inference,
}

/// <summary>
/// A leaf of an equation that is bound to its class: equal inputs are the same thing, whichever member names them. The kinds are closed: a
/// new one has to say what all of them say.
/// </summary>
internal abstract partial record Input
{
    private Input() { }

    /// <summary>The name in generated locals; may be empty.</summary>
    public abstract string Label { get; }

    /// <summary>The extent of a value of a type.</summary>
    public abstract Extent ExtentOf(ValueType type);

    /// <summary>True if the input exists within a rollout, a collection or a scan only.</summary>
    public abstract bool IsOfRollout { get; }

    /// <summary>True if a rollout knows the value one row at a time, and not for all rows at once.</summary>
    public abstract bool IsOfOneRow { get; }

    public abstract T Accept<T>(IInputVisitor<T> visitor, ValueType type);

    /// <summary>A network or the expert: questions are put to it.</summary>
    public abstract record Recipient : Input
    {
        /// <summary>The variable that holds it.</summary>
        public abstract string Variable { get; }

        public override string Label => Variable;

        public override Extent ExtentOf(ValueType type) => Extent.Scalar;

        public override bool IsOfOneRow => false;
    }

    /// <summary>A network, or a copy of one.</summary>
    public sealed record Network(string Name, NetworkUse Use) : Recipient
    {
        public override string Variable => Name;

        public override bool IsOfRollout => false;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Network(this, type);
    }

    public sealed record Expert(string Name) : Recipient
    {
        public override string Variable => Name;

        public override bool IsOfRollout => true;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Expert(this, type);
    }

    /// <summary>The rows of a batch.</summary>
    /// <param name="IsOther">The next row of the batch instead of a row itself.</param>
    public sealed record Rows(string Batch, bool IsOther = false) : Input
    {
        public override string Label => Batch;

        public override bool IsOfRollout => false;

        public override Extent ExtentOf(ValueType type) => Extent.Rows;

        public override bool IsOfOneRow => false;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Rows(this, type);
    }

    /// <summary>A fresh draw for each row.</summary>
    public sealed record Draw(string Member, string Parameter) : Input
    {
        /// <summary>The name of its stream.</summary>
        public string Stream => Member + "." + Parameter;

        public override string Label => Parameter;

        public override bool IsOfRollout => false;

        public override Extent ExtentOf(ValueType type) => Extent.Rows;

        public override bool IsOfOneRow => false;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Draw(this, type);
    }

    /// <summary>A value that is the same for all rows, and known before the step.</summary>
    public abstract record Value : Input
    {
        public override bool IsOfRollout => false;

        public override Extent ExtentOf(ValueType type) => Extent.Scalar;

        public override bool IsOfOneRow => false;
    }

    /// <summary>A property of the class.</summary>
    public sealed record Hyperparameter(string Property) : Value
    {
        public override string Label => Property;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Hyperparameter(this, type);
    }

    /// <summary>A value from the caller; vectors and matrices lie on the device.</summary>
    public sealed record Given(string Name) : Value
    {
        public override string Label => Name;

        public override Extent ExtentOf(ValueType type) => type.Rank > 0 ? Extent.Whole : Extent.Scalar;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Given(this, type);
    }

    /// <summary>A statistic over all rows of a data set.</summary>
    public sealed record Statistic(string Member, string Parameter) : Value
    {
        public override string Label => Parameter;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.Statistic(this, type);
    }

    /// <summary>A value that the monitor of the run holds.</summary>
    /// <param name="Name">The local that holds it: none that <c>Train</c> has already.</param>
    /// <param name="MonitorMember">The member of the monitor that holds it.</param>
    /// <param name="CSharpType">Its type as written in C#.</param>
    public sealed record OfRun(string Name, string MonitorMember, string CSharpType) : Value
    {
        public override string Label => Name;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.OfRun(this, type);
    }

    /// <summary>One over the number of rows of a batch: what each of them counts in the mean.</summary>
    /// <param name="Batch">Its name; empty for a loss without one.</param>
    public sealed record MeanWeight(string Batch) : Input
    {
        public override string Label => "meanWeight";

        public override bool IsOfRollout => false;

        public override Extent ExtentOf(ValueType type) => Extent.Scalar;

        public override bool IsOfOneRow => false;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.MeanWeight(this, type);
    }

    /// <summary>The gradient of a loss over batches with respect to a column that it is given.</summary>
    public sealed record LossGradient(string Loss, string Parameter) : Input
    {
        public override string Label => Parameter;

        public override bool IsOfRollout => false;

        public override Extent ExtentOf(ValueType type) => Extent.Rows;

        public override bool IsOfOneRow => false;

        public override T Accept<T>(IInputVisitor<T> visitor, ValueType type) => visitor.LossGradient(this, type);
    }
}
