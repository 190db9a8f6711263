namespace DeclarativeIL.Experts;

/// <summary>An expert that keeps no state that it was asked about, and writes its answers to memory of others.</summary>
internal interface IDirectExpert
{
    /// <summary>Numbers of an answer.</summary>
    int ActionSize { get; }

    /// <summary>Answers as where the question has a place.</summary>
    /// <param name="state">The state; valid during the call.</param>
    /// <param name="actions">Where the answer has to lie.</param>
    /// <param name="action">[a], filled.</param>
    void Write(State state, Space actions, Span<double> action);
}
