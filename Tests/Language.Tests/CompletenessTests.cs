using System.Reflection;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Language.Tests.Declarations;

namespace DeclarativeIL.Language.Tests;

/// <summary>A declaration without a test is a failing test, here and in Algorithms/.</summary>
public class CompletenessTests
{
    /// <summary>These have theirs in Tests/Algorithms.Tests.</summary>
    private static readonly Type[] Elsewhere =
    [
        typeof(BehaviorCloning),
        typeof(RegressionCloning),
        typeof(DAgger),
        typeof(LinearDAgger),
        typeof(IndicatorDAgger),
        typeof(HgDAgger),
    ];

    [Fact]
    public void Every_generated_loss_has_an_oracle() =>
        Assert.Empty(Generated(static name => name.StartsWith("Accumulate", StringComparison.Ordinal)).Except(Covered()));

    [Fact]
    public void Every_generated_training_loop_is_run() => Assert.Empty(Generated(static name => name == "Train").Except(Covered()));

    [Fact]
    public void Every_test_names_something_that_is_generated() => Assert.Empty(Covered().Except(Generated(static _ => true)));

    [Fact]
    public void Every_declaration_is_generated_for() =>
        Assert.Empty(Declared().Where(static type => type.GetMethod("Train") is null).Select(static type => type.Name));

    private static IEnumerable<Type> Declared() =>
        typeof(RegularizedDpo)
            .Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(RegularizedDpo).Namespace)
            .Concat(typeof(DAgger).Assembly.GetExportedTypes())
            .Except(Elsewhere)
            .Where(static type => !type.Name.StartsWith('<')) // local to a file: what the generator writes for rows
            .Where(static type =>
                type is { IsClass: true, IsNested: false, IsSealed: true, IsAbstract: false } && !typeof(Attribute).IsAssignableFrom(type)
            );

    private static HashSet<string> Generated(Func<string, bool> wanted) =>
        [
            .. Declared()
                .SelectMany(type => type.GetMethods().Where(method => wanted(method.Name)).Select(method => $"{type.Name}.{method.Name}")),
        ];

    private static HashSet<string> Covered() =>
        [
            .. typeof(CompletenessTests)
                .Assembly.GetTypes()
                .SelectMany(static type => type.GetMethods())
                .Where(static method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
                .SelectMany(static method => method.GetCustomAttributes().OfType<ICovers>().Select(static covers => covers.What)),
        ];
}
