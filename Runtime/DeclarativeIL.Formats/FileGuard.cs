using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Parquet;

namespace DeclarativeIL.Formats;

/// <summary>Opens files, and says which one is wrong.</summary>
internal static class FileGuard
{
    /// <summary>Runs a reading; whatever is wrong with the file becomes the exception that says so.</summary>
    public static T Run<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (MalformedDataException e)
        {
            throw new TrajectoryFileException(path, e.Position, e.Found, e.Expected, e);
        }
        catch (MalformedParquetException e)
        {
            throw new TrajectoryFileException(path, e.Position, e.Found, e.Expected, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrajectoryFileException(path, "the file", $"{e.GetType().Name} ({e.Message})", "a readable file", e);
        }
    }

    /// <summary>Opens a file; what is none is refused.</summary>
    public static FileStream Open(string path)
    {
        if (FileKinds.Fault(path) is { } fault)
            throw new MalformedDataException("the path", fault, "a file");
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }
}
