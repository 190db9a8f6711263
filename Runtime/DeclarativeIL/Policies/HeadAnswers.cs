using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>What kind of thing a member of a head says.</summary>
internal enum HeadAnswer
{
    /// <summary>A log-density, a number for each act that is asked about.</summary>
    Density,

    /// <summary>A number.</summary>
    Entropy,

    /// <summary>What imitation minimises, a number.</summary>
    Fit,

    /// <summary>An act.</summary>
    Act,

    /// <summary>A number for every act of a discrete space.</summary>
    EveryAct,
}

/// <summary>Answers of heads in the units of the environment, and how large they are.</summary>
internal static class HeadAnswers
{
    /// <summary>What a member says.</summary>
    public static HeadAnswer AnswerOf(this HeadMember member) =>
        member switch
        {
            HeadMember.LogProb or HeadMember.SampleLogProb => HeadAnswer.Density,
            HeadMember.Entropy => HeadAnswer.Entropy,
            HeadMember.Fit => HeadAnswer.Fit,
            HeadMember.LogProbs => HeadAnswer.EveryAct,
            HeadMember.Mean or HeadMember.Sample or HeadMember.Mode => HeadAnswer.Act,
        };

    /// <summary>What is said in the head's units, in those of the environment.</summary>
    public static void ToEnvironment(this ActUnits units, HeadEquations equations, HeadMember member, Span<double> said)
    {
        switch (member.AnswerOf())
        {
            case HeadAnswer.Act:
                units.ToEnvironment(said);
                break;
            case HeadAnswer.Density when units.LogVolume != 0:
                foreach (ref var value in said)
                    value += -units.LogVolume;
                break;
            case HeadAnswer.Entropy when units.LogVolume != 0:
            case HeadAnswer.Fit when units.LogVolume != 0 && equations.FitsByLikelihood:
                foreach (ref var value in said)
                    value += units.LogVolume;
                break;
        }
    }

    /// <summary>The same by tensors.</summary>
    public static Tensor ToEnvironment(this ActUnits units, HeadEquations equations, HeadMember member, Tensor said) =>
        member.AnswerOf() switch
        {
            HeadAnswer.Act => units.ToEnvironment(said),
            HeadAnswer.Density => units.Density(said, -1),
            HeadAnswer.Entropy => units.Density(said, 1),
            HeadAnswer.Fit => equations.FitsByLikelihood ? units.Density(said, 1) : said,
            HeadAnswer.EveryAct => said,
        };

    /// <summary>The gradient of an answer as one of what the head says; of the units alone acts change it.</summary>
    public static void GradientToHead(this ActUnits units, HeadMember member, Span<double> gradients)
    {
        if (member.AnswerOf() == HeadAnswer.Act)
            units.GradientToHead(gradients);
    }

    /// <summary>The same by tensors.</summary>
    public static Tensor GradientToHead(this ActUnits units, HeadMember member, Tensor gradient) =>
        member.AnswerOf() == HeadAnswer.Act ? units.GradientToHead(gradient) : gradient;
}
