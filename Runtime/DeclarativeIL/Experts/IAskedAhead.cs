namespace DeclarativeIL.Experts;

/// <summary>An expert that takes its time, and can be asked of several environments before the first answer is waited for.</summary>
internal interface IAskedAhead
{
    /// <summary>Whether it is to be asked like that.</summary>
    bool IsAskedAhead { get; }

    /// <summary>
    /// Puts a question and does not wait. The same question is asked again later, with what this returns as
    /// <see cref="ExpertQuery.Put"/>, or withdrawn.
    /// </summary>
    IPutQuestion Put(ExpertQuery query);
}

/// <summary>A question that somebody has been asked, and that nobody waits for yet.</summary>
internal interface IPutQuestion
{
    /// <summary>Nobody will.</summary>
    void Withdraw();
}

/// <summary>Who is behind an expert.</summary>
internal static class AskedAhead
{
    /// <summary>The expert, where it is to be asked ahead; else null.</summary>
    public static IAskedAhead? Of(IActionExpert expert) => expert is IAskedAhead { IsAskedAhead: true } ahead ? ahead : null;

    /// <summary>Puts a question to an expert that is to be asked ahead.</summary>
    public static IPutQuestion Put(IActionExpert expert, ExpertQuery query) => ((IAskedAhead)expert).Put(query);
}
