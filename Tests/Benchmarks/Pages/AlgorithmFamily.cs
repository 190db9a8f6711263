using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Benchmarks.Pages;

/// <summary>What an algorithm learns from.</summary>
internal enum AlgorithmFamily
{
    /// <summary>Demonstrations that are there.</summary>
    Offline,

    /// <summary>An expert who is asked, or acts, while data is collected.</summary>
    Interactive,

    /// <summary>Preferences between answers.</summary>
    Preferences,

    /// <summary>Rewards of steps that the policy takes.</summary>
    Reinforcement,
}

/// <summary>Which family an algorithm is of, by what it declares.</summary>
internal static class Families
{
    /// <summary>The family of a class.</summary>
    public static AlgorithmFamily Of(DeclaredAlgorithm algorithm)
    {
        var attributes = algorithm
            .Declared.Members.SelectMany(static member => member.DescendantNodes())
            .OfType<AttributeSyntax>()
            .Select(static attribute => attribute.Name.ToString())
            .ToHashSet();
        return algorithm.Source.Contains("/Preferences/", StringComparison.Ordinal) ? AlgorithmFamily.Preferences
            : attributes.Contains("Aggregate") ? AlgorithmFamily.Interactive
            : attributes.Contains("Rollout") || attributes.Contains("Reward") || algorithm.Reused.Contains("Ppo")
                ? AlgorithmFamily.Reinforcement
            : attributes.Contains("Explore") ? AlgorithmFamily.Interactive
            : AlgorithmFamily.Offline;
    }

    /// <summary>What it is called.</summary>
    public static string Name(AlgorithmFamily family) =>
        family switch
        {
            AlgorithmFamily.Offline => "from demonstrations",
            AlgorithmFamily.Interactive => "with an expert in the loop",
            AlgorithmFamily.Preferences => "from preferences",
            AlgorithmFamily.Reinforcement => "from rewards",
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Expected a family of algorithms."),
        };
}
