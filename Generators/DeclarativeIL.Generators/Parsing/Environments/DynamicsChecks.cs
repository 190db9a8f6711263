using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Checks the class of dynamics.</summary>
internal static class DynamicsChecks
{
    /// <summary>Those that mean something in an environment with a state of its own alone.</summary>
    private static readonly string[] OfEnvironments = [WellKnownNames.Truncated, WellKnownNames.Success, WellKnownNames.Action];

    /// <summary>The class is dynamics, and nothing else.</summary>
    public static void CheckAlone(INamedTypeSymbol type)
    {
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } home && !IsGenerated(home))
            throw new Refusal(Descriptors.DerivedDynamics, type.Locations[0], type.Name, home.Name);
        if (EnvironmentAttributes.Marks(type, WellKnownNames.Environment).FirstOrDefault() is { } mark)
            throw new Refusal(Descriptors.TwoDeclarations, SourceLocations.Of(mark), type.Name, "Dynamics");
        EnvironmentChecks.CheckNoEquations(type);
        foreach (var member in type.GetMembers())
        {
            foreach (var name in OfEnvironments)
                if (EnvironmentAttributes.Marks(member, name).FirstOrDefault() is { } idle)
                    throw new Refusal(
                        Descriptors.WrongDynamics,
                        SourceLocations.Of(idle),
                        member.Name,
                        $"is marked [{EnvironmentAttributes.Word(idle)}], which dynamics have not",
                        name == WellKnownNames.Action
                            ? "[Action] before a parameter of the [Step] method"
                            : "[Dynamics(StepLimit = 200, EndIsSuccess = true)]"
                    );
            if (member is not IMethodSymbol && EnvironmentAttributes.IsPart(member))
                throw new Refusal(
                    Descriptors.WrongDynamics,
                    member.Locations[0],
                    member.Name,
                    "is no method",
                    "a static method of the state"
                );
        }
    }

    /// <summary>The class of several environments has a name of its own.</summary>
    public static void CheckVectorName(INamedTypeSymbol type)
    {
        var name = DynamicsModel.Vector + type.Name;
        if (type.ContainingNamespace.GetTypeMembers(name, 0).Any(TakenNames.IsWrittenByHand))
            throw new Refusal(Descriptors.NameClash, type.Locations[0], name, "a class of the same namespace");
    }

    /// <summary>The base that the generator has given to the class: the analyzer also sees what was generated.</summary>
    private static bool IsGenerated(INamedTypeSymbol home) =>
        home is { Name: "DynamicsEnvironment", ContainingNamespace.Name: "Simulation" };
}
