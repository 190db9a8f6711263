using DeclarativeIL.Data;
using DeclarativeIL.Formats;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <content>Observations that are images lie in the file as bytes.</content>
public sealed partial class TrajectoryFileTests
{
    private static readonly ImageSpace Frames = new(8, 8, 3);

    [Fact]
    public void Images_come_back_byte_for_byte_from_a_quarter_of_the_file()
    {
        var saved = Filmed(episodes: 3, steps: 20);
        TrajectoryFile.Save(FileName, saved);
        var asNumbers = new FileInfo(FileName).Length;
        TrajectoryFile.Save(FileName, saved, Frames);

        RequireEqual(saved, TrajectoryFile.Load(FileName));
        Assert.InRange(new FileInfo(FileName).Length, 63 * Frames.Width, asNumbers / 3);

        TrajectoryFile.At(FileName, Frames).Write([saved[0]]);
        RequireEqual([saved[0]], TrajectoryFile.Load(FileName));
    }

    [Fact]
    public void Images_of_another_size_and_what_is_none_are_not_saved()
    {
        var saved = Filmed(episodes: 1, steps: 2);
        Assert.Contains(
            "Found observations of 192 numbers; expected images of 8 x 8 x 1 = 64.",
            Assert.Throws<ArgumentException>(() => TrajectoryFile.Save(FileName, saved, new ImageSpace(8, 8, 1))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "expected the bytes of an image",
            Assert.Throws<ArgumentException>(() => TrajectoryFile.Save(FileName, Continuous(), new ImageSpace(1, 3, 1))).Message,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(FileName));
    }

    [Fact]
    public void Images_of_another_size_than_the_file_says_are_refused()
    {
        TrajectoryFile.Save(FileName, Filmed(episodes: 1, steps: 2), Frames);
        var bytes = File.ReadAllBytes(FileName);

        Assert.Equal("declarativeil.observation_space", Refuses(Sealed(Replaced(bytes, "image 8,8,3", "image 8,8,4"))).Position);
        Assert.Equal("declarativeil.format", Refuses(Sealed(Replaced(bytes, "trajectory/2", "trajectory/1"))).Position);
        var length = bytes.AsSpan().IndexOf(BitConverter.GetBytes(Frames.Width));
        bytes[length]--; // the first image is a byte shorter
        var shorter = Refuses(Sealed(bytes));
        Assert.Contains("bytes", shorter.Found!, StringComparison.Ordinal);
    }

    private static byte[] Replaced(byte[] bytes, string old, string other)
    {
        var changed = bytes.ToArray();
        var place = changed.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(old));
        System.Text.Encoding.UTF8.GetBytes(other).CopyTo(changed, place);
        return changed;
    }

    private static Trajectory[] Filmed(int episodes, int steps)
    {
        var random = new SeedSequence(6).Stream();
        float[] Film() => [.. Enumerable.Range(0, (steps + 1) * Frames.Width).Select(_ => (float)random.NextInt(256))];
        return
        [
            .. Enumerable
                .Range(0, episodes)
                .Select(k => new Trajectory(
                    Frames.Width,
                    new DiscreteSpace(2),
                    Film(),
                    [.. Enumerable.Range(0, steps).Select(static t => (float)(t % 2))],
                    [.. Enumerable.Range(0, steps).Select(static t => 0.5 * t)],
                    k == 0,
                    k == 1
                )),
        ];
    }
}
