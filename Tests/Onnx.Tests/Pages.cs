using System.Reflection;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>Pages of the documentation.</summary>
internal static class Pages
{
    public static string Read(string path) =>
        File.ReadAllText(
            Path.Combine(
                typeof(Pages)
                    .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                    .Single(static attribute => attribute.Key == "RepositoryRoot")
                    .Value!,
                path
            )
        );
}
