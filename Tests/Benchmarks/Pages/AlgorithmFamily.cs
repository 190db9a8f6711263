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

    /// <summary>Demonstrations, and steps that the policy takes to become like them.</summary>
    Inverse,

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
            : LearnsFromExpertSteps(algorithm) ? AlgorithmFamily.Inverse
            : attributes.Overlaps(["Rollout", "Replay", "Reward"]) || algorithm.Reused.Contains("Ppo") ? AlgorithmFamily.Reinforcement
            : attributes.Contains("Explore") ? AlgorithmFamily.Interactive
            : AlgorithmFamily.Offline;
    }

    /// <summary>Whether a loss is of transitions that are given.</summary>
    private static bool LearnsFromExpertSteps(DeclaredAlgorithm algorithm) =>
        algorithm
            .Declared.Members.OfType<MethodDeclarationSyntax>()
            .Where(static member =>
                member.AttributeLists.SelectMany(static list => list.Attributes).Any(static one => one.Name.ToString() == "Loss")
            )
            .SelectMany(static member => member.ParameterList.Parameters)
            .Any(static parameter => parameter.AttributeLists.Count == 0 && parameter.Type?.ToString() == "Transition");

    /// <summary>What it is called.</summary>
    public static string Name(AlgorithmFamily family) =>
        family switch
        {
            AlgorithmFamily.Offline => "from demonstrations",
            AlgorithmFamily.Interactive => "with an expert in the loop",
            AlgorithmFamily.Preferences => "from preferences",
            AlgorithmFamily.Inverse => "from demonstrations, acting",
            AlgorithmFamily.Reinforcement => "from rewards",
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Expected a family of algorithms."),
        };
}
