using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Language.Tests.Environments;

/// <content>Steps several environments, and each by the methods that were written.</content>
public partial class DynamicsTests
{
    private delegate StepResult Outcome<T>(T now, float action, T next);

    private static void Compare<T>(
        VectorPhysicsEnvironment environments,
        Func<float> draw,
        Func<ulong, T> start,
        Func<T, double[]> numbers,
        Func<T, float, T> step,
        Outcome<T> outcome,
        Func<T, float[]> observe,
        int limit
    )
    {
        var count = environments.Count;
        var width = environments.Observations.Width;
        float[] seen = new float[count * width],
            last = new float[count * width],
            actions = new float[count];
        var (results, states, steps) = (new StepResult[count], new T[count], new int[count]);
        environments.Reset(5, seen);
        for (var i = 0; i < count; i++)
            Begin(i, (ulong)i);
        for (var t = 0; t < 400; t++)
        {
            for (var i = 0; i < count; i++)
                actions[i] = draw();
            environments.Step(actions, seen, results, last);
            for (var i = 0; i < count; i++)
            {
                var next = step(states[i], actions[i]);
                var expected = outcome(states[i], actions[i], next) with { Truncated = ++steps[i] >= limit };
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Reward), BitConverter.DoubleToInt64Bits(results[i].Reward));
                Assert.Equal(expected, results[i]);
                states[i] = next;
                var hasEnded = expected.Terminated || expected.Truncated;
                Assert.Equal(Bits(observe(next)), Bits((hasEnded ? last : seen).AsSpan(i * width, width)));
                if (hasEnded)
                    Begin(i, (ulong)(count * t + i));
            }
        }

        void Begin(int environment, ulong seed)
        {
            (states[environment], steps[environment]) = (start(seed), 0);
            environments.SetState(environment, numbers(states[environment]));
        }
    }

    private static int[] Bits(ReadOnlySpan<float> numbers) => [.. numbers.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
