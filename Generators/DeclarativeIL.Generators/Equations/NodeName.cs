namespace DeclarativeIL.Generators.Equations;

/// <summary>What the source calls a node: a local, a helper, a parameter of one.</summary>
internal sealed record NodeName(int Node, string Name);

/// <summary>Which of two names a node keeps: the one that says more; of equals the first.</summary>
internal enum NameRank
{
    /// <summary>The parameter of a helper that the value is passed for.</summary>
    Parameter,

    /// <summary>The helper that computed it.</summary>
    Helper,

    /// <summary>A local somewhere in what was inlined.</summary>
    Inlined,

    /// <summary>A local of the body itself.</summary>
    Local,
}
