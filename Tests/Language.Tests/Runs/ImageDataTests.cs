using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Images that data keeps as bytes train the bits of the same numbers kept as floats.</summary>
public class ImageDataTests
{
    private static readonly ImageSpace Images = new(3, 4, 2);

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void Ends_with_the_same_bits(Computation computation)
    {
        var start = Trained(new Dataset<Demonstration>(Rows()), computation, epochs: 0);
        var floats = Trained(new Dataset<Demonstration>(Rows()), computation, epochs: 3);
        var bytes = Trained(Dataset.OfImages(Images, Rows()), computation, epochs: 3);

        Assert.NotEqual(start, floats);
        Assert.Equal(floats, bytes);
    }

    private static float[] Trained(Dataset<Demonstration> data, Computation computation, int epochs)
    {
        using var pi = new CategoricalPolicy(Images.Width, 3, [8], Activation.Tanh, new SeedSequence(1));
        if (epochs > 0)
            new BehaviorCloning().Train(
                pi,
                data,
                new TrainingOptions
                {
                    Epochs = epochs,
                    BatchSize = 8,
                    Computation = computation,
                }
            );
        return pi.Parameters.Values.data<float>().ToArray();
    }

    private static IEnumerable<Demonstration> Rows()
    {
        var random = new SeedSequence(5).Stream();
        for (var i = 0; i < 30; i++)
        {
            var pixels = new byte[Images.Width];
            for (var k = 0; k < pixels.Length; k++)
                pixels[k] = (byte)random.NextInt(256);
            yield return new(Images.ToState(pixels), Act.Discrete(random.NextInt(3)));
        }
    }
}
