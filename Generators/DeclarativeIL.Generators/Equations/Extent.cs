namespace DeclarativeIL.Generators.Equations;

/// <summary>The number of values in a step: one that is known before, one in all, or one per row.</summary>
internal enum Extent
{
    /// <summary>A number that is known before the step: a hyperparameter, a constant.</summary>
    Scalar,

    /// <summary>One value on the device: an answer about the network as a whole, a statistic of the batch.</summary>
    Whole,

    /// <summary>One per row of the batch, on the device.</summary>
    Rows,
}
