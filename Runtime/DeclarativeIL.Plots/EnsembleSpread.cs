using ScottPlot;

namespace DeclarativeIL.Plots;

/// <summary>How much the members of an ensemble differ, over a plane of states.</summary>
public static class EnsembleSpread
{
    /// <summary>Draws an ensemble's spread.</summary>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    /// <param name="ensemble">
    /// The ensemble. Of continuous actions: the square root of the trace of the members' covariance, in units of the action; of discrete
    /// ones: their disagreement in nats (<see cref="Ensemble.Disagreement"/>).
    /// </param>
    /// <param name="plane">The plane.</param>
    /// <param name="states">States to mark, such as those of the data.</param>
    /// <param name="text">The words.</param>
    /// <exception cref="ArgumentException">The file's name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string path,
        IEnsemblePolicy ensemble,
        StatePlane plane,
        IEnumerable<State>? states = null,
        PictureText? text = null
    )
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(plane);
        var asked = ensemble.OneSampleEnsemble();
        var isDiscrete = ensemble is IDiscreteEnsemble;
        Save(
            path,
            isDiscrete ? asked.Disagreement : state => Math.Sqrt(Math.Max(0, Functions.Trace(asked.Covariance(state)))),
            plane,
            states,
            text,
            isDiscrete ? "disagreement, nats" : "spread, units of the action"
        );
    }

    /// <summary>Draws any number of a state.</summary>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    /// <param name="number">The number of a state; where it is not finite nothing is drawn.</param>
    /// <param name="plane">The plane.</param>
    /// <param name="states">States to mark, such as those of the data.</param>
    /// <param name="text">The words.</param>
    /// <param name="name">The number's name, beside its colours.</param>
    /// <param name="resolution">Places in each direction, from 2 to 1000.</param>
    /// <exception cref="ArgumentException">The file's name ends otherwise, or the resolution is out of range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string path,
        Func<State, double> number,
        StatePlane plane,
        IEnumerable<State>? states = null,
        PictureText? text = null,
        string name = "spread",
        int resolution = 81
    )
    {
        ArgumentNullException.ThrowIfNull(number);
        ArgumentNullException.ThrowIfNull(plane);
        if (resolution is < 2 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "Expected 2 to 1000.");
        _ = Picture.IsSvg(path);
        var (right, up) = (Step(plane.XRange, resolution), Step(plane.YRange, resolution));
        var values = new double[resolution, resolution]; // the first row is the upper one
        for (var row = 0; row < resolution; row++)
        for (var column = 0; column < resolution; column++)
        {
            var found = number(plane.Of(plane.XRange.Low + column * right, plane.YRange.High - row * up));
            values[row, column] = double.IsFinite(found) ? found : double.NaN;
        }
        using var plot = new Plot();
        ValueMap.Add(plot, values, new Coordinates(plane.XRange.Low, plane.YRange.High), right, up, name);
        Mark(plot, plane, states ?? []);
        plot.Axes.SetLimits(plane.XRange.Low, plane.XRange.High, plane.YRange.Low, plane.YRange.High);
        Picture.Save(plot, text ?? new PictureText("Spread of the ensemble", plane.XName, plane.YName), path);
    }

    private static double Step((double Low, double High) range, int resolution) => (range.High - range.Low) / (resolution - 1);

    private static void Mark(Plot plot, StatePlane plane, IEnumerable<State> states)
    {
        var places = states.Select(state => new Coordinates(state[plane.X], state[plane.Y])).ToArray();
        if (places.Length == 0)
            return;
        var marks = plot.Add.ScatterPoints(places, PlotColors.Orange);
        (marks.MarkerSize, marks.MarkerShape, marks.LegendText) = (5, MarkerShape.FilledCircle, "states of the data");
    }
}
