using System.Globalization;
using System.Reflection;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Dsl;

public sealed class VocabularyTests
{
    private const int Rows = 126;

    public static TheoryData<string> Operations => [.. VocabularyMember.All.Select(static member => member.ToString())];

    public static TheoryData<string> Differentiable =>
        [.. VocabularyMember.All.Where(static member => member.Gradients.Any()).Select(static member => member.ToString())];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Batched_form_is_the_one_sample_form_row_by_row(string name)
    {
        var member = Find(name);
        foreach (var extreme in (bool[])[false, true])
        {
            using var scope = NewDisposeScope();
            var rows = Samples(member, extreme);
            object?[] arguments =
            [
                .. member.Batched.GetParameters().Select((given, i) => Inputs.Batch([.. rows.Select(row => row[i])], given.ParameterType)),
            ];
            var found = ((Tensor)member.Batched.Invoke(null, arguments)!).to(ScalarType.Float64).flatten().data<double>().ToArray();

            var expected = rows.SelectMany(row => Inputs.Numbers(member.OneSample(row))).ToArray();
            Assert.Equal(expected.Length, found.Length);
            for (var i = 0; i < found.Length; i++)
                AssertClose(expected[i], found[i], 1e-12, $"{member}, number {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Gradients_are_central_differences(string name)
    {
        var member = Find(name);
        foreach (var gradient in member.Gradients)
        foreach (var row in Samples(member, extreme: false))
            CheckGradient(member, gradient, row);
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Gradients_stay_finite_where_inputs_are_extreme(string name)
    {
        var member = Find(name);
        if (member.Member.Name is "Pow" or "Exp" or "Sinh" or "Cosh")
            return; // these overflow in truth
        foreach (var gradient in member.Gradients)
        foreach (var row in Samples(member, extreme: true))
        {
            var upstream = Inputs.With(Upstreamed(member, row), [.. Inputs.Numbers(member.OneSample(row)).Select(static _ => 1.0)]);
            foreach (var part in Inputs.Numbers(member.Derivative(gradient).Invoke(null, [.. row, upstream])!))
                Assert.False(double.IsNaN(part), $"{member}, {gradient.Parameter}, at {string.Join("; ", row)}");
        }
    }

    [Fact]
    public void Every_operation_has_LaTeX_that_takes_its_arguments()
    {
        Assert.NotEmpty(VocabularyMember.All);
        foreach (var member in VocabularyMember.All)
        {
            Assert.False(string.IsNullOrWhiteSpace(member.Operation.Latex), $"{member}");
            object?[] arguments = [.. member.Arguments.Select(static (_, i) => (object?)("x" + i))];
            var latex = string.Format(CultureInfo.InvariantCulture, member.Operation.Latex, arguments);
            Assert.Equal(latex.Count(static letter => letter == '{'), latex.Count(static letter => letter == '}'));
        }
    }

    [Fact]
    public void Every_gradient_names_a_parameter_and_a_method_over_the_same_arguments()
    {
        foreach (var member in VocabularyMember.All)
        foreach (var gradient in member.Gradients)
        {
            var derivative = member.Derivative(gradient);
            Assert.Contains(gradient.Parameter, member.Arguments.Select(static argument => argument.Name));
            Assert.Equal(
                [
                    .. member.Arguments.Select(static argument => argument.Type),
                    member.Result == typeof(int) ? typeof(double) : Upstream(member.Result),
                ],
                derivative.GetParameters().Select(static parameter => parameter.ParameterType)
            );
            var type = member.Arguments.Single(argument => argument.Name == gradient.Parameter).Type;
            Assert.Equal(
                type == typeof(Act) ? typeof(Vector)
                    : type == typeof(int) ? typeof(double)
                    : type,
                derivative.ReturnType
            ); // a difference of points; a slope
        }
    }

    [Fact]
    public void What_draws_or_gives_a_discrete_act_chooses_and_names_no_derivative()
    {
        foreach (var member in VocabularyMember.All)
        {
            var chooses = member.Result == typeof(Act) || member.Arguments.Any(static argument => argument.Type == typeof(Draw));
            Assert.Equal(chooses, member.Operation.Chooses);
            Assert.False(chooses && member.Gradients.Any(), $"{member}");
        }
    }

    /// <summary>What no generator could lower would be missing here, silently.</summary>
    [Fact]
    public void The_assembly_carries_the_equation_of_every_gradient()
    {
        foreach (var member in VocabularyMember.All)
        {
            var carried = member
                .Home.GetCustomAttributes<DeclaredEquationAttribute>()
                .Select(static equation => equation.Member)
                .ToHashSet();
            foreach (var gradient in member.Gradients)
                Assert.Contains(Id(member.Derivative(gradient)), carried);
        }
    }

    [Fact]
    public void Operations_stand_for_methods_that_exist()
    {
        foreach (var member in VocabularyMember.All.Where(static member => member.Home == typeof(MathOperations)))
        {
            var method = typeof(Math).GetMethod(member.Member.Name, [.. member.Arguments.Select(static argument => argument.Type)]);
            Assert.NotNull(method);
            Assert.Equal(
                member.Arguments.Select(static argument => argument.Name),
                method.GetParameters().Select(static parameter => parameter.Name)
            );
        }
    }

    private static void CheckGradient(VocabularyMember member, GradientAttribute gradient, object[] row)
    {
        var place = member.Arguments.Select(static argument => argument.Name).ToList().IndexOf(gradient.Parameter);
        var outputs = Inputs.Numbers(member.OneSample(row));
        var weights = outputs.Select(static (_, i) => 0.7 + 0.3 * i).ToArray();
        var upstream = Inputs.With(Upstreamed(member, row), weights);
        var found = Inputs.Numbers(member.Derivative(gradient).Invoke(null, [.. row, upstream])!);
        // a place, a condition or a whole number: it has no neighbours
        if (
            row[place] is int
            || gradient.Parameter is "condition" or "allowed"
            || (member.Member.Name == nameof(Functions.OneHotLike) && row[place] is Act)
        )
        {
            Assert.All(found, static slope => Assert.Equal(0, slope));
            return;
        }
        var numbers = Inputs.Numbers(row[place]);
        for (var i = 0; i < numbers.Length; i++)
        {
            var step = 1e-5 * Math.Max(Math.Abs(numbers[i]), 1e-2);
            double At(double shift)
            {
                var moved = numbers.ToArray();
                moved[i] += shift;
                object[] arguments = [.. row[..place], Inputs.With(row[place], moved), .. row[(place + 1)..]];
                return Inputs
                    .Numbers(member.OneSample(arguments))
                    .Zip(weights, static (output, weight) => double.IsInfinity(output) ? 0 : output * weight) // what is masked stays so
                    .Sum();
            }

            var (above, below) = (At(step), At(-step));
            if (IsFlat(member) && above != below)
                continue; // a jump between the two
            AssertClose((above - below) / (2 * step), found[i], 1e-5, $"{member}, {gradient.Parameter}, at {string.Join("; ", row)}");
        }
    }

    private static bool IsFlat(VocabularyMember member) =>
        member.Member.Name is "Sign" or "Floor" or "Ceiling" or "Truncate" or "Round" or "Within";

    private static List<object[]> Samples(VocabularyMember member, bool extreme)
    {
        var random = new RandomStream(5);
        object Argument((string Name, Type Type) argument, int row) =>
            Inputs.Make(member, argument.Type, argument.Name, row, extreme, random);

        return [.. Enumerable.Range(0, Rows).Select(row => (object[])[.. member.Arguments.Select(argument => Argument(argument, row))])];
    }

    private static object Upstreamed(VocabularyMember member, object[] row) =>
        member.OneSample(row) is int number ? (double)number : member.OneSample(row);

    private static Type Upstream(Type result) => result == typeof(int) ? typeof(double) : result;

    private static VocabularyMember Find(string name) => VocabularyMember.All.Single(member => member.ToString() == name);

    private static string Id(MethodInfo method)
    {
        var types = method.GetParameters().Select(static parameter => parameter.ParameterType.FullName);
        return $"M:{method.DeclaringType!.FullName}.{method.Name}({string.Join(",", types)})";
    }

    private static void AssertClose(double expected, double found, double tolerance, string place)
    {
        if (expected.Equals(found))
            return;
        Assert.True(
            Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{place}: found {found:R}; expected {expected:R}."
        );
    }
}
