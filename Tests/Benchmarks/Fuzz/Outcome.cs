namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What came of one equation.</summary>
public enum Verdict
{
    Agrees,

    /// <summary>No data were found on which it is moderate and far from jumps and bends: nothing was compared.</summary>
    Unfit,
    ValueDiffers,
    GradientDiffers,

    /// <summary>The generator refused it, what was generated does not compile, or it threw.</summary>
    Broken,
}

/// <param name="What">What differs, by how much, on which data.</param>
/// <param name="IsOnCpu">Whether there was a form without tensors, which agrees too.</param>
/// <param name="Unsettled">Answers whose difference quotient had not converged; they were compared with autograd only.</param>
/// <param name="Met">What the data had of its own: a boundary that was hit exactly, for one.</param>
public sealed record Outcome(
    Verdict Verdict,
    string What = "",
    int Compared = 0,
    int Unsettled = 0,
    bool IsOnCpu = false,
    IReadOnlySet<string>? Met = null
);
