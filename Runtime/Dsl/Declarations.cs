namespace DeclarativeIL;

/// <summary>The equation that is averaged over its batch and minimised. It trains the network parameters that carry no attribute.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute
{
    /// <summary>Losses of one turn step together; later turns train after earlier ones, each round.</summary>
    public int Turn { get; set; }
}

/// <summary>Imports the losses, columns and hyperparameters (not the gates) of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">A class that declares a loss.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LossAttribute<T> : Attribute
    where T : class
{
    /// <summary>Factor on the imported losses; also a property of the generated class.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Added to the turn of the imported losses.</summary>
    public int Turn { get; set; }
}

/// <summary>The gate: at every rollout step, who acts.</summary>
/// <param name="store">What is kept.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AggregateAttribute(Store store) : Attribute
{
    /// <summary>What is kept.</summary>
    public Store Store => store;
}
