namespace DeclarativeIL.Backends.Torch;

/// <summary>A module that remembers from row to row.</summary>
internal interface IRemembering
{
    /// <summary>Numbers that it remembers of one episode.</summary>
    int MemorySize { get; }
}
