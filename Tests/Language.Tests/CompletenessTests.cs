using System.Reflection;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;

namespace DeclarativeIL.Language.Tests;

/// <summary>A declaration without a test is a failing test, here and in Algorithms/.</summary>
public class CompletenessTests
{
    /// <summary>Of the shipped algorithms those with gates, ensembles and augmentation, which are tested here.</summary>
    private static readonly Type[] Family = [
        typeof(TrajectoryDAgger), typeof(RecoveryCloning), typeof(BootstrappedCloning), typeof(SafeDAgger), typeof(LazyDAgger), typeof(EnsembleDAgger), typeof(ThriftyDAgger), typeof(Dart),
        typeof(CategoricalSafeDAgger), typeof(CategoricalLazyDAgger), typeof(CategoricalEnsembleDAgger), typeof(CategoricalThriftyDAgger), typeof(CategoricalDart)];

    [Fact]
    public void Every_generated_loss_has_an_oracle()
        => Assert.Empty(Generated(static name => name.StartsWith("Accumulate", StringComparison.Ordinal)).Except(Covered()));

    [Fact]
    public void Every_generated_training_loop_is_run()
        => Assert.Empty(Generated(static name => name == "Train").Except(Covered()));

    [Fact]
    public void Every_test_names_something_that_is_generated()
        => Assert.Empty(Covered().Except(Generated(static _ => true)));

    [Fact]
    public void Every_declaration_is_generated_for()
        => Assert.Empty(Declared().Where(static type => type.GetMethod("Train") is null).Select(static type => type.Name));

    private static IEnumerable<Type> Declared()
        => typeof(RegularizedDpo).Assembly.GetTypes().Where(static type => type.Namespace == typeof(RegularizedDpo).Namespace && type is { IsClass: true, IsNested: false, IsSealed: true, IsAbstract: false }
            && !typeof(Attribute).IsAssignableFrom(type)).Concat(typeof(Dpo).Assembly.GetTypes().Where(LearnsFromComparisons)).Concat(Family);

    /// <summary>Of the shipped algorithms those with comparisons, which are tested here.</summary>
    private static bool LearnsFromComparisons(Type type)
        => type.GetMethods().Any(static method => method.Name == "Accumulate" && method.GetParameters().Any(static parameter => parameter.ParameterType == typeof(Batch<Preference>) || parameter.ParameterType == typeof(Batch<Rating>)));

    private static HashSet<string> Generated(Func<string, bool> wanted)
        => [.. Declared().SelectMany(type => type.GetMethods().Where(method => wanted(method.Name)).Select(method => $"{type.Name}.{method.Name}"))];

    private static HashSet<string> Covered()
        => [.. typeof(CompletenessTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
            .SelectMany(static method => method.GetCustomAttributes().OfType<ICovers>().Select(static covers => covers.What))];
}
