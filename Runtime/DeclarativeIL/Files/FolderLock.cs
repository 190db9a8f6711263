namespace DeclarativeIL.Files;

/// <summary>A folder that belongs to one user at a time: a lock on a file in it, which the system gives up with the process.</summary>
internal static class FolderLock
{
    /// <summary>Takes a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="lockName">The file in it that is locked.</param>
    /// <param name="what">What the folder is for, for messages.</param>
    /// <param name="user">Who else may use it, for messages.</param>
    /// <returns>Gives the folder up when disposed.</returns>
    /// <exception cref="IOException">It cannot be made or written to, or another one uses it.</exception>
    public static FileStream Take(string folder, string lockName, string what, string user)
    {
        var place = Path.Combine(folder, lockName);
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{folder}: found a folder that cannot be written to; expected one for {what}. {e.Message}", e);
        }
        catch (IOException e) when (File.Exists(place) && e is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new IOException(
                $"{folder}: found a folder whose {lockName} cannot be taken ({e.Message.TrimEnd('.')}); expected one that no other {user} "
                    + "uses.",
                e
            );
        }
    }
}
