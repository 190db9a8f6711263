using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

/// <summary>
/// Compiled into Runtime and, by DeclarativeIL.targets, into every project that uses it: a library's initialiser runs when the library
/// is first used, which may be after TorchSharp is; that of the project itself comes before all its code.
/// </summary>
file static class DeclarativeILRegistration
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It registers a handler and sets a variable; nothing is loaded.")]
    internal static void Register() => global::DeclarativeIL.Native.NativeLibraries.Register();
}
