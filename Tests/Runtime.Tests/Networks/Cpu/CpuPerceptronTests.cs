using System.Numerics;
using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>Every kernel that this processor runs, against plain loops in float64.</summary>
[Trait("Speed", "Slow")]
public sealed class CpuPerceptronTests
{
    public static TheoryData<string, Activation> Kernels
    {
        get
        {
            var data = new TheoryData<string, Activation>();
            foreach (var kernel in CpuKernels.Supported)
            foreach (var activation in Enum.GetValues<Activation>())
                data.Add(kernel.Name, activation);
            return data;
        }
    }

    private static readonly PerceptronShape[] Odd =
    [
        new(1, [1], 1, default),
        new(3, [17, 33], 2, default),
        new(33, [17], 17, default),
        new(5, [], 3, default),
        new(17, [40, 64, 7], 6, default),
        new(4, [32, 32], 1, default),
        new(6, [100], 8, default),
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Answers_and_gradients_equal_plain_loops(string kernel, Activation activation)
    {
        foreach (var shape in Odd)
        foreach (var rows in new[] { 1, 7, 33, 150 })
            Check(new CpuCase(shape with { Activation = activation }, rows, Named(kernel), extra: 3));
    }

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Linear)]
    public void In_float64_they_equal_plain_loops_to_its_rounding(Activation activation)
    {
        foreach (var shape in Odd)
            Check(new CpuCase<double>(shape with { Activation = activation }, 33, members: 2, extra: 3), 1e-14);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Members_equal_plain_loops(string kernel, Activation activation) =>
        Check(new CpuCase(new(3, [17, 9], 2, activation), 5, Named(kernel), members: 4, extra: 3));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_equal_plain_loops_and_themselves_to_the_bit(int members)
    {
        var shape = new PerceptronShape(17, [130, 130], 6, Activation.Tanh);
        var first = new CpuCase(shape, 203, members: members, extra: 1, threads: 3);
        var second = new CpuCase(shape, 203, members: members, extra: 1, threads: 3);
        Check(first, 1e-5);
        var (one, two) = (second.Found(), new CpuCase(shape, 203, members: members, extra: 1, threads: 3).Found());
        Assert.Equal(one.Outputs, two.Outputs);
        Assert.Equal(one.Gradients, two.Gradients);
        Assert.Equal(one.InputGradients, two.InputGradients);
    }

    [Fact]
    public void Acting_equals_the_forward_pass_and_leaves_it_alone()
    {
        foreach (var threads in new[] { 1, 3 })
        {
            var test = new CpuCase(new(17, [100, 130], 6, Activation.Gelu), 203, members: 2, threads: threads);
            float[] outputs = [.. test.Perceptron.Forward(test.Rows)];
            Assert.Equal(outputs, test.Perceptron.Act(test.Input, test.Rows).ToArray());
            var shared = test.Perceptron.Act(test.Input.AsSpan(0, 17 * 203), 203, shared: true);
            Assert.Equal(outputs.AsSpan(0, 6 * 203), shared[..(6 * 203)]);
            CpuCase.Close(Answers(test, 1, 0), shared[(6 * 203)..].ToArray(), "shared");
            test.Perceptron.Backward(test.Rows);
            var gradients = new float[test.Perceptron.Count];
            test.Perceptron.StoreGradients(gradients);
            CpuCase.Close(test.Expected().Gradients, gradients, "gradient", 1e-5);
        }

        static double[] Answers(CpuCase test, int member, int rowsOf)
        {
            double[] parameters = [.. test.Parameters.Select(static x => (double)x)];
            var plain = new PlainPerceptron(test.Shape, parameters, member * parameters.Length / test.Members);
            return
            [
                .. Enumerable
                    .Range(rowsOf * test.Rows, test.Rows)
                    .SelectMany(row => plain.Forward([.. test.Input.Skip(row * 17).Take(17).Select(static x => (double)x)])),
            ];
        }
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        var test = new CpuCase(new(3, [9], 2, Activation.Tanh), 7, extra: 2);
        var once = test.Found().Gradients;
        test.Perceptron.ExtraGradient[1] = 5;
        var twice = test.Found().Gradients;
        test.Perceptron.ZeroGradients();
        var again = test.Found().Gradients;

        Assert.Equal(once, again);
        Assert.Equal(5, twice[^1]);
        CpuCase.Close([.. once.Select(static x => 2.0 * x).SkipLast(1), 5.0], twice, "twice");
        test.Perceptron.ZeroGradients();
        Assert.All(test.Perceptron.Gradients.ToArray(), static x => Assert.Equal(0, x));
    }

    [Fact]
    public void Parameters_come_back_as_they_were_and_extra_ones_follow_each_member()
    {
        var test = new CpuCase(new(3, [17], 2, Activation.Tanh), 1, members: 3, extra: 2);
        var back = new float[test.Perceptron.Count];
        test.Perceptron.Store(back);
        var per = back.Length / 3;

        Assert.Equal(test.Parameters, back);
        Assert.Equal([.. back[(per - 2)..per], .. back[(2 * per - 2)..(2 * per)], .. back[^2..]], test.Perceptron.Extra.ToArray());
        Assert.Equal("flat", Assert.Throws<ArgumentException>(() => test.Perceptron.Load(new float[5])).ParamName);
    }

    [Fact]
    public void Squares_and_their_gradient_equal_plain_loops()
    {
        var test = new CpuCase(new(3, [33], 2, Activation.Tanh), 1, extra: 2);
        test.Perceptron.AddSquaresGradient(0.25);
        var gradients = new float[test.Perceptron.Count];
        test.Perceptron.StoreGradients(gradients);

        Assert.Equal(test.Parameters.Sum(static x => (double)x * x), test.Perceptron.SumOfSquares(), 1e-4);
        Assert.Equal(test.Parameters.Select(static x => 0.5f * x), gradients);
    }

    [Fact]
    public void Squares_of_a_member_are_those_of_its_layers_and_its_extra_parameters()
    {
        var test = new CpuCase(new(3, [33], 2, Activation.Tanh), 1, members: 3, extra: 2);
        test.Perceptron.AddSquaresGradient(1, 0.25);
        var gradients = new float[test.Perceptron.Count];
        test.Perceptron.StoreGradients(gradients);
        var per = gradients.Length / 3;

        Assert.Equal(test.Parameters[per..(2 * per)].Sum(static x => (double)x * x), test.Perceptron.SumOfSquares(1), 1e-4);
        Assert.Equal(test.Parameters.Select((x, i) => i / per == 1 ? 0.5f * x : 0), gradients);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_not_finite_stays_so(float value)
    {
        foreach (var kernel in CpuKernels.Supported)
        foreach (var activation in Enum.GetValues<Activation>())
        {
            var test = new CpuCase(new(3, [9], 2, activation), 3, kernel);
            test.Perceptron.Input(3)[4] = float.NaN;
            Assert.All(test.Perceptron.Forward(3)[2..4].ToArray(), static x => Assert.True(float.IsNaN(x)));
            Assert.All(test.Perceptron.Forward(3)[..2].ToArray(), static x => Assert.True(float.IsFinite(x)));
            test.Perceptron.Input(3)[4] = 0;
            test.Perceptron.OutputGradient(3)[0] = value;
            Assert.Contains(test.Found().Gradients, static x => !float.IsFinite(x));
            test.Parameters[0] = value;
            test.Perceptron.Load(test.Parameters);
            Assert.False(double.IsFinite(test.Perceptron.SumOfSquares()));
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        var test = new CpuCase(new(3, [9], 2, Activation.Tanh), 3);
        Assert.Throws<InvalidOperationException>(() => test.Perceptron.Backward(3));
        test.Perceptron.Forward(3);
        Assert.Throws<InvalidOperationException>(() => test.Perceptron.Backward(2));
        Assert.Equal("into", Assert.Throws<ArgumentException>(() => test.Perceptron.InputGradient(3, new float[8])).ParamName);
        Assert.Equal("states", Assert.Throws<ArgumentException>(() => test.Perceptron.Act(new float[8], 3)).ParamName);
        Assert.Equal(0, test.Perceptron.Forward(0).Length);
    }

    private static void Check<T>(CpuCase<T> test, double tolerance = 2e-6)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (expected, found) = (test.Expected(), test.Found());
        var what =
            $"{test.Perceptron.Kernel.Name}, {test.Shape.Inputs} > {string.Join(" > ", test.Shape.Hidden)} > {test.Shape.Outputs}, "
            + $"{test.Rows} rows: ";
        CpuCase<T>.Close(expected.Outputs, found.Outputs, what + "answer", tolerance);
        CpuCase<T>.Close(expected.Gradients, found.Gradients, what + "gradient", tolerance);
        CpuCase<T>.Close(expected.InputGradients, found.InputGradients, what + "input gradient", tolerance);
    }

    private static CpuKernel<float> Named(string name) => CpuKernels.Supported.Single(kernel => kernel.Name == name);
}
