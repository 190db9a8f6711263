using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using MathNet.Numerics.LinearAlgebra;

namespace DeclarativeIL.Runtime.Tests.Experts;

[Trait("Speed", "Slow")]
public sealed class CartPoleControllerTests
{
    [Fact]
    public void It_holds_every_one_of_100_episodes_for_500_steps()
    {
        var environment = new CartPole();
        var returns = new List<double>();
        for (ulong seed = 0; seed < 100; seed++)
        {
            environment.Reset(seed, new float[4]);
            returns.Add(Run(environment));
        }
        Assert.Equal(500.0, returns.Average());
    }

    [Fact]
    public void It_holds_from_every_corner_of_the_start_box()
    {
        var environment = new CartPole();
        for (var corner = 0; corner < 16; corner++)
        {
            environment.SetState([.. Enumerable.Range(0, 4).Select(i => (corner >> i & 1) == 0 ? -0.05 : 0.05)]);
            Assert.Equal(500.0, Run(environment));
        }
    }

    [Fact]
    public void Its_gains_solve_the_Riccati_equation_of_the_linearised_environment()
    {
        var (a, b) = Linearised();
        var q = Matrix<double>.Build.DenseOfDiagonalArray([1, 1, 10, 1]);
        const double R = 0.1;
        var p = q;
        Matrix<double> k = null!;
        for (var i = 0; i < 20000; i++)
        {
            k = (b.Transpose() * p * b + R).Inverse() * (b.Transpose() * p * a);
            p = a.Transpose() * p * a - a.Transpose() * p * b * k + q;
        }
        for (var i = 0; i < 4; i++)
            Assert.Equal(k[0, i], CartPoleController.Gains[i], 1e-7);
    }

    [Fact]
    public void Wrong_lengths_are_refused_by_name()
    {
        var controller = new CartPoleController();
        Assert.Throws<ArgumentException>("observation", () => controller.Control(new float[3], new float[1]));
        Assert.Throws<ArgumentException>("action", () => controller.Control(new float[4], new float[2]));
    }

    /// <summary>One Euler step around the upright rest, by central differences of the dynamics in state and force.</summary>
    private static (Matrix<double> A, Matrix<double> B) Linearised()
    {
        const double M = 1.1,
            D = 0.5 * (4.0 / 3 - 0.1 / M),
            Tau = 0.02;
        var a = Matrix<double>.Build.DenseIdentity(4);
        const double H = 1e-6;
        for (var j = 0; j < 4; j++)
        {
            // both pushes, averaged: the part of the step that does not depend on the force
            double[] up = Mean(j, H),
                down = Mean(j, -H);
            for (var i = 0; i < 4; i++)
                a[i, j] = (up[i] - down[i]) / (2 * H);
        }
        var b = Matrix<double>.Build.Dense(4, 1, [0, Tau * (1 / M + 0.05 / (D * M * M)), 0, -Tau / (D * M)]);
        double[] right = Advanced([0, 0, 0, 0], 1),
            left = Advanced([0, 0, 0, 0], 0);
        for (var i = 0; i < 4; i++)
            Assert.Equal((right[i] - left[i]) / 20, b[i, 0], 1e-12); // per newton
        return (a, b);
    }

    private static double[] Mean(int component, double displacement)
    {
        var state = new double[4];
        state[component] = displacement;
        return [.. Advanced(state, 1).Zip(Advanced(state, 0), (x, y) => (x + y) / 2)];
    }

    private static double[] Advanced(double[] state, float action)
    {
        var environment = new CartPole();
        var next = new double[4];
        environment.SetState(state);
        environment.Step([action], new float[4]);
        environment.CopyState(next);
        return next;
    }

    private static double Run(CartPole environment)
    {
        var controller = new CartPoleController();
        var state = new double[4];
        float[] observation = new float[4],
            action = new float[1];
        environment.CopyState(state);
        for (var i = 0; i < 4; i++)
            observation[i] = (float)state[i];
        var total = 0.0;
        StepResult result;
        do
        {
            controller.Control(observation, action);
            result = environment.Step(action, observation);
            total += result.Reward;
        } while (!result.Terminated && !result.Truncated);
        return total;
    }
}
