using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Randomness;
using DeclarativeIL.Samples;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests.Samples;

/// <summary>The lane as a camera sees it, and cloning from its images.</summary>
public class LaneImagesTests
{
    [Fact]
    public void A_camera_sees_the_lines_where_they_are()
    {
        var camera = new LaneCamera(16, 32);
        var straight = Image(camera, [0, 0, 0, 0, 0, 0]);
        for (var row = 0; row < 16; row++)
        for (var column = 0; column < 16; column++)
            Assert.Equal(straight[(row * 32) + column], straight[(row * 32) + 31 - column]);
        Assert.Equal(40, straight[(15 * 32) + 16]); // the lane, 3 m ahead
        Assert.Equal(90, straight[15 * 32]);
        var line = straight.AsSpan(15 * 32, 16).ToArray();
        Assert.Equal(255, line.Max());
        Assert.Equal(6, Array.IndexOf(line, 255f)); // 1.75 m of the 3 m to the side, of 16 pixels
        // a car to the left sees what a camera to the left does; one that is turned likewise
        Assert.Equal(Image(new LaneCamera { Sideways = 0.5 }, [0, 0, 0, 0, 0, 0]), Image(camera, [0.5f, 0, 0, 0, 0, 0]));
        Assert.Equal(Image(new LaneCamera { Turned = 0.125 }, [0, 0, 0, 0, 0, 0]), Image(camera, [0, 0.125f, 0, 0, 0, 0]));
        // a bend to the left has gone 0.045 m aside 3 m ahead, and 2 m at 20 m: as if the camera were that far to the right
        var bent = Image(camera, [0, 0, 0, 0.01f, 0.01f, 0.01f]);
        Assert.Equal(Image(new LaneCamera { Sideways = -0.045 }, [0, 0, 0, 0, 0, 0])[(15 * 32)..], bent[(15 * 32)..]);
        Assert.Equal(Image(new LaneCamera { Sideways = -2 }, [0, 0, 0, 0, 0, 0])[..32], bent[..32]);
        Assert.True(camera.Images.Contains(bent));
        Assert.Throws<ArgumentException>(() => camera.SpaceOf(new BoxSpace([0], [1])));

        static float[] Image(LaneCamera camera, float[] observation)
        {
            var image = new float[camera.Images.Width];
            camera.Draw(observation, image);
            return image;
        }
    }

    [Fact]
    public void Shifted_images_steer_back()
    {
        var expert = Expert.From(new LaneKeepingController());
        var drive = TrajectoryRecorder.Record(new LaneKeeping(), expert, 1, new SeedSequence(1), stepLimit: 3)[0];
        var (seen, left) = (LaneImages.Seen(drive, 0, 0).ToList(), LaneImages.Seen(drive, 0.3, 0).ToList());
        Assert.Equal(drive.Action(1)[0], seen[1].Action[0], 6);
        Assert.Equal(drive.Action(1)[0] - 0.08, left[1].Action[0], 6);
        Assert.NotEqual(seen[1].State, left[1].State);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Shifted_images_keep_the_car_in_its_lane()
    {
        var (cloning, shifted) = new LaneImages(1, 1000).Run(CancellationToken.None);
        Assert.InRange(shifted.Mean, 450, 500);
        Assert.True(cloning.Mean < shifted.Mean - 20, $"{cloning.Mean}, {shifted.Mean}");
    }
}
