using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Tests.Harness;

/// <summary>What declarations are compiled against: the framework of a pinned version, Runtime, TorchSharp. Read once.</summary>
internal static class References
{
    /// <summary>The runtime's packages.</summary>
    public static IReadOnlyList<string> Packages =>
        ["DeclarativeIL", "DeclarativeIL.Environments", "DeclarativeIL.Formats", "DeclarativeIL.LanguageModels", "DeclarativeIL.Onnx"];

    public static readonly IReadOnlyList<MetadataReference> All =
    [
        .. Net100.References.All,
        .. Packages.Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "TorchSharp.dll")),
    ];

    /// <summary>The checkout that these tests were built in.</summary>
    public static string Repository { get; } =
        typeof(References)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot")
            .Value!;

    public static string PathOf(params string[] parts) => Path.Combine([Repository, .. parts]);
}
