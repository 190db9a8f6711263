namespace DeclarativeIL.Native;

/// <summary>libtorch cannot be loaded; the message names the cause and what to do about it.</summary>
public sealed class NativeLibraryException : DllNotFoundException
{
    /// <summary>With a general message.</summary>
    public NativeLibraryException() { }

    /// <summary>With the cause.</summary>
    public NativeLibraryException(string message)
        : base(message) { }

    /// <summary>With the cause and what was thrown by it.</summary>
    public NativeLibraryException(string message, Exception? innerException)
        : base(message, innerException) { }
}
