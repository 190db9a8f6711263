using System.Collections.Concurrent;
using System.Reflection;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>A member of a policy's head that questions are answered by.</summary>
internal enum HeadMember
{
    LogProb,
    LogProbs,
    Entropy,
    Mean,
    Sample,
    Mode,
    SampleLogProb,
    Fit,
}

/// <summary>Says of a question to a policy which member of a head answers it. Both forms, and the view of one sample, go by it.</summary>
/// <param name="member">The member; what it takes beside the state says what the question is about.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AnsweredByAttribute(HeadMember member) : Attribute
{
    private static readonly ConcurrentDictionary<Type, AnsweredByAttribute?> Known = new();

    /// <summary>The member.</summary>
    public HeadMember Member => member;

    /// <summary>Whether all members of an ensemble are asked together, about the same rows; then the answer has no gradient.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What is said of a question; null where no head answers it. On the type, so that none has to be made to know it.</summary>
    public static AnsweredByAttribute? Of(Type question) =>
        Known.GetOrAdd(question, static type => type.GetCustomAttribute<AnsweredByAttribute>());
}

/// <summary>A question to a policy about states.</summary>
internal interface IPolicyQuestion
{
    /// <summary>[n, s], or [members, n, s].</summary>
    Tensor State { get; }
}

/// <summary>A question about acts in them.</summary>
internal interface IActQuestion
{
    /// <summary>[..., n, a]; [..., n, K, a] where they are several.</summary>
    Tensor Acts { get; }

    /// <summary>Whether they are K a row.</summary>
    bool AreSeveral { get; }
}

/// <summary>A question that is answered by drawing.</summary>
internal interface IDrawQuestion
{
    /// <summary>Where the draws come from.</summary>
    DrawBatch Draws { get; }
}

/// <summary>What a question is about, by places in the order of its constructor.</summary>
internal interface IQuestionArguments
{
    /// <summary>[n, width], or [n, K, a] of several acts.</summary>
    Tensor Rows(int place);

    /// <summary>[n].</summary>
    Tensor Numbers(int place);

    /// <summary>Draws.</summary>
    DrawBatch Draws(int place);
}
