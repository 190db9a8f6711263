using System.ComponentModel;
using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>Target networks: slowly moving copies that keep bootstrapped values stable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Targets
{
    /// <summary>
    /// target &lt;- (1 - tau) target + tau source (Polyak, Juditsky 1992; as in Lillicrap et al. 2016): one operation in
    /// place on the flat parameters. Running statistics of a module are taken as they are: a target is asked as in evaluation.
    /// </summary>
    /// <param name="target">The network that moves, usually a <see cref="ICopyable.Copy"/>.</param>
    /// <param name="source">The network that it moves towards.</param>
    /// <param name="tau">How much of the way it goes, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The networks are not of the same sizes, number type and device.</exception>
    public static void PolyakUpdate(INetwork target, INetwork source, double tau)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        if (!(tau is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(tau), tau, "Expected a number from 0 to 1.");
        var (mine, theirs) = (target.Parameters, source.Parameters);
        if (mine.Count != theirs.Count || mine.Type != theirs.Type || mine.Device.type != theirs.Device.type)
            throw new ArgumentException(
                $"Found {theirs.Count} parameters of {theirs.Type} on {theirs.Device}; "
                    + $"expected {mine.Count} of {mine.Type} on {mine.Device}, as the target's.",
                nameof(source)
            );
        if (mine.Numbers<float>() is { } floats && theirs.Numbers<float>() is { } narrow)
            lock (mine.Gate)
                Interpolate<float>(floats, narrow, (float)tau);
        else if (mine.Numbers<double>() is { } doubles && theirs.Numbers<double>() is { } wide)
            lock (mine.Gate)
                Interpolate<double>(doubles, wide, tau);
        else
            Interpolate(mine, theirs, tau);
        mine.CopyStatistics(theirs);
    }

    private static void Interpolate(FlatParameters mine, FlatParameters theirs, double tau)
    {
        using var quiet = no_grad();
        using Scalar value = tau; // held: a temporary one may be freed within the call
        using var weight = full([], value, mine.Type, mine.Device); // made where it is used: nothing is sent
        lock (mine.Gate)
            mine.Values.lerp_(theirs.Values, weight);
    }

    /// <summary>As libtorch does: from the nearer end, by a fused product and sum, so that the end itself is reached exactly.</summary>
    private static void Interpolate<T>(Span<T> mine, ReadOnlySpan<T> theirs, T tau)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var isNear = tau < T.CreateChecked(0.5);
        var factor = isNear ? tau : tau - T.One;
        for (var i = 0; i < mine.Length; i++)
            mine[i] = T.FusedMultiplyAdd(factor, theirs[i] - mine[i], isNear ? mine[i] : theirs[i]);
    }
}
