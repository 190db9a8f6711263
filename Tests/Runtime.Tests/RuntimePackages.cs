using System.Reflection;
using DeclarativeIL.Environments;
using DeclarativeIL.Formats;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.Onnx;

namespace DeclarativeIL.Runtime.Tests;

/// <summary>The assemblies of the packages that the runtime is made of.</summary>
internal static class RuntimePackages
{
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(State).Assembly,
        typeof(CartPole).Assembly,
        typeof(TrajectoryFile).Assembly,
        typeof(SequencePolicy).Assembly,
        typeof(OnnxModel).Assembly,
    ];
}
