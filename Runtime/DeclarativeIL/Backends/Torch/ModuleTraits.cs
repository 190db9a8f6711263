namespace DeclarativeIL.Backends.Torch;

/// <summary>A module that remembers from row to row.</summary>
internal interface IRemembering
{
    /// <summary>Numbers that it remembers of one episode.</summary>
    int MemorySize { get; }
}

/// <summary>A module that takes rows of one size only.</summary>
internal interface ITakesRows
{
    /// <summary>Numbers of a row; 0 where another module takes them first.</summary>
    int RowSize { get; }

    /// <summary>What a row is, in words.</summary>
    string Rows { get; }
}

/// <summary>A module with settings that are in no tensor, and are told in files.</summary>
internal interface IHasSettings
{
    /// <summary>The settings, in a fixed order.</summary>
    IReadOnlyList<double> Settings { get; }
}
