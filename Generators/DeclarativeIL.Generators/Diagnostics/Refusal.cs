using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Diagnostics;

/// <summary>Why a declaration cannot be generated for. Thrown at the place, caught once per declared member.</summary>
/// <remarks>Without a descriptor it is silent: the compiler already speaks about broken code.</remarks>
internal sealed class Refusal : Exception
{
    private readonly DiagnosticDescriptor? _descriptor;
    private readonly Location? _location;
    private readonly object[] _arguments;

    public Refusal(DiagnosticDescriptor? descriptor, Location? location, params object[] arguments)
    {
        _descriptor = descriptor;
        _location = location;
        _arguments = arguments;
    }

    public static Refusal Silent() => new(null, null);

    public Diagnostic? ToDiagnostic() => _descriptor is null ? null : Diagnostic.Create(_descriptor, _location, _arguments);
}
