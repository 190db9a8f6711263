using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Samples;

/// <summary>Cloning by the focal loss (Lin, Goyal, Girshick, He, Dollár 2017): what the policy already does right counts less.</summary>
public sealed partial class FocalCloning
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="d">What the expert did.</param>
    /// <param name="focus">How much less: 0 is plain cloning.</param>
    [Loss]
    public static double FocalLoss(Policy pi, Demonstration d, [Range(0.0, 10.0)] double focus = 2.0)
    {
        var logProb = pi.LogProb(d.Action, d.State);
        return -Math.Pow(1 - Math.Exp(logProb), focus) * logProb;
    }
}
