using System.Numerics.Tensors;
using System.Reflection;
using DeclarativeIL.Algorithms.Tests.Native;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>
/// The functions that the compiled code of the library may not call, since their result depends on the make of the processor or on where
/// numbers lie.
/// </summary>
public sealed class SameBitsTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The largest and the smallest of some numbers are the same in any order.</summary>
    private static readonly string[] InAnyOrder = ["Max", "Min", "MaxMagnitude", "MinMagnitude", "MaxNumber", "MinNumber"];

    [Fact]
    public void Nothing_depends_on_the_processors_own_estimates() =>
        Assert.Empty(RuntimePackages.All.SelectMany(static package => Calls(package, IsEstimate)));

    [Fact]
    public void Nothing_is_added_up_in_an_order_of_the_alignment() =>
        Assert.Empty(RuntimePackages.All.SelectMany(static package => Calls(package, IsReduction)));

    /// <summary>The same searches find such calls where there are some.</summary>
    [Fact]
    public void Such_calls_are_found()
    {
        Assert.Contains(
            Calls(typeof(SameBitsTests).Assembly, IsEstimate),
            static call => call.Contains(nameof(Estimates), StringComparison.Ordinal)
        );
        Assert.Contains(
            Calls(typeof(SameBitsTests).Assembly, IsReduction),
            static call => call.Contains(nameof(Reduces), StringComparison.Ordinal)
        );
    }

    private static float Estimates(float x) => MathF.ReciprocalSqrtEstimate(x);

    private static double Reduces(double[] x) => TensorPrimitives.Sum<double>(x);

    /// <summary>
    /// x y + z is called an estimate as well: it rounds once where the processor can, which all of one width of registers can.
    /// </summary>
    private static bool IsEstimate(MethodBase method) =>
        method.DeclaringType?.Namespace is { } place
        && place.StartsWith("System", StringComparison.Ordinal)
        && (method.Name.StartsWith("Reciprocal", StringComparison.Ordinal) || method.Name.EndsWith("Estimate", StringComparison.Ordinal))
        && method.Name != "MultiplyAddEstimate";

    private static bool IsReduction(MethodBase method) =>
        method.DeclaringType == typeof(TensorPrimitives)
        && method is MethodInfo { ReturnType: var type }
        && type != typeof(void)
        && type != typeof(bool)
        && !InAnyOrder.Contains(method.Name)
        && !method.Name.StartsWith("IndexOf", StringComparison.Ordinal);

    private static IEnumerable<string> Calls(Assembly assembly, Func<MethodBase, bool> isMeant) =>
        assembly
            .GetTypes()
            .SelectMany(static type => type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
            .SelectMany(method =>
                CompiledCode
                    .Of(method)
                    .Where(instruction => instruction.Named is { } named && isMeant(named))
                    .Select(instruction =>
                        $"{method.DeclaringType}.{method.Name} calls {instruction.Named!.DeclaringType}.{instruction.Named.Name}"
                    )
            );
}
