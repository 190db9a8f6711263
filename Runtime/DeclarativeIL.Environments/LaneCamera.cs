namespace DeclarativeIL.Environments;

/// <summary>
/// What a camera in the car of <see cref="LaneKeeping"/> sees: a grey image of the lane's two lines ahead, drawn from the observation. The
/// steering angle is not to be seen in it.
/// </summary>
/// <remarks>
/// A pinhole that looks ahead, 90 degrees wide: rows show the road from 20 m ahead (top) to 3 m (bottom). Lines are 0.15 m wide and fade
/// over a pixel to both sides, so that their place is told to less than a pixel.
/// </remarks>
public sealed class LaneCamera : ObservationView
{
    private const int Numbers = 6; // of an observation
    private const double Farthest = 20,
        Nearest = 3,
        Line = 0.15,
        Inside = 40,
        Outside = 90;
    private readonly ImageSpace _images;

    /// <summary>A camera in the middle of the car that looks straight ahead.</summary>
    /// <param name="height">Rows of its images, 2 or more.</param>
    /// <param name="width">Pixels of a row, 2 or more.</param>
    public LaneCamera(int height = 16, int width = 32) =>
        _images = new(
            Hyperparameter.Checked(height, 2, int.MaxValue, nameof(height)),
            Hyperparameter.Checked(width, 2, int.MaxValue, nameof(width)),
            1
        );

    /// <summary>Its images.</summary>
    public ImageSpace Images => _images;

    /// <summary>Metres from the middle of the car to the left.</summary>
    public double Sideways { get; init; }

    /// <summary>Radians to the left of straight ahead.</summary>
    public double Turned { get; init; }

    /// <inheritdoc/>
    public override Space SpaceOf(Space observations) =>
        observations is BoxSpace { Width: Numbers }
            ? _images
            : throw new ArgumentException(
                $"Found {observations}; expected the {Numbers} numbers that {nameof(LaneKeeping)} shows.",
                nameof(observations)
            );

    /// <inheritdoc/>
    public override ObservationSight Open(Space observations) => new Drawing(this);

    /// <summary>Draws what the camera sees.</summary>
    /// <param name="observation">[6], as <see cref="LaneKeeping"/> shows it.</param>
    /// <param name="image">[height, width], filled with whole numbers from 0 to 255.</param>
    public void Draw(ReadOnlySpan<float> observation, Span<float> image)
    {
        if (observation.Length != Numbers || image.Length != _images.Width)
            throw new ArgumentException(
                $"Found {observation.Length} numbers and room for {image.Length}; expected {Numbers}, and {_images.Width} pixels."
            );
        var (height, width) = (_images.Height, _images.Columns);
        for (var row = 0; row < height; row++)
        {
            var ahead = 1 / (1 / Farthest + ((1 / Nearest) - (1 / Farthest)) * row / (height - 1));
            var middle = MiddleOfLane(observation, ahead);
            var pixel = 2 * ahead / width; // metres that a pixel shows
            for (var column = 0; column < width; column++)
            {
                var place = ahead * (1 - ((2 * column) + 1.0) / width) - middle; // metres to the left of the lane's middle
                var line = Math.Abs(Math.Abs(place) - LaneKeeping.HalfWidth);
                var share = Math.Clamp(1 - ((line - (Line / 2)) / pixel), 0, 1);
                var ground = Math.Abs(place) < LaneKeeping.HalfWidth ? Inside : Outside;
                image[(row * width) + column] = (float)Math.Round(ground + (share * (byte.MaxValue - ground)));
            }
        }
    }

    /// <summary>Metres from where the camera looks to the middle of the lane, to the left.</summary>
    private double MiddleOfLane(ReadOnlySpan<float> observation, double ahead)
    {
        var (here, later, last) = (observation[3], observation[4], observation[5]);
        return Bent(here, later, last, ahead) - (observation[0] + Sideways) - ((observation[1] + Turned) * ahead);
    }

    /// <summary>How far a road of a curvature that changes linearly between three places has bent to the left.</summary>
    private static double Bent(double here, double later, double last, double ahead)
    {
        const double Step = LaneKeeping.Preview1;
        var first = Math.Min(ahead, Step);
        var bent = ParabolaAndMore(here, (later - here) / Step, first, 0);
        if (ahead <= Step)
            return bent;
        var slope = Step * (here + later) / 2; // of the road where the second part begins
        return bent + ParabolaAndMore(later, (last - later) / Step, ahead - Step, slope);
    }

    private static double ParabolaAndMore(double curvature, double change, double length, double slope) =>
        (slope * length) + (curvature * length * length / 2) + (change * length * length * length / 6);

    private sealed class Drawing(LaneCamera camera) : ObservationSight
    {
        public override bool IsStateless => true;

        public override void See(ReadOnlySpan<float> observation, bool isFirst, Span<float> seen) => camera.Draw(observation, seen);
    }
}
