namespace DeclarativeIL.Generators.Equations;

/// <summary>The name that the source gives to a node: that of a local, of a helper or of a helper's parameter.</summary>
internal sealed record NodeName(int Node, string Name);

/// <summary>The order of preference among the names of one node: the most telling one wins, among equals the first.</summary>
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
