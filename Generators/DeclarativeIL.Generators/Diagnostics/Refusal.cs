using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Diagnostics;

/// <summary>Why a declaration cannot be generated for. Thrown at the place, caught once per declared member.</summary>
/// <remarks>Without a descriptor it is silent: the compiler already speaks about broken code.</remarks>
internal sealed class Refusal : Exception
{
    /// <summary>The property of a diagnostic that holds what its code fix has to know.</summary>
    public const string Hint = "hint";

    private readonly DiagnosticDescriptor? _descriptor;
    private readonly Location? _location;
    private readonly object[] _arguments;

    public Refusal(DiagnosticDescriptor? descriptor, Location? location, params object[] arguments)
    {
        _descriptor = descriptor;
        _location = location;
        _arguments = arguments;
    }

    /// <summary>
    /// The part of the remedy that only the parser knows; null where the source shows it, or where no mechanical remedy exists.
    /// </summary>
    public string? Remedy { get; init; }

    public static Refusal Silent() => new(null, null);

    public Diagnostic? ToDiagnostic() =>
        _descriptor is null ? null : Diagnostic.Create(_descriptor, _location, Properties(Remedy), _arguments);

    public static ImmutableDictionary<string, string?> Properties(string? hint) =>
        hint is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Hint, hint);
}
