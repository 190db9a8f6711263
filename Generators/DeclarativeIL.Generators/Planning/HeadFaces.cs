using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The interfaces of a head's policy and ensemble: what it declares, or all that all of its parts do.</summary>
internal static class HeadFaces
{
    /// <summary>What a policy can be asked.</summary>
    public static IEnumerable<string> OfPolicy(HeadModel model)
    {
        if (model.Parts.Count > 0)
            return Common(model.Parts.Select(part => part.Declared is { } declared ? [.. OfPolicy(declared)] : part.Interfaces.ToList()));
        var faces = Shared(model).ToList();
        if (model[HeadMember.LogProbs] is not null)
            faces.Insert(0, RuntimeTypes.DiscretePolicy);
        else if (model[HeadMember.LogProb] is not null)
            faces.Insert(0, RuntimeTypes.LogProbPolicy);
        if (Fits(model))
            faces.Add(RuntimeTypes.FitPolicy);
        if (model[HeadMember.Sample] is not null)
            faces.Add(HeadPlan.Of(model).IsReparameterised ? RuntimeTypes.ReparameterisedPolicy : RuntimeTypes.SampledPolicy);
        return faces;
    }

    /// <summary>Members that a policy cannot be asked by.</summary>
    public static IReadOnlyList<string> Undeclared(HeadModel model)
    {
        var faces = OfPolicy(model).ToList();
        bool Is(params string[] any) => any.Any(faces.Contains);
        List<string> missing = [];
        if (!Is(RuntimeTypes.LogProbPolicy, RuntimeTypes.DiscretePolicy))
            missing.Add(nameof(HeadMember.LogProb));
        if (!Is(RuntimeTypes.EntropyPolicy))
            missing.Add(nameof(HeadMember.Entropy));
        if (!Is(RuntimeTypes.MeanPolicy))
            missing.Add(nameof(HeadMember.Mean));
        if (!Is(RuntimeTypes.SampledPolicy, RuntimeTypes.ReparameterisedPolicy))
            missing.Add(nameof(HeadMember.Sample));
        if (!Is(RuntimeTypes.FitPolicy))
            missing.Add(nameof(HeadMember.Fit));
        return missing;
    }

    /// <summary>What an ensemble can be asked.</summary>
    public static IEnumerable<string> OfEnsemble(HeadModel model)
    {
        if (model.Parts.Count > 0)
            return OfPolicy(model)
                .Where(face => face is RuntimeTypes.LogProbPolicy or RuntimeTypes.EntropyPolicy or RuntimeTypes.MeanPolicy)
                .Concat(IsFitByMembers(model) ? [RuntimeTypes.FitPolicy] : []);
        IEnumerable<string> faces =
            model[HeadMember.LogProbs] is not null ? [RuntimeTypes.DiscreteEnsemble, RuntimeTypes.DiscretePolicy]
            : model[HeadMember.LogProb] is not null ? [RuntimeTypes.LogProbPolicy]
            : [];
        return faces.Concat(Shared(model)).Concat(IsFitByMembers(model) ? [RuntimeTypes.FitPolicy] : []);
    }

    /// <summary>Whether a policy says what imitation minimises: a head declares it, or has a likelihood.</summary>
    private static bool Fits(HeadModel model) => model[HeadMember.Fit] is not null || model[HeadMember.LogProb] is not null;

    /// <summary>Whether each member of an ensemble says it: without a draw, which members have not.</summary>
    private static bool IsFitByMembers(HeadModel model) =>
        model.Parts.Count > 0
            ? model.Parts.All(part =>
                part.Declared is { } declared ? IsFitByMembers(declared) : part.Interfaces.Contains(RuntimeTypes.LogProbPolicy)
            )
        : model[HeadMember.Fit] is { } fit ? fit.Draws.Count == 0
        : model[HeadMember.LogProb] is not null;

    private static IEnumerable<string> Shared(HeadModel model)
    {
        if (model[HeadMember.Entropy] is not null)
            yield return RuntimeTypes.EntropyPolicy;
        if (model[HeadMember.Mean] is not null)
            yield return RuntimeTypes.MeanPolicy;
    }

    /// <summary>A discrete policy can say densities, too, and one that is reparameterised can sample.</summary>
    private static IEnumerable<string> Common(IEnumerable<List<string>> parts)
    {
        var all = parts
            .Select(faces =>
                faces
                    .Concat(faces.Contains(RuntimeTypes.DiscretePolicy) ? [RuntimeTypes.LogProbPolicy] : [])
                    .Concat(faces.Contains(RuntimeTypes.ReparameterisedPolicy) ? [RuntimeTypes.SampledPolicy] : [])
                    .ToList()
            )
            .ToList();
        bool Is(string face) => all.TrueForAll(faces => faces.Contains(face));
        foreach (
            var face in (string[])[RuntimeTypes.LogProbPolicy, RuntimeTypes.EntropyPolicy, RuntimeTypes.MeanPolicy, RuntimeTypes.FitPolicy]
        )
            if (Is(face))
                yield return face;
        if (Is(RuntimeTypes.SampledPolicy))
            yield return Is(RuntimeTypes.ReparameterisedPolicy) ? RuntimeTypes.ReparameterisedPolicy : RuntimeTypes.SampledPolicy;
    }
}
