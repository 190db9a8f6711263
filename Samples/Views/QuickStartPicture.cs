using DeclarativeIL.Plots;

namespace DeclarativeIL.Samples.Views;

/// <summary>Return against expert labels: DAgger's rounds, cloning at the same number of labels, the expert.</summary>
internal static class QuickStartPicture
{
    /// <summary>Writes the picture.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    public static void Save(QuickStartResult result, string path) =>
        LearningCurve.Save(
            path,
            [
                Curve.OfRounds("DAgger, by round", result.Rounds),
                Curve.OfPoint("behavioural cloning", result.Cloning.Labels, result.Cloning.Evaluation),
            ],
            [new Level("expert", result.Expert.Evaluation.Mean)],
            new PictureText("CartPole: return against expert labels", "expert labels learned from", "mean return, with its 95 % interval")
        );
}
