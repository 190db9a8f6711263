namespace DeclarativeIL.Runtime.Tests.Checkpoints;

/// <summary>A folder that goes with the test.</summary>
internal sealed class Temporary : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("declarativeil-").FullName;

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
