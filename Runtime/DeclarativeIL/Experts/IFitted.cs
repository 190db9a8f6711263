namespace DeclarativeIL.Experts;

/// <summary>An expert of which something can be told before it is asked: for which environments it is.</summary>
internal interface IFitted
{
    /// <summary>Why it cannot be asked in such environments; null where nothing speaks against it.</summary>
    string? Fault(Space observations, Space actions);
}
