using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using MathNet.Numerics.LinearAlgebra;

namespace DeclarativeIL.Runtime.Tests.Experts;

/// <summary>What the shipped experts earn: the figures of their documentation, over 100 seeded episodes.</summary>
[Trait("Speed", "Slow")]
public sealed class ControllerReturnsTests
{
    private static EvaluationResult Over100Episodes(IController controller, IVectorEnvironment environments) =>
        Evaluation.Run(controller, environments, 100, new SeedSequence(1));

    [Fact]
    public void CartPole() => Assert.Equal(500, Over100Episodes(new CartPoleController(), new VectorCartPole(100)).Mean);

    [Fact]
    public void Pendulum() => Assert.Equal(-163.79, Over100Episodes(new PendulumController(), new VectorPendulum(100)).Mean, 0.01);

    [Fact]
    public void MountainCar()
    {
        var result = Over100Episodes(new MountainCarController(), new VectorMountainCar(100));
        Assert.Equal(-105.87, result.Mean, 0.01);
        Assert.All(result.Returns, earned => Assert.True(earned > -200, "it reached the flag"));
    }

    [Fact]
    public void MountainCarContinuous()
    {
        var result = Over100Episodes(new MountainCarContinuousController(), new VectorMountainCarContinuous(100));
        Assert.Equal(98.07, result.Mean, 0.01);
        Assert.All(result.Returns, earned => Assert.True(earned > 90));
    }

    [Fact]
    public void Acrobot()
    {
        var result = Over100Episodes(new AcrobotController(), new VectorAcrobot(100));
        Assert.Equal(-77.56, result.Mean, 0.01);
        Assert.All(result.Returns, earned => Assert.True(earned > -500, "it crossed the line"));
    }

    [Fact]
    public void LaneKeeping()
    {
        var result = Over100Episodes(new LaneKeepingController(), new VectorLaneKeeping(100));
        Assert.Equal(499.51, result.Mean, 0.01);
        Assert.All(result.Returns, earned => Assert.True(earned > 490));
    }

    [Fact]
    public void Grid_world()
    {
        var controller = new GridWorldController(new GridWorld());
        Assert.Equal(-13.47, Over100Episodes(controller, new VectorEnvironment(100, _ => new GridWorld())).Mean, 0.01);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void The_grid_worlds_controller_earns_what_it_planned_where_moves_slip()
    {
        string[] map = ["S..", ".#G", "..O"];
        var controller = new GridWorldController(new GridWorld(map, slip: 0.2));
        var result = Evaluation.Run(controller, new VectorEnvironment(200, _ => new GridWorld(map, slip: 0.2)), 4000, new SeedSequence(1));
        Assert.Equal(controller.Value(0), result.Mean, 4 * result.StandardDeviation / Math.Sqrt(4000));
    }

    [Fact]
    public void The_pendulums_gains_solve_the_Riccati_equation_of_the_top()
    {
        const double Step = 0.05,
            Pull = 15,
            Motor = 3; // rad/s^2 per rad, and per N m; the angle moves with the new speed
        var a = Matrix<double>.Build.DenseOfArray(
            new[,]
            {
                { 1 + Step * Step * Pull, Step },
                { Step * Pull, 1 },
            }
        );
        var b = Matrix<double>.Build.DenseOfArray(
            new[,]
            {
                { Step * Step * Motor },
                { Step * Motor },
            }
        );
        AssertRegulates(PendulumController.Gains, a, b, [1, 0.1], 0.001);
        AssertLinearised(new Pendulum(), a, b, 1);
    }

    [Fact]
    public void The_lane_keepers_gains_solve_the_Riccati_equation_of_a_straight_road()
    {
        const double Step = 0.05,
            Speed = 15,
            Wheelbase = 2.7,
            Lag = 0.2;
        var a = Matrix<double>.Build.DenseOfArray(
            new[,]
            {
                { 1, Step * Speed, 0 },
                { 0, 1, Step * Speed / Wheelbase },
                { 0, 0, 1 - Step / Lag },
            }
        );
        var b = Matrix<double>.Build.DenseOfArray(
            new[,]
            {
                { 0.0 },
                { 0 },
                { Step / Lag },
            }
        );
        AssertRegulates(LaneKeepingController.Gains, a, b, [1, 1, 0], 10);
    }

    private static void AssertRegulates(IReadOnlyList<double> gains, Matrix<double> a, Matrix<double> b, double[] weights, double effort)
    {
        var q = Matrix<double>.Build.DenseOfDiagonalArray(weights);
        Matrix<double> p = q,
            k = null!;
        for (var i = 0; i < 20000; i++)
        {
            k = (b.Transpose() * p * b + effort).Inverse() * (b.Transpose() * p * a);
            p = a.Transpose() * p * a - a.Transpose() * p * b * k + q;
        }
        for (var i = 0; i < gains.Count; i++)
            Assert.Equal(k[0, i], gains[i], 1e-7);
    }

    /// <summary>Around rest in its zero state, by central differences of the environment's own steps.</summary>
    private static void AssertLinearised(PhysicsEnvironment environment, Matrix<double> a, Matrix<double> b, float unit)
    {
        const double H = 1e-6;
        for (var j = 0; j < a.ColumnCount; j++)
        {
            double[] Moved(double by)
            {
                var state = new double[a.RowCount];
                state[j] = by;
                return Next(environment, state, 0);
            }

            for (var i = 0; i < a.RowCount; i++)
                Assert.Equal(a[i, j], (Moved(H)[i] - Moved(-H)[i]) / (2 * H), 1e-6);
        }
        var pushed = Next(environment, new double[a.RowCount], unit);
        for (var i = 0; i < a.RowCount; i++)
            Assert.Equal(b[i, 0], pushed[i] / unit, 1e-6);
    }

    private static double[] Next(PhysicsEnvironment environment, double[] state, float action)
    {
        environment.SetState(state);
        environment.Step([action], new float[environment.Observations.Width]);
        var next = new double[state.Length];
        environment.CopyState(next);
        return next;
    }
}
